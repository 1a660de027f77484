package eval

import (
	"go/ast"
	"go/token"
)

// selectStmt takes the first case that can go on, else the default, else none:
// waiting would be for ever.
func (c *compiler) selectStmt(s *ast.SelectStmt, label string) stmt {
	type comm struct {
		ch       expr
		recv     bool
		do, body stmt
	}
	var list []comm
	def := -1
	for i, cl := range s.Body.List {
		cc := cl.(*ast.CommClause)
		k := comm{}
		switch st := cc.Comm.(type) {
		case nil:
			def = i
		case *ast.SendStmt:
			k.ch, k.do = c.expr(st.Chan), c.stmt(st)
		default:
			if ch := received(st); ch != nil {
				k.recv, k.ch = true, c.expr(ch)
				k.do = c.stmt(st)
			}
		}
		k.body = c.block(cc.Body)
		list = append(list, k)
	}
	pos := s.Pos()
	return func(f *frame) ctl {
		chans := make([]*Chan, len(list))
		for i, k := range list {
			if k.ch != nil {
				chans[i], _ = k.ch(f).(*Chan)
			}
		}
		ready := func() int {
			for i, ch := range chans {
				if ch != nil && (list[i].recv && (len(ch.buf) > 0 || ch.closed) || !list[i].recv && (len(ch.buf) < ch.cap || ch.closed)) {
					return i
				}
			}
			return -1
		}
		if def < 0 {
			f.in.await(func() bool { return ready() >= 0 })
		}
		if i := ready(); i >= 0 {
			list[i].do(f)
			return f.leaveSwitch(list[i].body(f), label)
		}
		if def >= 0 {
			return f.leaveSwitch(list[def].body(f), label)
		}
		// Nothing behind it is ever reached.
		f.in.note(pos, "select would wait for ever: the function is left with unknown results")
		if f.in.assumptions[pos]++; f.in.assumptions[pos] > maxAssumptions {
			panic(&Stop{Why: "blocked", Pos: pos})
		}
		f.giveUp(f.in.unknown(pos, "select waits for what never comes"))
		return ctlReturn
	}
}

// giveUp makes all results of a call unknown.
func (f *frame) giveUp(u *Unknown) {
	f.ret = u
	for _, r := range f.code.results {
		switch {
		case r.boxed:
			f.in.setCell(f.s[r.slot].(*Cell), u)
		case r.t.aggregate():
			assign(f.s[r.slot], u)
		default:
			f.s[r.slot] = u
		}
	}
}

// received returns the channel of a receive statement.
func received(s ast.Stmt) ast.Expr {
	var e ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		e = s.Rhs[0]
	}
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u.X
	}
	return nil
}
