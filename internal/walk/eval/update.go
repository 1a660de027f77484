package eval

import (
	"go/ast"
	"go/token"
	"reflect"
)

// assignMany compiles a, b = x, y: all operands before any store.
func (c *compiler) assignMany(s *ast.AssignStmt) stmt {
	n := len(s.Lhs)
	xs := make([]expr, n)
	for i := range s.Rhs {
		if i >= n {
			break
		}
		to := c.typeOf(s.Lhs[i])
		if id, ok := s.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
			to = c.typeOf(s.Rhs[i])
		}
		xs[i] = c.exprTo(s.Rhs[i], to)
	}
	sets := make([]setter, n)
	for i, l := range s.Lhs {
		sets[i] = c.prepared(l, s.Tok == token.DEFINE)
	}
	return func(f *frame) ctl {
		// Operands on the left come first, then the right side; then it is stored.
		for _, set := range sets {
			set(f, prepare)
		}
		vals := make([]Value, n)
		for i, x := range xs {
			vals[i] = x(f)
		}
		for i, set := range sets {
			set(f, vals[i])
		}
		return ctlNext
	}
}

// prepare, given to a setter made by prepared, makes it evaluate its operands.
var prepare = new(struct{ _ int })

// prepared is setter for a left side among several: its operands are evaluated
// before anything is stored, and kept in slots of the frame, since the same
// statement may run again meanwhile.
func (c *compiler) prepared(l ast.Expr, define bool) setter {
	l = ast.Unparen(l)
	switch e := l.(type) {
	case *ast.IndexExpr:
		return c.preparedIndex(e)
	case *ast.StarExpr:
		p, slot, pos := c.expr(e.X), c.newSlot(), e.Pos()
		return func(f *frame, v Value) {
			if v == any(prepare) {
				f.s[slot] = p(f)
				return
			}
			f.in.storeTo(f.s[slot], v, pos)
		}
	}
	set, _ := c.store(l, define)
	return func(f *frame, v Value) {
		if v != any(prepare) {
			set(f, v)
		}
	}
}

func (c *compiler) preparedIndex(ix *ast.IndexExpr) setter {
	x, i := c.expr(ix.X), c.expr(ix.Index)
	if t := c.rtype(ix.X); t.kind == reflect.Map {
		i = c.exprTo(ix.Index, t.Key().T)
	}
	pos, xs, is := ix.Pos(), c.newSlot(), c.newSlot()
	return func(f *frame, v Value) {
		if v == any(prepare) {
			xv := x(f)
			f.s[is] = i(f)
			f.s[xs] = xv
			return
		}
		f.in.setElement(f.s[xs], f.s[is], v, pos)
	}
}

func (in *Interp) setElement(xv, iv, v Value, pos token.Pos) {
	if m, ok := xv.(*Map); ok {
		m.put(iv, v)
		return
	}
	if xv == nil {
		if _, isIndex := asInt(iv); !isIndex {
			panic(&goPanic{val: runtimeError("assignment to entry in nil map"), pos: pos})
		}
	}
	n, ok := asInt(iv)
	switch s := xv.(type) {
	case *Slice:
		if ok && (n < 0 || n >= s.len) {
			in.outOfRange(pos, n, s.len)
		}
		if ok {
			s.set(n, v)
		}
	case *Array:
		if ok && (n < 0 || n >= s.len()) {
			in.outOfRange(pos, n, s.len())
		}
		if ok {
			s.set(n, v)
		}
	}
}

// opAssign compiles x op= y and, with y of 1, x++ and x--.
func (c *compiler) opAssign(s *ast.AssignStmt) stmt {
	op := s.Tok + (token.ADD - token.ADD_ASSIGN)
	return c.update(s.Lhs[0], op, c.expr(s.Rhs[0]), s.TokPos)
}

func (c *compiler) update(lhs ast.Expr, op token.Token, y expr, pos token.Pos) stmt {
	k := c.rtype(lhs).kind
	if simple(lhs) {
		x, set := c.expr(lhs), c.setter(lhs)
		z := c.binop(op, x, y, k, pos)
		return func(f *frame) ctl {
			set(f, z(f))
			return ctlNext
		}
	}
	// The operands of the left side are evaluated once.
	if ix, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
		return c.updateIndex(ix, op, y, k, pos)
	}
	p := c.addr(lhs)
	var cur Value
	z := c.binop(op, func(*frame) Value { return cur }, y, k, pos)
	return func(f *frame) ctl {
		ptr := p(f)
		cur = f.in.load(ptr, pos)
		f.in.storeTo(ptr, z(f), pos)
		return ctlNext
	}
}

func (c *compiler) updateIndex(ix *ast.IndexExpr, op token.Token, y expr, k reflect.Kind, pos token.Pos) stmt {
	t := c.rtype(ix.X)
	x, i := c.expr(ix.X), c.expr(ix.Index)
	if t.kind == reflect.Map {
		i = c.exprTo(ix.Index, t.Key().T)
	}
	var cur Value
	z := c.binop(op, func(*frame) Value { return cur }, y, k, pos)
	return func(f *frame) ctl {
		xv, iv := x(f), i(f)
		var now Value
		switch s := xv.(type) {
		case *Map:
			v, ok, u := s.find(iv)
			switch {
			case u != nil:
				v = u
			case !ok:
				v = t.Elem().newZero()
			}
			now = v
		case nil:
			panic(&goPanic{val: runtimeError("assignment to entry in nil map"), pos: pos})
		default:
			n, ok := asInt(iv)
			if !ok {
				return ctlNext
			}
			switch s := xv.(type) {
			case *Slice:
				if n < 0 || n >= s.len {
					f.in.outOfRange(pos, n, s.len)
				}
				now = s.get(n)
			case *Array:
				if n < 0 || n >= s.len() {
					f.in.outOfRange(pos, n, s.len())
				}
				now = s.get(n)
			default:
				return ctlNext
			}
		}
		cur = now
		f.in.setElement(xv, iv, z(f), pos)
		return ctlNext
	}
}

// simple reports whether evaluating an operand twice does no harm.
func simple(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return simple(e.X)
	case *ast.StarExpr:
		return simple(e.X)
	case *ast.IndexExpr:
		return simple(e.X) && simple(e.Index)
	}
	return false
}
