package eval

import (
	"fmt"
	"go/token"
	"runtime"
)

// push enters a frame for c. Frames are used again.
func (in *Interp) push(c *code) *frame {
	if in.depth >= in.budget.Depth {
		in.over("depth", fmt.Sprintf("%d nested calls", in.budget.Depth))
	}
	held := c.held()
	if in.depth > 0 {
		held += in.frames[in.depth-1].held
	}
	if held > in.budget.Stack {
		in.over("stack", fmt.Sprintf("%d MB for nested calls", in.budget.Stack>>20))
	}
	if in.depth == len(in.frames) {
		in.frames = append(in.frames, &frame{in: in})
	}
	f := in.frames[in.depth]
	in.depth++
	f.code, f.ret, f.label, f.defers, f.panic, f.pos, f.s, f.held = c, nil, "", nil, nil, token.NoPos, nil, held
	return f
}

func (in *Interp) pop() { in.depth-- }

// run calls prepared code; slots hold the arguments at their start.
func (in *Interp) run(c *code, slots, env []Value) Value {
	in.tick()
	if c.pkg != nil && !c.pkg.touched {
		in.touch(c.pkg)
	}
	if c.hook != nil {
		c.hook(in, slots)
	}
	f := in.push(c)
	f.s = slots
	for i, cp := range c.caps {
		slots[cp.to] = env[i]
	}
	in.bytes += int64(len(c.boxed)) * boxBytes
	for _, i := range c.boxed {
		slots[i] = &Cell{slots[i]}
	}
	for i := range c.results {
		r := &c.results[i]
		v := r.t.newZero()
		if r.boxed {
			v = &Cell{v}
		}
		slots[r.slot] = v
	}
	if c.defers {
		in.runDeferring(f, c)
	} else {
		c.body(f)
	}
	ret := f.ret
	in.depth--
	return ret
}

// gather reads the named results.
func (c *code) gather(f *frame) Value {
	get := func(r *resultSlot) Value {
		if r.boxed {
			return f.s[r.slot].(*Cell).v
		}
		return f.s[r.slot]
	}
	switch len(c.results) {
	case 0:
		return f.ret
	case 1:
		return get(&c.results[0])
	}
	out := make(tuple, len(c.results))
	for i := range out {
		out[i] = get(&c.results[i])
	}
	return out
}

// runDeferring runs a body and then its deferred calls, panic or not.
func (in *Interp) runDeferring(f *frame, c *code) {
	depth, s := in.depth, f.s
	f.panic = in.catch(func() { c.body(f) })
	in.depth = depth
	for len(f.defers) > 0 {
		last := f.defers[len(f.defers)-1]
		f.defers = f.defers[:len(f.defers)-1]
		if f.panic != nil {
			f.panic.deferrer = depth
			in.panics = append(in.panics, f.panic)
		}
		n := len(in.panics)
		p := in.catch(last)
		in.depth = depth
		if f.panic != nil {
			in.panics = in.panics[:n-1]
			if f.panic.recovered {
				f.panic = nil
			}
		}
		if p != nil {
			f.panic = p
		}
	}
	if f.panic != nil {
		panic(f.panic)
	}
	f.s = s
	if len(c.results) > 0 {
		f.ret = c.gather(f)
	} else if f.ret == nil && c.nres > 0 {
		f.ret = c.zeroResults()
	}
}

// zeroResults is what a function returns that recovered before its return
// statement.
func (c *code) zeroResults() Value {
	out := make(tuple, len(c.resTypes))
	for i, t := range c.resTypes {
		out[i] = t.newZero()
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// catch runs f and returns the panic of the program that ended it, if any. What
// the evaluator itself unwinds with passes through.
func (in *Interp) catch(f func()) (p *goPanic) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goPanic:
			p = r
		case runtime.Error:
			panic(r)
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// touch notes that a package takes part. Packages of the standard library are
// initialised now; the others were when the program started.
func (in *Interp) touch(p *pkgState) {
	p.touched = true
	in.stats.Packages++
	if !p.p.Std {
		return
	}
	in.suspended(func() {
		if stop, _ := in.runInits(p); stop != nil {
			panic(stop)
		}
	})
}

// call calls a function value.
func (in *Interp) call(fv Value, args []Value, pos token.Pos) Value {
	switch fn := fv.(type) {
	case *Unknown:
		in.taint(fn, args...)
		return fn
	case nil:
		panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference (call of a nil function)"), pos: pos})
	case *Func:
		if len(fn.bound) > 0 {
			args = append(append(make([]Value, 0, len(fn.bound)+len(args)), fn.bound...), args...)
		}
		if fn.native != nil {
			return fn.native(&call{in: in, pos: pos}, args)
		}
		return in.invoke(fn.code, args, fn.env, pos)
	}
	u := in.unknown(pos, "call of a value that is no function")
	in.taint(u, args...)
	return u
}

// invoke calls code with complete arguments.
func (in *Interp) invoke(c *code, args, env []Value, pos token.Pos) Value {
	if !c.ready {
		c.prepare()
	}
	if c.native != nil {
		return c.native(&call{in: in, code: c, pos: pos}, args)
	}
	if c.broken != nil {
		in.taint(c.broken, args...)
		return c.broken
	}
	if in.depth > 0 && pos.IsValid() {
		in.frames[in.depth-1].pos = pos
	}
	slots := make([]Value, c.nslots)
	copy(slots, args)
	return in.run(c, slots, env)
}

// spread splits the value of a call with several results.
func spread(v Value, n int) tuple {
	if t, ok := v.(tuple); ok {
		return t
	}
	out := make(tuple, n)
	for i := range out {
		out[i] = v
	}
	return out
}
