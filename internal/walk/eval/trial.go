package eval

import (
	"cmp"
	"go/token"
	"slices"
)

// What a condition that is unknown decides is found out by trying both sides,
// each on a journal that is undone afterwards. If both come to the same end, the
// likelier is run and what the other would have left differently is joined: what
// differs is unknown from there on. If one fails, or a side takes too long to be
// tried, the likelier or the one that does not fail is run alone, which is
// recorded.

const (
	trialSteps    = 20_000    // how long one trial may take
	allTrialSteps = 4_000_000 // and all of a program's
	maxTrials     = 200       // of one condition
)

// A choice is a place where a condition decides what happens next.
type choice struct {
	pos       token.Pos
	likely    bool // the side taken if only one is
	byError   bool // the condition compares an error with nil
	publishes bool // whether it is taken may show
	loop      bool // it is whether a loop goes on
	// rest is what follows in the same block; nil if nothing does.
	rest      stmt
	exhausted bool  // a trial took too long
	limit     int64 // steps of a trial, if not trialSteps
	tries     int
}

// trialLimit unwinds a trial that takes too long.
type trialLimit struct{}

// An ending is how a trial went.
type ending struct {
	r         ctl
	label     string
	ret       Value
	slots     [][]Value // of the frames it could see
	changes   []change
	failed    bool // with a panic, an exit or an error
	exhausted bool
	stopped   bool // evaluation has what it came for
}

func pass(*frame) ctl { return ctlNext }

// take goes on from a condition whose value v is not known.
func (ch *choice) take(f *frame, v Value, then, other stmt) ctl {
	in := f.in
	if other == nil {
		other = pass
	}
	l, u := other, then
	if ch.likely {
		l, u = then, other
	}
	if !ch.exhausted && ch.tries < maxTrials && in.trialed < allTrialSteps {
		ch.tries++
		if r, ok := ch.both(f, v, l, u); ok {
			return r
		}
	}
	if ch.loop {
		in.assumeEnd(ch.pos, v)
		if ch.publishes {
			in.doubt(ch.pos, v)
		}
		return l(f)
	}
	b := in.assume(ch.pos, v, ch.likely)
	if ch.publishes {
		in.doubt(ch.pos, v)
	}
	if b != ch.likely {
		return u(f)
	}
	return l(f)
}

// both tries the two sides. The second result is false if nothing was run.
func (ch *choice) both(f *frame, v Value, l, u stmt) (ctl, bool) {
	in := f.in
	unlikely := ch.try(f, u)
	if unlikely.exhausted || unlikely.stopped || ch.fails(f, unlikely, true) {
		return 0, false
	}
	likely := ch.try(f, l)
	switch {
	case likely.exhausted || likely.stopped:
		return 0, false
	case ch.fails(f, likely, false):
		in.assume(ch.pos, v, !ch.likely)
		return u(f), true
	}
	if likely.r != unlikely.r && ch.rest != nil {
		// One leaves the function: the other does too, further down.
		switch {
		case likely.r == ctlNext && unlikely.r == ctlReturn:
			l = ch.withRest(l)
			likely = ch.try(f, l)
		case likely.r == ctlReturn && unlikely.r == ctlNext:
			u = ch.withRest(u)
			unlikely = ch.try(f, u)
		}
		if likely.exhausted || unlikely.exhausted || likely.stopped || unlikely.stopped || ch.fails(f, unlikely, false) || ch.fails(f, likely, false) {
			return 0, false
		}
	}
	if likely.r != unlikely.r || likely.label != unlikely.label || likely.r == ctlFall {
		return 0, false
	}
	r := l(f)
	if r == likely.r {
		in.joinEnds(f, ch, v, likely, unlikely)
	}
	return r, true
}

// follow says what comes behind the choice: a block from its i-th statement, and
// then end. Jumps there are left to the block itself.
func (ch *choice) follow(body *[]stmt, i int, end ctl) {
	run := runFrom(body, i, nil)
	ch.rest = func(f *frame) ctl {
		if r := run(f); r != ctlNext {
			return r
		}
		return end
	}
}

func (ch *choice) withRest(s stmt) stmt {
	return func(f *frame) ctl {
		if r := s(f); r != ctlNext {
			return r
		}
		return ch.rest(f)
	}
}

// fails reports whether a side ends in an error. An error that is unknown counts
// if the condition is about an error and this is the side that has it.
func (ch *choice) fails(f *frame, e *ending, unlikely bool) bool {
	if e.failed || e.r != ctlReturn || len(f.code.resTypes) == 0 {
		return e.failed
	}
	n := len(f.code.resTypes)
	if f.code.resTypes[n-1] != f.in.universe.err {
		return false
	}
	switch spread(e.ret, n)[n-1].(type) {
	case *Iface:
		return true
	case *Unknown:
		return ch.byError && unlikely
	}
	return false
}

// try runs a side and undoes what it did.
func (ch *choice) try(f *frame, side stmt) *ending {
	in := f.in
	frames := append([]*frame{f}, in.yielding...)
	saved := make([][]Value, len(frames))
	for i, g := range frames {
		saved[i] = slices.Clone(g.s)
	}
	ret, label, defers, pos := f.ret, f.label, f.defers, f.pos
	depth, panics, pending, yielding, parsed, goroutines := in.depth, len(in.panics), in.pending, in.yielding, in.parsed, in.goroutines
	start, next, bytes := in.steps, in.nextLook, in.bytes
	j := &journal{in: in, outer: in.journal, limit: in.steps + cmp.Or(ch.limit, trialSteps)}
	if j.outer != nil {
		j.limit = min(j.limit, j.outer.limit)
	}
	in.journal, in.nextLook = j, min(next, j.limit)
	e := &ending{}
	finished := false
	defer func() {
		in.journal, in.nextLook = j.outer, next
		in.trialed += in.steps - start
		in.bytes = bytes // what was tried is let go of
		if finished {
			e.ret, e.label, e.changes = f.ret, f.label, j.changes()
			for _, g := range frames {
				e.slots = append(e.slots, slices.Clone(g.s))
			}
		}
		j.undo()
		for i, g := range frames {
			copy(g.s, saved[i])
		}
		f.ret, f.label, f.defers, f.pos = ret, label, defers, pos
		in.depth, in.panics, in.pending, in.yielding, in.parsed, in.goroutines = depth, in.panics[:panics], pending, yielding, parsed, goroutines
		ch.exhausted = ch.exhausted || e.exhausted
	}()
	e.unwound(func() { e.r = side(f); finished = true })
	return e
}

// unwound runs a trial and notes how it was unwound, if it was.
func (e *ending) unwound(run func()) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goPanic:
			e.failed = true
		case *Stop:
			e.failed = r.Why == "exit"
			e.stopped = !e.failed
		case *trialLimit:
			e.exhausted = true
		case *OverBudget:
			panic(r)
		default:
			e.exhausted = true // the evaluator itself is at a loss
		}
	}()
	run()
}

// suspended runs what happens once and is not undone, such as initialising a
// variable that is read for the first time.
func (in *Interp) suspended(run func()) {
	j := in.journal
	if j == nil {
		run()
		return
	}
	start := in.steps
	in.journal = nil
	defer func() {
		in.journal = j
		for o := j; o != nil; o = o.outer {
			o.limit += in.steps - start
		}
		in.nextLook = min(in.nextLook, j.limit)
	}()
	run()
}
