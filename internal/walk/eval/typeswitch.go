package eval

import (
	"go/ast"
	"go/types"
)

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
