package eval

import (
	"go/ast"
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
			same, u = f.in.equalParts(t(f), x(f))
		} else {
			same, u = f.in.equal(t(f), x(f))
		}
		if u != nil {
			return u
		}
		return same
	}
}
