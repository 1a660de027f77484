package eval

import (
	"go/ast"
	"go/token"
	"go/types"
)

type clause struct {
	conds []expr // of a switch: whether the case applies
	types []*Type
	isNil []bool
	body  stmt
	bind  setter // of a type switch with x := y.(type)
	asIs  bool   // the bound variable keeps the interface
}

func (c *compiler) switchStmt(s *ast.SwitchStmt, label string) stmt {
	var init stmt
	if s.Init != nil {
		init = c.stmt(s.Init)
	}
	var tag expr
	tagSlot := 0
	if s.Tag != nil {
		tag = c.exprTo(s.Tag, c.typeOf(s.Tag))
		tagSlot = c.newSlot()
	}
	var clauses []clause
	def := -1
	for i, cl := range s.Body.List {
		cc := cl.(*ast.CaseClause)
		if cc.List == nil {
			def = i
		}
		k := clause{}
		for _, e := range cc.List {
			k.conds = append(k.conds, c.caseCond(s.Tag, e, tagSlot))
		}
		k.body = c.block(cc.Body)
		clauses = append(clauses, k)
	}
	ch := &choice{pos: s.Pos(), publishes: c.publishes(s.Body)}
	c.choices = append(c.choices, ch)
	// search looks for the clause that applies, from the j-th condition of the
	// i-th.
	var search func(f *frame, i, j int) ctl
	search = func(f *frame, i, j int) ctl {
		for ; i < len(clauses); i, j = i+1, 0 {
			for ; j < len(clauses[i].conds); j++ {
				v := clauses[i].conds[j](f)
				b, ok := v.(bool)
				if !ok {
					return ch.take(f, v, func(f *frame) ctl { return runClause(f, clauses, i, label) }, func(f *frame) ctl { return search(f, i, j+1) })
				}
				if b {
					return runClause(f, clauses, i, label)
				}
			}
		}
		return runClause(f, clauses, def, label)
	}
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		if tag != nil {
			f.s[tagSlot] = tag(f)
		}
		return search(f, 0, 0)
	}
}

// runClause runs a clause and those it falls through to; there may be none.
func runClause(f *frame, clauses []clause, hit int, label string) ctl {
	for hit >= 0 && hit < len(clauses) {
		r := clauses[hit].body(f)
		if r == ctlFall {
			hit++
			continue
		}
		return f.leaveSwitch(r, label)
	}
	return ctlNext
}

func (f *frame) leaveSwitch(r ctl, label string) ctl {
	if r == ctlBreak && (f.label == "" || f.label == label) {
		f.label = ""
		return ctlNext
	}
	return r
}

// caseCond compiles whether a case applies.
func (c *compiler) caseCond(tag, e ast.Expr, slot int) expr {
	if tag == nil {
		return c.expr(e)
	}
	tt, et := c.typeOf(tag), c.typeOf(e)
	x := c.expr(e)
	t := expr(func(f *frame) Value { return f.s[slot] })
	if tv := c.info.Types[e]; tv.IsNil() {
		x = constantly(nil)
	} else if types.IsInterface(tt) && !types.IsInterface(et) {
		x = c.exprTo(e, tt)
	} else if types.IsInterface(et) && !types.IsInterface(tt) {
		t = c.box(t, tt, et)
	}
	parts := c.in.typ(tt).aggregate()
	return func(f *frame) Value {
		var same bool
		var u *Unknown
		if parts {
			same, u = equalParts(t(f), x(f))
		} else {
			same, u = equal(t(f), x(f))
		}
		if u != nil {
			return u
		}
		return same
	}
}

func (c *compiler) typeSwitch(s *ast.TypeSwitchStmt, label string) stmt {
	var init stmt
	if s.Init != nil {
		init = c.stmt(s.Init)
	}
	var operand ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		operand = a.Rhs[0]
	case *ast.ExprStmt:
		operand = a.X
	}
	ta, ok := ast.Unparen(operand).(*ast.TypeAssertExpr)
	if !ok {
		return func(*frame) ctl { return ctlNext }
	}
	x := c.expr(ta.X)
	var clauses []clause
	def := -1
	for i, cl := range s.Body.List {
		cc := cl.(*ast.CaseClause)
		if cc.List == nil {
			def = i
		}
		clauses = append(clauses, c.typeClause(cc))
	}
	ch := &choice{pos: s.Pos(), publishes: c.publishes(s.Body)}
	c.choices = append(c.choices, ch)
	run := func(f *frame, hit int, v, out Value) ctl {
		if hit < 0 {
			return ctlNext
		}
		k := &clauses[hit]
		if k.bind != nil {
			if k.asIs {
				out = v
			}
			k.bind(f, out)
		}
		return f.leaveSwitch(k.body(f), label)
	}
	// anyOf tries the clauses from the i-th for a value that is not known.
	var anyOf func(f *frame, i int, u *Unknown) ctl
	anyOf = func(f *frame, i int, u *Unknown) ctl {
		if i == def {
			i++
		}
		if i >= len(clauses) {
			return run(f, def, u, u)
		}
		return ch.take(f, u, func(f *frame) ctl { return run(f, i, u, u) }, func(f *frame) ctl { return anyOf(f, i+1, u) })
	}
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		v := x(f)
		if u, ok := v.(*Unknown); ok {
			return anyOf(f, 0, u)
		}
		hit, out := def, v
		if i, val := f.in.pick(clauses, v); i >= 0 {
			hit, out = i, val
		}
		return run(f, hit, v, out)
	}
}

// pick finds the first clause that an interface value matches.
func (in *Interp) pick(clauses []clause, v Value) (int, Value) {
	for i := range clauses {
		for j, t := range clauses[i].types {
			if clauses[i].isNil[j] {
				if v == nil {
					return i, nil
				}
				continue
			}
			if out, ok := in.assert(v, t); ok {
				if t.aggregate() {
					out = clone(out)
				}
				return i, out
			}
		}
	}
	return -1, nil
}

func (c *compiler) typeClause(cc *ast.CaseClause) clause {
	k := clause{asIs: len(cc.List) != 1}
	for _, e := range cc.List {
		isNil := c.info.Types[e].IsNil()
		k.isNil = append(k.isNil, isNil)
		var t *Type
		if !isNil {
			t = c.rtype(e)
		} else if len(cc.List) == 1 {
			k.asIs = true
		}
		k.types = append(k.types, t)
	}
	if v, ok := c.info.Implicits[cc].(*types.Var); ok {
		k.bind = c.initVar(v)
	}
	k.body = c.block(cc.Body)
	return k
}

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
				if ch != nil && (list[i].recv && (len(ch.buf) > 0 || ch.closed) || !list[i].recv && len(ch.buf) < ch.cap) {
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
		f.in.note(pos, "select would wait for ever and is left out")
		if f.in.assumptions[pos]++; f.in.assumptions[pos] > maxAssumptions {
			panic(&Stop{Why: "blocked", Pos: pos})
		}
		return ctlNext
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
