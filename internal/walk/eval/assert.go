package eval

import (
	"go/ast"
	"go/types"
)

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
	case ok && i.t.String() == to.String():
		return "interface conversion: " + from.String() + " is " + i.t.String() + ", not " + to.String() + apart(i.t.T, to.T)
	case ok:
		return "interface conversion: " + from.String() + " is " + i.t.String() + ", not " + to.String()
	case to.isIface():
		return "interface conversion: interface is nil, not " + to.String()
	}
	return "interface conversion: " + from.String() + " is nil, not " + to.String()
}

// apart says what tells two types apart that are spelled alike.
func apart(a, b types.Type) string {
	x, ok1 := a.(*types.Named)
	y, ok2 := b.(*types.Named)
	if ok1 && ok2 && x.Obj().Pkg() != y.Obj().Pkg() {
		return " (types from different packages)"
	}
	return " (types from different scopes)"
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
