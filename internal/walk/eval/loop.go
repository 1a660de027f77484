package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"unicode/utf8"
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
	pos := s.Pos()
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
					f.in.assume(pos, v, false)
					return ctlNext
				}
				if !b {
					return ctlNext
				}
			}
			if end, out := f.leave(body(f), label); end {
				return out
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
		}
	}
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
			cell.v = v
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
	pos := s.Pos()
	return func(f *frame) ctl {
		for _, i := range clear {
			f.s[i] = nil
		}
		v := x(f)
		if u, ok := v.(*Unknown); ok {
			f.in.note(pos, "loop over an unknown value is left out (%s)", u.Reason)
			return ctlNext
		}
		out := ctlNext
		f.in.iterate(v, func(k, v Value) bool {
			f.in.tick()
			if key != nil {
				key(f, k)
			}
			if value != nil {
				value(f, v)
			}
			end, r := f.leave(body(f), label)
			out = r
			return !end
		})
		return out
	}
}

func (c *compiler) rangeTypes(t *Type, s *ast.RangeStmt) (k, v types.Type) {
	k, v = types.Typ[types.Int], types.Typ[types.Invalid]
	switch t.kind {
	case reflect.Map:
		return t.Key().T, t.Elem().T
	case reflect.Slice, reflect.Array:
		return k, t.Elem().T
	case reflect.Pointer:
		return k, t.Elem().Elem().T
	case reflect.String:
		return k, types.Typ[types.Rune]
	case reflect.Chan:
		return t.Elem().T, v
	case reflect.Func:
		sig := t.U.(*types.Signature).Params().At(0).Type().Underlying().(*types.Signature)
		if sig.Params().Len() > 0 {
			k = sig.Params().At(0).Type()
		}
		if sig.Params().Len() > 1 {
			v = sig.Params().At(1).Type()
		}
		return k, v
	}
	return t.T, v
}

// iterate calls yield for each element, until it returns false.
func (in *Interp) iterate(v Value, yield func(k, v Value) bool) {
	switch x := v.(type) {
	case int64:
		for i := int64(0); i < x; i++ {
			if !yield(i, nil) {
				return
			}
		}
	case uint64:
		for i := uint64(0); i < x; i++ {
			if !yield(i, nil) {
				return
			}
		}
	case string:
		for i, w := 0, 0; i < len(x); i += w {
			var r rune
			r, w = utf8.DecodeRuneInString(x[i:])
			if !yield(int64(i), int64(r)) {
				return
			}
		}
	case *Slice:
		for i := range x.len {
			if !yield(int64(i), x.get(i)) {
				return
			}
		}
	case *Array:
		for i := range x.len() {
			if !yield(int64(i), x.get(i)) {
				return
			}
		}
	case *Map:
		for _, i := range x.order() {
			if i >= len(x.ents) || x.ents[i].dead {
				continue // deleted or cleared meanwhile
			}
			if !yield(x.ents[i].k, x.ents[i].v) {
				return
			}
		}
	case *Chan:
		for {
			in.wait(func() bool { return len(x.buf) > 0 || x.closed })
			if len(x.buf) == 0 {
				return
			}
			e := x.buf[0]
			x.buf = x.buf[1:]
			if !yield(e, nil) {
				return
			}
		}
	}
}

// rangeFunc compiles a loop over an iterator function: the body becomes the
// function it calls.
func (c *compiler) rangeFunc(s *ast.RangeStmt, x expr, label string, key, value rangeVar) stmt {
	body := c.block(s.Body.List)
	pos := s.Pos()
	return func(f *frame) ctl {
		out := ctlNext
		depth := f.in.depth
		yield := &Func{name: "yield", native: func(cl *call, args []Value) Value {
			f.in.tick()
			if key != nil && len(args) > 0 {
				key(f, args[0])
			}
			if value != nil && len(args) > 1 {
				value(f, args[1])
			}
			end, r := f.leave(body(f), label)
			out = r
			return !end
		}}
		f.in.call(x(f), []Value{yield}, pos)
		f.in.depth = depth
		return out
	}
}
