package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
)

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
		return c.unknownExpr(e, "address of %s, which does not type-check%s", e.Name, c.in.missingFor(c.code.pkg))
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
