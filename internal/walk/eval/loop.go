package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
)

var oneConst = constant.MakeInt64(1)

// leave decides what a loop does with how its body ended: go on, or end and
// return out.
func (f *frame) leave(r ctl, label string) (end bool, out ctl) {
	switch r {
	case ctlNext:
		return false, ctlNext
	case ctlBreak:
		if f.label == "" || f.label == label {
			f.label = ""
			return true, ctlNext
		}
		return true, r
	case ctlContinue:
		if f.label == "" || f.label == label {
			f.label = ""
			return false, ctlNext
		}
		return true, r
	}
	return true, r
}

func (c *compiler) forStmt(s *ast.ForStmt, label string) stmt {
	var init, post stmt
	var cond expr
	if s.Init != nil {
		init = c.stmt(s.Init)
	}
	if s.Cond != nil {
		cond = c.expr(s.Cond)
	}
	if s.Post != nil {
		post = c.stmt(s.Post)
	}
	fresh := c.perIteration(s.Init)
	body := c.block(s.Body.List)
	once := func(f *frame) (end bool, out ctl) {
		if end, out := f.leave(body(f), label); end {
			return true, out
		}
		for _, slot := range fresh {
			if cell, ok := f.s[slot].(*Cell); ok {
				f.s[slot] = &Cell{cell.v}
			} else {
				f.s[slot] = clone(f.s[slot])
			}
		}
		if post != nil {
			post(f)
		}
		return false, ctlNext
	}
	more := c.unknownLoop(s.Pos(), c.publishes(s.Body), func(f *frame, _ *Unknown) (bool, ctl) { return once(f) })
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		for {
			f.in.tick()
			if cond != nil {
				v := cond(f)
				b, ok := v.(bool)
				if !ok {
					return more(f, v)
				}
				if !b {
					return ctlNext
				}
			}
			if end, out := once(f); end {
				return out
			}
		}
	}
}

// unknownRounds is how many rounds of a loop are tried of which it is not known
// whether it goes on: the second sees what the first has left.
const unknownRounds = 2

// unknownLoop compiles the rest of a loop of which it is not known whether it goes
// on, for a reason v: what another round, or two, would leave differently is
// unknown afterwards. If rounds cannot be tried the loop is taken to end.
func (c *compiler) unknownLoop(pos token.Pos, publishes bool, once func(f *frame, u *Unknown) (end bool, out ctl)) func(f *frame, v Value) ctl {
	ch := &choice{pos: pos, publishes: publishes, loop: true}
	c.choices = append(c.choices, ch)
	var from func(f *frame, v Value, round int) ctl
	from = func(f *frame, v Value, round int) ctl {
		if round == unknownRounds {
			return ctlNext
		}
		u, ok := v.(*Unknown)
		if !ok {
			u = f.in.unknown(pos, "a condition that is no truth value")
		}
		return ch.take(f, u, func(f *frame) ctl {
			if end, out := once(f, u); end {
				return out
			}
			return from(f, u, round+1)
		}, nil)
	}
	return func(f *frame, v Value) ctl { return from(f, v, 0) }
}

// perIteration lists the slots of loop variables that each iteration has its
// own of, as far as anyone could tell.
func (c *compiler) perIteration(init ast.Stmt) []int {
	a, ok := init.(*ast.AssignStmt)
	if !ok || a.Tok != token.DEFINE || c.oldLoop {
		return nil
	}
	var out []int
	for _, l := range a.Lhs {
		if id, ok := l.(*ast.Ident); ok {
			if v, ok := c.info.Defs[id].(*types.Var); ok && c.shared[v] {
				out = append(out, c.slots[v])
			}
		}
	}
	return out
}

// A rangeVar sets the key or value of a range loop, or is nil.
type rangeVar func(f *frame, v Value)

func (c *compiler) rangeVar(e ast.Expr, define bool, from types.Type) rangeVar {
	if e == nil {
		return nil
	}
	if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
		return nil
	}
	set, to := c.store(e, define)
	if define && c.oldLoop {
		if id, ok := e.(*ast.Ident); ok {
			if v, ok := c.info.Defs[id].(*types.Var); ok {
				set = c.reuse(v)
			}
		}
	}
	var v Value
	x := func(*frame) Value { return v }
	if c.in.typ(from).aggregate() {
		x = func(*frame) Value { return clone(v) }
	}
	b := c.box(x, from, to)
	return func(f *frame, nv Value) {
		v = nv
		set(f, b(f))
	}
}

// reuse sets a loop variable that all iterations share.
func (c *compiler) reuse(v *types.Var) setter {
	slot := c.slots[v]
	boxed, agg := c.boxed(v), c.in.typ(c.sub.typ(v.Type())).aggregate()
	return func(f *frame, v Value) {
		switch cell, ok := f.s[slot].(*Cell); {
		case boxed && ok:
			f.in.setCell(cell, v)
		case boxed:
			f.s[slot] = &Cell{v}
		case agg && inner(f.s[slot]):
			assign(f.s[slot], v)
		default:
			f.s[slot] = v
		}
	}
}

func (c *compiler) rangeStmt(s *ast.RangeStmt, label string) stmt {
	x := c.expr(s.X)
	xt := c.rtype(s.X)
	define := s.Tok == token.DEFINE
	kt, vt := c.rangeTypes(xt, s)
	// A loop before Go 1.22 has one variable: its slot is emptied at the start.
	key, value := c.rangeVar(s.Key, define, kt), c.rangeVar(s.Value, define, vt)
	var clear []int
	if define && c.oldLoop {
		for _, e := range []ast.Expr{s.Key, s.Value} {
			if id, ok := e.(*ast.Ident); ok {
				if v, ok := c.info.Defs[id].(*types.Var); ok && id.Name != "_" {
					clear = append(clear, c.slots[v])
				}
			}
		}
	}
	if xt.kind == reflect.Func {
		return c.rangeFunc(s, x, label, key, value)
	}
	body := c.block(s.Body.List)
	once := func(f *frame, k, v Value) (end bool, out ctl) {
		if key != nil {
			key(f, k)
		}
		if value != nil {
			value(f, v)
		}
		return f.leave(body(f), label)
	}
	more := c.unknownLoop(s.Pos(), c.publishes(s.Body), func(f *frame, u *Unknown) (bool, ctl) { return once(f, u, u) })
	return func(f *frame) ctl {
		for _, i := range clear {
			f.s[i] = nil
		}
		v := x(f)
		if u, ok := v.(*Unknown); ok {
			return more(f, u)
		}
		if xt.kind == reflect.Pointer && v == nil {
			if value != nil {
				panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: s.Pos()})
			}
			v = int64(xt.Elem().n)
		}
		out := ctlNext
		ended := false
		f.in.iterate(v, func(k, v Value) bool {
			f.in.tick()
			ended, out = once(f, k, v)
			return !ended
		})
		if m, ok := v.(*Map); ok && m.unk != nil && !ended {
			return more(f, m.unk) // there may be entries whose keys are not known
		}
		return out
	}
}
