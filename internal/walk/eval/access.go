package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
)

// selector compiles x.f: a qualified name, a field or a method value.
func (c *compiler) selector(e *ast.SelectorExpr) expr {
	sel := c.info.Selections[e]
	if sel == nil {
		if c.object(e.Sel) == nil {
			return c.unknownExpr(e, "%s does not type-check%s", e.Sel.Name, c.in.missingFor(c.code.pkg))
		}
		return c.ident(e.Sel)
	}
	switch sel.Kind() {
	case types.FieldVal:
		return c.field(e, sel)
	case types.MethodExpr:
		return c.methodExpr(e, sel)
	}
	return c.methodValue(e, sel)
}

// path returns the field indices of a selection, looked up again where a type
// parameter was replaced.
func (c *compiler) lookup(e *ast.SelectorExpr, sel *types.Selection) (types.Object, []int) {
	if c.sub == nil {
		return sel.Obj(), sel.Index()
	}
	recv := c.sub.typ(sel.Recv())
	obj, index, _ := types.LookupFieldOrMethod(recv, true, sel.Obj().Pkg(), sel.Obj().Name())
	if obj == nil {
		return sel.Obj(), sel.Index()
	}
	return obj, index
}

// walk follows field indices from a struct or a pointer to one.
func (c *compiler) walk(x expr, index []int, pos token.Pos) expr {
	for _, i := range index {
		base := x
		x = func(f *frame) Value {
			switch s := base(f).(type) {
			case *Struct:
				if i < len(s.f) {
					return s.f[i]
				}
				return f.in.unknown(pos, "field of a value seen through another type")
			case *Unknown:
				return s
			case nil:
				f.pos = pos
				panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
			default:
				return f.in.unknown(pos, "field of a value that lives in the host")
			}
		}
	}
	return x
}

func (c *compiler) field(e *ast.SelectorExpr, sel *types.Selection) expr {
	_, index := c.lookup(e, sel)
	return c.walk(c.expr(e.X), index, e.Sel.Pos())
}

// index compiles x[i] as a value, or a generic function with type arguments.
func (c *compiler) index(e *ast.IndexExpr) expr {
	if tv := c.info.Types[e.Index]; tv.IsType() {
		return c.instance(e.X)
	}
	xt := c.rtype(e.X)
	if xt.kind == reflect.Map {
		return c.mapIndex(e, xt, false)
	}
	x, i, pos := c.expr(e.X), c.expr(e.Index), e.Lbrack
	return func(f *frame) Value {
		xv, iv := x(f), i(f)
		n, ok := asInt(iv)
		if !ok {
			return f.in.join(xv, iv)
		}
		switch s := xv.(type) {
		case *Slice:
			if n < 0 || n >= s.len {
				f.in.outOfRange(pos, n, s.len)
			}
			return s.a.get(s.off + n)
		case *Array:
			if n < 0 || n >= s.len() {
				f.in.outOfRange(pos, n, s.len())
			}
			return s.get(n)
		case string:
			if n < 0 || n >= len(s) {
				f.in.outOfRange(pos, n, len(s))
			}
			return uint64(s[n])
		case nil:
			if xt.kind == reflect.Pointer {
				panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
			}
			f.in.outOfRange(pos, n, 0)
		}
		return f.in.join(xv, iv)
	}
}

func (in *Interp) outOfRange(pos token.Pos, i, n int) {
	panic(&goPanic{val: runtimeError("index out of range [" + itoa(i) + "] with length " + itoa(n)), pos: pos})
}

// join is the unknown among operands.
func (in *Interp) join(vs ...Value) Value {
	for _, v := range vs {
		if u, ok := v.(*Unknown); ok {
			return u
		}
	}
	return in.unknown(in.here(), "operand of an unexpected kind")
}

func asInt(v Value) (int, bool) {
	switch v := v.(type) {
	case int64:
		return int(v), true
	case uint64:
		return int(v), true
	}
	return 0, false
}

// mapIndex compiles m[k], with the second result if both is set.
func (c *compiler) mapIndex(e *ast.IndexExpr, t *Type, both bool) expr {
	if t.kind != reflect.Map {
		u := c.in.unknown(e.Pos(), "index does not type-check%s", c.in.missingFor(c.code.pkg))
		return constantly(map[bool]Value{false: u, true: tuple{u, u}}[both])
	}
	m, k := c.expr(e.X), c.exprTo(e.Index, t.Key().T)
	elem := t.Elem()
	return func(f *frame) Value {
		mv, kv := m(f), k(f)
		v, ok, u := Value(nil), false, (*Unknown)(nil)
		switch mm := mv.(type) {
		case *Map:
			v, ok, u = mm.find(kv)
		case nil:
		case *Unknown:
			u = mm
		}
		if u != nil {
			if both {
				return tuple{u, u}
			}
			return u
		}
		if !ok {
			v = elem.newZero()
		}
		if both {
			return tuple{v, ok}
		}
		return v
	}
}

// slice compiles x[a:b:c].
func (c *compiler) slice(e *ast.SliceExpr) expr {
	x, pos := c.expr(e.X), e.Lbrack
	bound := func(e ast.Expr) expr {
		if e == nil {
			return nil
		}
		return c.expr(e)
	}
	lo, hi, mx := bound(e.Low), bound(e.High), bound(e.Max)
	return func(f *frame) Value {
		xv := x(f)
		var unk Value
		get := func(b expr, def int) int {
			if b == nil {
				return def
			}
			v := b(f)
			n, ok := asInt(v)
			if !ok {
				unk = f.in.join(v)
			}
			return n
		}
		var n, cp int
		switch s := xv.(type) {
		case string:
			n, cp = len(s), len(s)
		case *Slice:
			n, cp = s.len, s.cap
		case *Array:
			n, cp = s.len(), s.len()
		case nil:
		default:
			return f.in.join(xv)
		}
		a, b := get(lo, 0), get(hi, n)
		m := get(mx, cp)
		if unk != nil {
			return unk
		}
		if a < 0 || b < a || m < b || m > cp {
			panic(&goPanic{val: runtimeError("slice bounds out of range [" + itoa(a) + ":" + itoa(b) + "]"), pos: pos})
		}
		f.in.bytes += 2 * boxBytes
		switch s := xv.(type) {
		case string:
			return s[a:b]
		case *Slice:
			return &Slice{s.a, s.off + a, b - a, m - a}
		case *Array:
			return &Slice{s, a, b - a, m - a}
		}
		return nil
	}
}
