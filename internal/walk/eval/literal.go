package eval

import (
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"
)

// funcLit compiles a function literal as code of its own with captured
// variables.
func (c *compiler) funcLit(e *ast.FuncLit) expr {
	cd := &code{in: c.in, name: c.code.name + ".func", pkg: c.code.pkg, sub: c.sub, ready: true, nesting: c.code.nesting}
	k := newCompiler(c.in, cd, c.info, c.sub)
	k.parent, k.shared, k.gaps = c, c.shared, c.gaps
	k.function(e.Type, e.Body)
	n := len(cd.caps)
	return func(f *frame) Value {
		f.in.bytes += int64(n)*valueBytes + 4*boxBytes
		env := make([]Value, n)
		for i := range cd.caps {
			env[i] = f.s[cd.caps[i].from]
		}
		return &Func{code: cd, env: env}
	}
}

// composite compiles a composite literal of a type.
func (c *compiler) composite(e *ast.CompositeLit, T types.Type) expr {
	if p, ok := T.Underlying().(*types.Pointer); ok {
		// &T{} written as {} inside another literal.
		return c.pointerTo(c.composite(e, p.Elem()), c.in.typ(p.Elem()))
	}
	t := c.in.typ(T)
	switch t.kind {
	case reflect.Struct:
		return c.structLit(e, t)
	case reflect.Slice, reflect.Array:
		return c.listLit(e, t)
	case reflect.Map:
		return c.mapLit(e, t)
	}
	return c.unknownExpr(e, "literal of type %s", T)
}

func (c *compiler) pointerTo(x expr, t *Type) expr {
	if t.aggregate() {
		return x
	}
	return func(f *frame) Value { f.in.bytes += boxBytes; return &Cell{x(f)} }
}

func (c *compiler) structLit(e *ast.CompositeLit, t *Type) expr {
	type init struct {
		i int
		x expr
	}
	var inits []init
	for i, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			i = -1
			for j := range t.fields {
				if id, ok := kv.Key.(*ast.Ident); ok && t.fields[j].name == id.Name {
					i = j
				}
			}
			el = kv.Value
		}
		if i < 0 || i >= len(t.fields) {
			return c.unknownExpr(e, "literal does not type-check")
		}
		inits = append(inits, init{i, c.exprTo(el, t.fields[i].t.T)})
	}
	pos, in := e.Pos(), c.in
	var watch *types.Package
	var made *types.TypeName
	if n, ok := t.T.(*types.Named); ok && in.watched[n.Obj()] {
		watch, made = n.Obj().Pkg(), n.Obj()
	}
	return func(f *frame) Value {
		if made != nil {
			in.made[made]++
		}
		s := &Struct{t: t, f: make([]Value, len(t.fields)), at: pos}
		in.grow(len(s.f))
		for _, x := range inits {
			s.f[x.i] = x.x(f)
		}
		for i := range s.f {
			if s.f[i] == nil {
				s.f[i] = t.fields[i].t.newZero()
			} else if u, ok := s.f[i].(*Unknown); ok && t.fields[i].t.aggregate() {
				z := t.fields[i].t.newZero()
				assign(z, u)
				s.f[i] = z
			}
		}
		if watch != nil && f.code.pkg != nil && f.code.pkg.p.Types == watch {
			s.at = in.outside(watch)
		}
		return s
	}
}

func (c *compiler) listLit(e *ast.CompositeLit, t *Type) expr {
	elem := t.Elem()
	var xs []expr
	var at []int
	next, n := 0, 0
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if tv := c.info.Types[kv.Key]; tv.Value != nil {
				i, _ := constant.Int64Val(constant.ToInt(tv.Value))
				next = int(i)
			}
			el = kv.Value
		}
		xs = append(xs, c.exprTo(el, elem.T))
		at = append(at, next)
		next++
		n = max(n, next)
	}
	if t.kind == reflect.Array {
		n = t.n
	}
	in := c.in
	return func(f *frame) Value {
		in.grow(n)
		a := newArray(elem, n)
		for i, x := range xs {
			v := x(f)
			if _, ok := v.(*Unknown); !ok && a.b == nil {
				a.v[at[i]] = v
			} else {
				a.set(at[i], v)
			}
		}
		if t.kind == reflect.Array {
			return a
		}
		return &Slice{a, 0, n, n}
	}
}

func (c *compiler) mapLit(e *ast.CompositeLit, t *Type) expr {
	var keys, values []expr
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			keys = append(keys, c.exprTo(kv.Key, t.Key().T))
			values = append(values, c.exprTo(kv.Value, t.Elem().T))
		}
	}
	in := c.in
	return func(f *frame) Value {
		in.grow(2 * len(keys))
		m := newMap(t)
		for i := range keys {
			m.put(keys[i](f), values[i](f))
		}
		return m
	}
}
