package eval

import (
	"go/ast"
	"go/types"
)

// deferStmt evaluates the function and its arguments now and the call later.
func (c *compiler) deferStmt(s *ast.DeferStmt) stmt {
	c.code.defers = true
	run := c.later(s.Call)
	return func(f *frame) ctl {
		f.in.charge(8*boxBytes, 0)
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
			f.in.charge(8*boxBytes, 0)
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
		in.goroutines++
		stop, err := in.guard(next)
		in.goroutines--
		switch {
		case err == parked{}:
		case stop != nil:
			panic(stop)
		case in.dead != nil:
			panic(in.dead)
		case err != nil:
			in.note(in.here(), "a goroutine was left: %v", err)
		}
	}
}

// keepChan enters a channel in the journal, if one is open.
func (in *Interp) keepChan(ch *Chan) {
	if in.journal != nil {
		in.journal.whole(ch)
	}
}

func never() bool { return false }

// await is wait for what has to come about before anything else can be done. In
// a goroutine that waits for ever, that is the end of it.
func (in *Interp) await(ready func() bool) {
	in.wait(ready)
	if in.goroutines > 0 && !ready() {
		panic(parked{})
	}
}

// parked unwinds a goroutine that waits for what never comes.
type parked struct{}

func (parked) Error() string { return "a goroutine waits for ever" }

// later compiles a call whose operands are evaluated at once.
func (c *compiler) later(e *ast.CallExpr) func(*frame) func() {
	fun := ast.Unparen(e.Fun)
	tv := c.info.Types[fun]
	if run := c.laterBuiltin(e, fun); tv.IsBuiltin() && run != nil {
		return run
	}
	if tv.IsBuiltin() || tv.IsType() {
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

// laterBuiltin is later for a predeclared function, nil if it takes a type or
// leaves the function.
func (c *compiler) laterBuiltin(e *ast.CallExpr, fun ast.Expr) func(*frame) func() {
	name := ""
	if id, ok := fun.(*ast.Ident); ok {
		name = id.Name
	}
	pos := e.Pos()
	switch name {
	case "panic":
		x := c.exprTo(e.Args[0], c.in.universe.any.T)
		return func(f *frame) func() {
			v := x(f)
			return func() { panic(&goPanic{val: v, pos: pos}) }
		}
	case "close", "delete", "copy", "clear", "print", "println":
		operands, t := c.operands(e)
		return func(f *frame) func() {
			vs := operands(f)
			return func() { f.in.builtinCall(name, vs, t, pos) }
		}
	}
	return nil
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
			f.in.keepChan(cc)
			f.in.grow(2)
			cc.buf = append(cc.buf, v)
		}
		return ctlNext
	}
}
