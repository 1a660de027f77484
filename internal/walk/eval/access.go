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
			return c.unknownExpr(e, "%s does not type-check", e.Sel.Name)
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

// assertion compiles x.(T).
func (c *compiler) assertion(e *ast.TypeAssertExpr, both bool) expr {
	x, t := c.expr(e.X), c.rtype(e.Type)
	from := c.rtype(e.X)
	pos := e.Pos()
	return func(f *frame) Value {
		v := x(f)
		if u, ok := v.(*Unknown); ok {
			if both {
				return tuple{u, u}
			}
			return u
		}
		out, ok := f.in.assert(v, t)
		switch {
		case both && ok:
			return tuple{out, true}
		case both:
			return tuple{t.newZero(), false}
		case !ok:
			f.pos = pos
			panic(&goPanic{val: runtimeError(f.in.conversionText(v, from, t)), pos: pos})
		}
		return out
	}
}

// conversionText is what the runtime says of a type assertion that fails.
func (in *Interp) conversionText(v Value, from, to *Type) string {
	i, ok := v.(*Iface)
	switch {
	case ok && to.isIface():
		return "interface conversion: " + i.t.String() + " is not " + to.String() + ": missing method " + in.lacks(i.t, to)
	case ok:
		return "interface conversion: " + from.String() + " is " + i.t.String() + ", not " + to.String()
	case to.isIface():
		return "interface conversion: interface is nil, not " + to.String()
	}
	return "interface conversion: " + from.String() + " is nil, not " + to.String()
}

// lacks names the first method of an interface that a type does not have.
func (in *Interp) lacks(t, iface *Type) string {
	m, _ := types.MissingMethod(t.T, iface.U.(*types.Interface), true)
	if m == nil {
		return ""
	}
	return m.Name()
}

// assert takes a value out of an interface, or to another interface.
func (in *Interp) assert(v Value, t *Type) (Value, bool) {
	i, ok := v.(*Iface)
	if !ok {
		return nil, false
	}
	if t.isIface() {
		return i, in.implements(i.t, t)
	}
	if i.t == t {
		return i.v, true
	}
	return nil, false
}

func (in *Interp) implements(t, iface *Type) bool {
	if ok, known := t.impl[iface]; known {
		return ok
	}
	ok := types.Implements(t.T, iface.U.(*types.Interface))
	if t.impl == nil {
		t.impl = map[*Type]bool{}
	}
	t.impl[iface] = ok
	return ok
}

// deref compiles *p as a value.
func (c *compiler) deref(e *ast.StarExpr) expr {
	p, pos := c.expr(e.X), e.Pos()
	return func(f *frame) Value { return f.in.load(p(f), pos) }
}

func (in *Interp) load(p Value, pos token.Pos) Value {
	switch p := p.(type) {
	case *Struct, *Array, *Unknown:
		return p
	case ref:
		return p.load()
	case nil:
		panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
	}
	return in.unknown(pos, "read through a pointer that leads into the host")
}

// addr compiles &x.
func (c *compiler) addr(e ast.Expr) expr {
	e = ast.Unparen(e)
	t := c.rtype(e)
	switch e := e.(type) {
	case *ast.CompositeLit:
		return c.pointerTo(c.expr(e), t)
	case *ast.StarExpr:
		return c.expr(e.X)
	}
	if t.aggregate() {
		if ix, ok := e.(*ast.IndexExpr); ok && c.rtype(ix.X).kind == reflect.Map {
			return c.unknownExpr(e, "address of a map element")
		}
		return c.expr(e)
	}
	switch e := e.(type) {
	case *ast.Ident:
		return c.addrVar(e)
	case *ast.SelectorExpr:
		return c.addrField(e)
	case *ast.IndexExpr:
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
				return elemRef{s.a, s.off + n}
			case *Array:
				if n < 0 || n >= s.len() {
					f.in.outOfRange(pos, n, s.len())
				}
				return elemRef{s, n}
			case nil:
				f.in.outOfRange(pos, n, 0)
			}
			return f.in.join(xv)
		}
	}
	// A value that has no variable: a method with a pointer receiver called on
	// it does not compile in Go, so this is a temporary of ours.
	return c.pointerTo(c.expr(e), t)
}

func (c *compiler) addrVar(e *ast.Ident) expr {
	v, ok := c.object(e).(*types.Var)
	if !ok {
		return c.unknownExpr(e, "address of %s", e.Name)
	}
	if slot, ok := c.slot(v); ok {
		return func(f *frame) Value {
			if cell, ok := f.s[slot].(*Cell); ok {
				return cell
			}
			return f.in.unknown(e.Pos(), "address of %s is not kept", e.Name)
		}
	}
	g := c.in.global(v)
	return func(f *frame) Value {
		f.in.force(g)
		return &g.Cell
	}
}

func (c *compiler) addrField(e *ast.SelectorExpr) expr {
	sel := c.info.Selections[e]
	if sel == nil {
		return c.addrVar(e.Sel)
	}
	_, index := c.lookup(e, sel)
	last := index[len(index)-1]
	base := c.walk(c.expr(e.X), index[:len(index)-1], e.Sel.Pos())
	pos := e.Sel.Pos()
	return func(f *frame) Value {
		switch s := base(f).(type) {
		case *Struct:
			if last < len(s.f) {
				return fieldRef{s, last}
			}
		case nil:
			panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
		case *Unknown:
			return s
		}
		return f.in.unknown(pos, "address of a field that lives in the host")
	}
}
