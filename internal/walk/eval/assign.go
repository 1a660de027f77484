package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
)

// A setter stores a value, already converted and copied, in a variable.
type setter func(f *frame, v Value)

// setter compiles the left side of an assignment. Its operands are evaluated
// when the value is stored.
func (c *compiler) setter(e ast.Expr) setter {
	e = ast.Unparen(e)
	switch e := e.(type) {
	case *ast.Ident:
		if e.Name == "_" {
			return func(*frame, Value) {}
		}
		if v, ok := c.object(e).(*types.Var); ok {
			return c.setVar(v, e)
		}
	case *ast.SelectorExpr:
		if sel := c.info.Selections[e]; sel != nil {
			return c.setField(e, sel)
		}
		if v, ok := c.object(e.Sel).(*types.Var); ok {
			return c.setVar(v, e.Sel)
		}
	case *ast.IndexExpr:
		if t := c.rtype(e.X); t.kind == reflect.Map {
			return c.setMapIndex(e, t)
		}
		return c.setIndex(e)
	case *ast.StarExpr:
		p, pos := c.expr(e.X), e.Pos()
		return func(f *frame, v Value) { f.in.storeTo(p(f), v, pos) }
	}
	return func(f *frame, v Value) {}
}

// storeTo stores through a pointer.
func (in *Interp) storeTo(p, v Value, pos token.Pos) {
	switch p := p.(type) {
	case *Struct, *Array:
		assign(p, v)
	case *Cell:
		in.setCell(p, v)
	case ref:
		p.store(v)
	case nil:
		panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
	case *Unknown:
		in.note(pos, "a write through an unknown pointer is lost (%s)", p.Reason)
	}
}

func (c *compiler) setVar(v *types.Var, e *ast.Ident) setter {
	t := c.in.typ(c.sub.typ(v.Type()))
	if slot, ok := c.slot(v); ok {
		switch {
		case t.aggregate():
			return func(f *frame, v Value) {
				if f.s[slot] == nil {
					f.s[slot] = t.newZero()
				}
				assign(f.s[slot], v)
			}
		case c.boxed(v):
			return func(f *frame, v Value) {
				if cell, ok := f.s[slot].(*Cell); ok {
					f.in.setCell(cell, v)
					return
				}
				f.s[slot] = &Cell{v}
			}
		}
		return func(f *frame, v Value) { f.s[slot] = v }
	}
	g := c.in.global(v)
	return func(f *frame, v Value) {
		f.in.force(g)
		if t.aggregate() && inner(g.v) {
			assign(g.v, v)
			return
		}
		f.in.setCell(&g.Cell, v)
	}
}

// setCell stores into a variable that lives in a cell.
func (in *Interp) setCell(c *Cell, v Value) {
	if in.journal != nil {
		in.journal.cell(c)
	}
	c.v = v
}

func (c *compiler) setField(e *ast.SelectorExpr, sel *types.Selection) setter {
	_, index := c.lookup(e, sel)
	last := index[len(index)-1]
	base := c.walk(c.expr(e.X), index[:len(index)-1], e.Sel.Pos())
	agg, pos := c.rtype(e).aggregate(), e.Sel.Pos()
	return func(f *frame, v Value) {
		switch s := base(f).(type) {
		case *Struct:
			switch {
			case last >= len(s.f):
			case agg:
				assign(s.f[last], v)
			default:
				if j := f.in.journal; j != nil {
					j.field(s, last)
				}
				s.f[last] = v
			}
		case nil:
			panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
		case *Unknown:
			f.in.note(pos, "a write to a field of an unknown value is lost (%s)", s.Reason)
		}
	}
}

func (c *compiler) setMapIndex(e *ast.IndexExpr, t *Type) setter {
	m, k, pos := c.expr(e.X), c.exprTo(e.Index, t.Key().T), e.Pos()
	return func(f *frame, v Value) {
		switch mm := m(f).(type) {
		case *Map:
			f.in.grow(2)
			mm.put(k(f), v)
		case nil:
			panic(&goPanic{val: runtimeError("assignment to entry in nil map"), pos: pos})
		case *Unknown:
			f.in.note(pos, "a write to an unknown map is lost (%s)", mm.Reason)
		}
	}
}

func (c *compiler) setIndex(e *ast.IndexExpr) setter {
	x, i, pos := c.expr(e.X), c.expr(e.Index), e.Lbrack
	return func(f *frame, v Value) {
		xv, iv := x(f), i(f)
		n, ok := asInt(iv)
		if !ok {
			f.in.note(pos, "a write to an unknown element is lost")
			return
		}
		switch s := xv.(type) {
		case *Slice:
			if n < 0 || n >= s.len {
				f.in.outOfRange(pos, n, s.len)
			}
			s.set(n, v)
		case *Array:
			if n < 0 || n >= s.len() {
				f.in.outOfRange(pos, n, s.len())
			}
			s.set(n, v)
		case nil:
			f.in.outOfRange(pos, n, 0)
		}
	}
}

// assign compiles =, := and op=.
func (c *compiler) assign(s *ast.AssignStmt) stmt {
	switch {
	case s.Tok != token.ASSIGN && s.Tok != token.DEFINE:
		return c.opAssign(s)
	case len(s.Lhs) == 1 && len(s.Rhs) == 1:
		return c.assignOne(s.Lhs[0], s.Rhs[0], s.Tok == token.DEFINE)
	case len(s.Rhs) == 1:
		return c.assignTuple(s)
	}
	return c.assignMany(s)
}

// store compiles one left side, which with := may be a new variable.
func (c *compiler) store(lhs ast.Expr, define bool) (setter, types.Type) {
	if id, ok := lhs.(*ast.Ident); ok {
		if id.Name == "_" {
			return func(*frame, Value) {}, nil
		}
		if v, ok := c.info.Defs[id].(*types.Var); ok && define {
			return c.initVar(v), c.sub.typ(v.Type())
		}
	}
	return c.setter(lhs), c.typeOf(lhs)
}

// initVar gives a new variable its first value.
func (c *compiler) initVar(v *types.Var) setter {
	slot := c.declare(v)
	if c.boxed(v) {
		return func(f *frame, v Value) { f.s[slot] = &Cell{v} }
	}
	if t := c.in.typ(c.sub.typ(v.Type())); t.aggregate() {
		return func(f *frame, v Value) {
			if u, ok := v.(*Unknown); ok {
				v = t.newZero()
				assign(v, u)
			}
			f.s[slot] = v
		}
	}
	return func(f *frame, v Value) { f.s[slot] = v }
}

func (c *compiler) assignOne(lhs, rhs ast.Expr, define bool) stmt {
	// The right side is compiled first: it does not see the new variable.
	to := c.typeOf(lhs)
	if id, ok := lhs.(*ast.Ident); ok {
		if id.Name == "_" {
			x := c.expr(rhs)
			return func(f *frame) ctl { x(f); return ctlNext }
		}
		if o := c.object(id); o != nil {
			to = c.sub.typ(o.Type())
		}
	}
	x := c.exprTo(rhs, to)
	if !define && calls(lhs) && calls(rhs) {
		// Calls happen in the order they are written in.
		set := c.prepared(lhs, false)
		return func(f *frame) ctl {
			set(f, prepare)
			set(f, x(f))
			return ctlNext
		}
	}
	set, _ := c.store(lhs, define)
	return func(f *frame) ctl {
		set(f, x(f))
		return ctlNext
	}
}

// assignTuple compiles a, b = f() and the two-valued forms of expressions.
func (c *compiler) assignTuple(s *ast.AssignStmt) stmt {
	x, ts := c.multi(s.Rhs[0], len(s.Lhs))
	n := len(s.Lhs)
	sets := make([]setter, n)
	boxes := make([]func(*frame, Value) Value, n)
	for i, l := range s.Lhs {
		to := c.leftType(l)
		sets[i] = c.prepared(l, s.Tok == token.DEFINE)
		if to != nil && types.IsInterface(to) && !types.IsInterface(ts[i]) {
			var v Value
			b := c.box(func(*frame) Value { return v }, ts[i], to)
			boxes[i] = func(f *frame, x Value) Value { v = x; return b(f) }
		}
	}
	return func(f *frame) ctl {
		for _, set := range sets {
			set(f, prepare)
		}
		vals := spread(x(f), n)
		for i, set := range sets {
			v := vals[i]
			if boxes[i] != nil {
				v = boxes[i](f, v)
			}
			set(f, v)
		}
		return ctlNext
	}
}

// leftType is the type of a left side, nil for the blank identifier.
func (c *compiler) leftType(l ast.Expr) types.Type {
	if id, ok := l.(*ast.Ident); ok {
		if id.Name == "_" {
			return nil
		}
		if o := c.object(id); o != nil {
			return c.sub.typ(o.Type())
		}
	}
	return c.typeOf(l)
}

// multi compiles an expression for several results and says their types.
func (c *compiler) multi(e ast.Expr, n int) (expr, []types.Type) {
	e = ast.Unparen(e)
	ts := make([]types.Type, n)
	if t, ok := c.typeOf(e).(*types.Tuple); ok {
		for i := range min(n, t.Len()) {
			ts[i] = t.At(i).Type()
		}
	}
	for i := range ts {
		if ts[i] == nil {
			ts[i] = types.Typ[types.Invalid]
		}
	}
	switch e := e.(type) {
	case *ast.IndexExpr:
		x := c.mapIndex(e, c.rtype(e.X), true)
		if t := c.rtype(e.X); t.kind == reflect.Map && t.Elem().aggregate() {
			return func(f *frame) Value {
				t := x(f).(tuple)
				return tuple{clone(t[0]), t[1]}
			}, ts
		}
		return x, ts
	case *ast.TypeAssertExpr:
		x := c.assertion(e, true)
		return func(f *frame) Value {
			t := x(f).(tuple)
			if s, ok := t[0].(*Struct); ok && s.t == c.in.typ(ts[0]) {
				return tuple{clone(s), t[1]}
			}
			return t
		}, ts
	case *ast.UnaryExpr:
		return c.unary(e, true), ts
	}
	return c.expr(e), ts
}
