package eval

import (
	"go/ast"
	"go/token"
	"go/types"
)

// block compiles a list of statements.
func (c *compiler) block(list []ast.Stmt) stmt {
	label := c.label
	c.label = ""
	_ = label
	body := make([]stmt, 0, len(list))
	labels := map[string]int{}
	for _, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok {
			labels[l.Label.Name] = len(body)
		}
		if _, ok := s.(*ast.EmptyStmt); ok {
			continue
		}
		body = append(body, c.stmt(s))
	}
	if len(labels) == 0 && len(body) == 1 {
		return body[0]
	}
	return func(f *frame) ctl {
		for i := 0; i < len(body); i++ {
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
				f.s[r.slot].(*Cell).v = vals[i]
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

func (c *compiler) ifStmt(s *ast.IfStmt) stmt {
	var init stmt
	if s.Init != nil {
		init = c.stmt(s.Init)
	}
	cond := c.expr(s.Cond)
	then := c.block(s.Body.List)
	var other stmt
	if s.Else != nil {
		other = c.stmt(s.Else)
	}
	pos := s.Pos()
	likely := c.guess(s)
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		v := cond(f)
		b, ok := v.(bool)
		if !ok {
			b = likely
			f.in.assume(pos, v, b)
		}
		if b {
			return then(f)
		}
		if other != nil {
			return other(f)
		}
		return ctlNext
	}
}

// maxAssumptions is how often one condition may be unknown before what asks it
// is taken for a loop that would not end.
const maxAssumptions = 20_000

// assume records that a condition was not known.
func (in *Interp) assume(pos token.Pos, v Value, b bool) {
	in.assumed = true
	why := "unknown"
	if u, ok := v.(*Unknown); ok {
		why = u.Reason
	}
	in.note(pos, "condition is unknown (%s), taken as %v", why, b)
	if in.assumptions[pos]++; in.assumptions[pos] > maxAssumptions {
		in.assumptions[pos] = 0
		panic(&goPanic{val: in.unknown(pos, "a loop goes on for as long as an unknown condition says (%s)", why), pos: pos})
	}
}

// guess says which way an unknown condition goes: away from the error. An error
// compared with nil is taken for nil; else the side that does not leave the
// function is taken, and of two that stay the one without a branch.
func (c *compiler) guess(s *ast.IfStmt) bool {
	if b, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		for _, side := range []ast.Expr{b.X, b.Y} {
			if types.Identical(c.typeOf(side), types.Universe.Lookup("error").Type()) {
				return b.Op == token.EQL
			}
		}
	}
	if leaves(s.Body) {
		return false
	}
	if e, ok := s.Else.(*ast.BlockStmt); ok && leaves(e) {
		return true
	}
	return false
}

// leaves reports whether a block ends by leaving it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			return f.Name == "panic"
		case *ast.SelectorExpr:
			switch f.Sel.Name {
			case "Exit", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf":
				return true
			}
		}
	}
	return false
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

// deferStmt evaluates the function and its arguments now and the call later.
func (c *compiler) deferStmt(s *ast.DeferStmt) stmt {
	c.code.defers = true
	run := c.later(s.Call)
	return func(f *frame) ctl {
		f.defers = append(f.defers, run(f))
		return ctlNext
	}
}

// goStmt evaluates the operands now; the goroutine runs when what is running
// would wait for ever without it, if that happens.
func (c *compiler) goStmt(s *ast.GoStmt) stmt {
	run := c.later(s.Call)
	builtin := c.info.Types[ast.Unparen(s.Call.Fun)].IsBuiltin()
	return func(f *frame) ctl {
		if call := run(f); builtin {
			call()
		} else {
			f.in.pending = append(f.in.pending, call)
		}
		return ctlNext
	}
}

// wait runs goroutines that were not started yet, one after the other, until
// what is waited for has come about.
func (in *Interp) wait(ready func() bool) {
	for !ready() && len(in.pending) > 0 {
		next := in.pending[0]
		in.pending = in.pending[1:]
		in.tick()
		stop, err := in.guard(next)
		switch {
		case stop != nil:
			panic(stop)
		case in.dead != nil:
			panic(in.dead)
		case err != nil:
			in.note(in.here(), "a goroutine was left: %v", err)
		}
	}
}

func never() bool { return false }

// later compiles a call whose operands are evaluated at once.
func (c *compiler) later(e *ast.CallExpr) func(*frame) func() {
	fun := ast.Unparen(e.Fun)
	if tv := c.info.Types[fun]; tv.IsBuiltin() || tv.IsType() {
		x := c.expr(e)
		return func(f *frame) func() {
			return func() { x(f) }
		}
	}
	sig, _ := c.typeOf(fun).Underlying().(*types.Signature)
	if sig == nil {
		return func(f *frame) func() { return func() {} }
	}
	fv, args, pos := c.expr(fun), c.args(e, sig), e.Pos()
	return func(f *frame) func() {
		fn := fv(f)
		vals := args.eval(f, nil)
		return func() { f.in.call(fn, vals, pos) }
	}
}

// send puts a value into a channel if it has room or nothing could ever take
// it; it is kept for whoever asks.
func (c *compiler) send(s *ast.SendStmt) stmt {
	ch := c.expr(s.Chan)
	x := c.exprTo(s.Value, c.rtype(s.Chan).Elem().T)
	return func(f *frame) ctl {
		cv, v := ch(f), x(f)
		if cc, ok := cv.(*Chan); ok {
			if cc.closed {
				panic(&goPanic{val: runtimeError("send on closed channel"), pos: s.Pos()})
			}
			cc.buf = append(cc.buf, v)
		}
		return ctlNext
	}
}
