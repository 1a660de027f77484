package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
)

// block compiles a list of statements.
func (c *compiler) block(list []ast.Stmt) stmt { return c.blockThen(list, ctlNext) }

// blockThen compiles a list of statements behind which control goes on as end
// says: the end of a function's body is a return.
func (c *compiler) blockThen(list []ast.Stmt, end ctl) stmt {
	c.label = ""
	body := make([]stmt, 0, len(list))
	labels := map[string]int{}
	outer := c.choices
	defer func() { c.choices = outer }()
	for _, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok {
			labels[l.Label.Name] = len(body)
		}
		if _, ok := s.(*ast.EmptyStmt); ok {
			continue
		}
		c.choices = nil
		body = append(body, c.sound(s))
		for _, ch := range c.choices {
			ch.follow(&body, len(body), end)
		}
	}
	if len(labels) == 0 && len(body) == 1 {
		return body[0]
	}
	return runFrom(&body, 0, labels)
}

// sound compiles a statement. One that is ill-typed in a way the compiler is not
// prepared for is left out like code that does not type-check.
func (c *compiler) sound(s ast.Stmt) (out stmt) {
	defer func() {
		r := recover()
		if err, ok := r.(runtime.Error); ok {
			_, returns := s.(*ast.ReturnStmt)
			out = c.gap(s, &gap{why: err.Error() + c.in.missingFor(c.code.pkg), publishes: true, ends: returns})
		} else if r != nil {
			panic(r)
		}
	}()
	return c.stmt(s)
}

// runFrom runs the statements of a block from the i-th.
func runFrom(list *[]stmt, first int, labels map[string]int) stmt {
	return func(f *frame) ctl {
		body := *list
		for i := first; i < len(body); i++ {
			f.in.steps++
			if r := body[i](f); r != ctlNext {
				if r == ctlGoto {
					if to, ok := labels[f.label]; ok {
						f.label = ""
						f.in.tick()
						i = to - 1
						continue
					}
				}
				return r
			}
		}
		return ctlNext
	}
}

// stmt compiles a statement.
func (c *compiler) stmt(s ast.Stmt) stmt {
	label := c.label
	c.label = ""
	if g := c.gaps[s]; g != nil {
		return c.gap(s, g)
	}
	switch s := s.(type) {
	case *ast.ExprStmt:
		return c.exprStmt(s)
	case *ast.AssignStmt:
		return c.assign(s)
	case *ast.IncDecStmt:
		op := token.ADD
		if s.Tok == token.DEC {
			op = token.SUB
		}
		one, _ := constValue(oneConst, c.rtype(s.X).kind)
		return c.update(s.X, op, constantly(one), s.TokPos)
	case *ast.DeclStmt:
		return c.declStmt(s)
	case *ast.ReturnStmt:
		return c.returnStmt(s)
	case *ast.IfStmt:
		return c.ifStmt(s)
	case *ast.BlockStmt:
		return c.block(s.List)
	case *ast.ForStmt:
		return c.forStmt(s, label)
	case *ast.RangeStmt:
		return c.rangeStmt(s, label)
	case *ast.SwitchStmt:
		return c.switchStmt(s, label)
	case *ast.TypeSwitchStmt:
		return c.typeSwitch(s, label)
	case *ast.SelectStmt:
		return c.selectStmt(s, label)
	case *ast.LabeledStmt:
		c.label = s.Label.Name
		return c.labeled(c.stmt(s.Stmt), s.Label.Name)
	case *ast.BranchStmt:
		return c.branch(s)
	case *ast.DeferStmt:
		return c.deferStmt(s)
	case *ast.GoStmt:
		return c.goStmt(s)
	case *ast.SendStmt:
		return c.send(s)
	}
	return func(*frame) ctl { return ctlNext }
}

// labeled catches a break out of a labelled statement that is no loop.
func (c *compiler) labeled(s stmt, name string) stmt {
	return func(f *frame) ctl {
		r := s(f)
		if r == ctlBreak && f.label == name {
			f.label = ""
			return ctlNext
		}
		return r
	}
}

func (c *compiler) exprStmt(s *ast.ExprStmt) stmt {
	x := c.expr(s.X)
	return func(f *frame) ctl {
		x(f)
		return ctlNext
	}
}

func (c *compiler) declStmt(s *ast.DeclStmt) stmt {
	gd, ok := s.Decl.(*ast.GenDecl)
	if !ok || gd.Tok != token.VAR {
		return func(*frame) ctl { return ctlNext }
	}
	var list []stmt
	for _, sp := range gd.Specs {
		spec := sp.(*ast.ValueSpec)
		switch {
		case len(spec.Values) == 0:
			for _, name := range spec.Names {
				list = append(list, c.zeroVar(name))
			}
		default:
			lhs := make([]ast.Expr, len(spec.Names))
			for i, n := range spec.Names {
				lhs[i] = n
			}
			list = append(list, c.assign(&ast.AssignStmt{Lhs: lhs, Tok: token.DEFINE, Rhs: spec.Values, TokPos: spec.Pos()}))
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return func(f *frame) ctl {
		for _, s := range list {
			s(f)
		}
		return ctlNext
	}
}

func (c *compiler) zeroVar(name *ast.Ident) stmt {
	v, ok := c.info.Defs[name].(*types.Var)
	if !ok || name.Name == "_" {
		return func(*frame) ctl { return ctlNext }
	}
	t := c.in.typ(c.sub.typ(v.Type()))
	set := c.initVar(v)
	return func(f *frame) ctl {
		set(f, t.newZero())
		return ctlNext
	}
}

func (c *compiler) returnStmt(s *ast.ReturnStmt) stmt {
	cd := c.code
	named := len(cd.results) > 0
	if len(s.Results) == 0 {
		return func(f *frame) ctl {
			if named {
				f.ret = cd.gather(f)
			}
			return ctlReturn
		}
	}
	x := c.results(s)
	if !named {
		return func(f *frame) ctl {
			f.ret = x(f)
			return ctlReturn
		}
	}
	return func(f *frame) ctl {
		vals := spread(x(f), len(cd.results))
		if len(cd.results) == 1 {
			vals = tuple{f.in.first(vals)}
		}
		for i, r := range cd.results {
			switch {
			case r.boxed:
				f.in.setCell(f.s[r.slot].(*Cell), vals[i])
			case r.t.aggregate():
				assign(f.s[r.slot], vals[i])
			default:
				f.s[r.slot] = vals[i]
			}
		}
		f.ret = cd.gather(f)
		return ctlReturn
	}
}

func (in *Interp) first(t tuple) Value { return t[0] }

// results compiles what a return statement returns.
func (c *compiler) results(s *ast.ReturnStmt) expr {
	ts := c.code.resTypes
	if len(s.Results) == 1 && len(ts) > 1 {
		x, from := c.multi(s.Results[0], len(ts))
		boxes := make([]expr, len(ts))
		vals := make(tuple, len(ts))
		for i := range ts {
			boxes[i] = c.box(func(*frame) Value { return vals[i] }, from[i], ts[i].T)
		}
		return func(f *frame) Value {
			copy(vals, spread(x(f), len(ts)))
			out := make(tuple, len(ts))
			for i, b := range boxes {
				out[i] = b(f)
			}
			return out
		}
	}
	xs := make([]expr, len(s.Results))
	for i, r := range s.Results {
		to := c.typeOf(r)
		if i < len(ts) {
			to = ts[i].T
		}
		xs[i] = c.exprTo(r, to)
	}
	if len(xs) == 1 {
		return xs[0]
	}
	return func(f *frame) Value {
		out := make(tuple, len(xs))
		for i, x := range xs {
			out[i] = x(f)
		}
		return out
	}
}

func (c *compiler) branch(s *ast.BranchStmt) stmt {
	name := ""
	if s.Label != nil {
		name = s.Label.Name
	}
	r := map[token.Token]ctl{token.BREAK: ctlBreak, token.CONTINUE: ctlContinue, token.GOTO: ctlGoto, token.FALLTHROUGH: ctlFall}[s.Tok]
	return func(f *frame) ctl {
		f.label = name
		return r
	}
}
