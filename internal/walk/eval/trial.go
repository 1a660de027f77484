package eval

import (
	"go/token"
	"go/types"
	"reflect"
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
	// rest is what follows in the same block; nil if nothing does.
	rest  stmt
	dear  bool // a trial took too long
	tries int
}

// tooDear unwinds a trial that takes too long.
type tooDear struct{}

// An ending is how a trial went.
type ending struct {
	r       ctl
	label   string
	ret     Value
	slots   [][]Value // of the frames it could see
	changes []change
	failed  bool // with a panic, an exit or an error
	dear    bool
	stopped bool // evaluation has what it came for
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
	if !ch.dear && ch.tries < maxTrials && in.trialed < allTrialSteps {
		ch.tries++
		if r, ok := ch.both(f, v, l, u); ok {
			return r
		}
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
	if unlikely.dear || unlikely.stopped || ch.fails(f, unlikely, true) {
		return 0, false
	}
	likely := ch.try(f, l)
	switch {
	case likely.dear || likely.stopped:
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
		if likely.dear || unlikely.dear || likely.stopped || unlikely.stopped || ch.fails(f, unlikely, false) || ch.fails(f, likely, false) {
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
	start, next := in.steps, in.nextLook
	j := &journal{outer: in.journal, limit: in.steps + trialSteps}
	if j.outer != nil {
		j.limit = min(j.limit, j.outer.limit)
	}
	in.journal, in.nextLook = j, min(next, j.limit)
	e := &ending{}
	finished := false
	defer func() {
		in.journal, in.nextLook = j.outer, next
		in.trialed += in.steps - start
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
		ch.dear = ch.dear || e.dear
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
		case *tooDear:
			e.dear = true
		case *overBudget:
			panic(r)
		default:
			e.dear = true // the evaluator itself is at a loss
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

// joinEnds makes unknown what the side that was not run would have left
// otherwise.
func (in *Interp) joinEnds(f *frame, ch *choice, v Value, likely, unlikely *ending) {
	why := "unknown"
	if u, ok := v.(*Unknown); ok {
		why = u.Reason
	}
	js := joiner{u: in.unknown(ch.pos, "depends on a condition that is unknown: %s", why)}
	for n, g := range append([]*frame{f}, in.yielding...) {
		for i := range min(len(g.s), len(unlikely.slots[n])) {
			g.s[i] = js.join(unlikely.slots[n][i], g.s[i])
		}
	}
	if likely.r == ctlReturn {
		f.ret = js.results(f.code.resTypes, unlikely.ret, f.ret)
	}
	others := map[loc]Value{}
	for _, c := range unlikely.changes {
		others[c.loc] = c.now
	}
	for _, c := range likely.changes {
		if _, ok := others[c.loc]; !ok {
			others[c.loc] = c.old
			in.joinVar(&js, c.loc, c.old)
		}
	}
	for _, c := range unlikely.changes {
		in.joinVar(&js, c.loc, c.now)
	}
	if js.shows {
		in.doubt(ch.pos, v)
	}
	if js.kept {
		in.assume(ch.pos, v, ch.likely)
	}
}

// joinVar joins what a variable holds with what it would hold.
func (in *Interp) joinVar(js *joiner, l loc, would Value) {
	now := l.read()
	if now == nil && would == nil {
		return
	}
	if in.journal != nil {
		in.journal.add(l)
	}
	switch h := l.holder.(type) {
	case *Cell:
		h.v = js.join(would, now)
	case *Struct:
		kept := js.kept
		js.kept = false
		h.f[l.i] = js.join(would, now)
		js.shows = js.shows || js.kept && flagLibrary(h.t)
		js.kept = js.kept || kept
	case *Array:
		if a, ok := now.(content); ok {
			if b, ok := would.(content); !ok || a.b != b.b || a.unk != b.unk {
				h.unk = js.u
			}
			return
		}
		h.v[l.i] = js.join(would, now)
	case *Map:
		in.joinEntry(js, h, l.key, now, would)
	}
}

func (in *Interp) joinEntry(js *joiner, m *Map, key any, now, would Value) {
	a, here := now.(held)
	b, there := would.(held)
	switch {
	case here && there:
		m.ents[a.i].v = js.join(b.entry.v, a.entry.v)
	case here != there:
		js.kept = true
		js.shows = js.shows || flagLibrary(m.t.Elem())
		if e := m.t.Elem(); here && plainKind(e.kind) {
			m.ents[a.i].v = js.u
		}
	}
}

// flagLibrary reports whether a type, or what it points to, is one of those that
// hold commands and flags.
func flagLibrary(t *Type) bool {
	T := types.Unalias(t.T)
	if p, ok := T.(*types.Pointer); ok {
		T = types.Unalias(p.Elem())
	}
	n, ok := T.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case cobraPath, pflagPath, flagPath:
		return n.Obj().Name() == "Command" || n.Obj().Name() == "FlagSet" || n.Obj().Name() == "Flag"
	}
	return false
}

func plainKind(k reflect.Kind) bool {
	return reflect.Bool <= k && k <= reflect.Complex128 || k == reflect.String
}

// A joiner joins values of the two sides of a condition.
type joiner struct {
	u     *Unknown // what is not the same becomes this
	kept  bool     // something was not the same and the likelier is kept
	shows bool     // and it is part of a command or flag set
}

// join returns what is known of a variable that holds would or now. Text,
// numbers and lists of these become unknown if they differ. Of pointers, maps
// and functions the likelier is kept: much hangs on them, and nothing is
// published of them but what they lead to.
func (js *joiner) join(would, now Value) Value {
	if unk, ok := now.(*Unknown); ok {
		return unk
	}
	if _, ok := would.(*Unknown); ok {
		if !plain(now) {
			js.kept = true
			return now
		}
		return js.u
	}
	if sameValue(would, now) {
		return now
	}
	if plain(would) && plain(now) || would == nil && list(now) || now == nil && list(would) {
		return js.u
	}
	js.kept = true
	return now
}

// results joins what a function returns.
func (js *joiner) results(ts []*Type, would, now Value) Value {
	if len(ts) == 1 {
		return js.result(ts[0], would, now)
	}
	a, ok1 := would.(tuple)
	b, ok2 := now.(tuple)
	if !ok1 || !ok2 {
		return js.join(would, now)
	}
	out := make(tuple, len(b))
	for i := range b {
		out[i] = js.result(ts[i], a[i], b[i])
	}
	return out
}

func (js *joiner) result(t *Type, would, now Value) Value {
	if !t.aggregate() {
		return js.join(would, now)
	}
	a, ok1 := would.(*Struct)
	b, ok2 := now.(*Struct)
	if !ok1 || !ok2 || len(a.f) != len(b.f) {
		return js.join(would, now)
	}
	out := &Struct{t: b.t, f: make([]Value, len(b.f)), at: b.at}
	for i := range b.f {
		out.f[i] = js.result(b.t.fields[i].t, a.f[i], b.f[i])
	}
	return out
}

// plain reports whether a value is text, a number, a truth value, or a list of
// those, in an interface or not.
func plain(v Value) bool {
	switch v := v.(type) {
	case bool, string, int64, uint64, float64, complex128:
		return true
	case *Iface:
		return plainKind(v.t.kind)
	}
	return list(v)
}

func list(v Value) bool {
	s, ok := v.(*Slice)
	return ok && s.a.elem != nil && plainKind(s.a.elem.kind)
}

// sameValue reports whether two values cannot be told apart.
func sameValue(a, b Value) bool {
	switch x := a.(type) {
	case *Iface:
		y, ok := b.(*Iface)
		return ok && x.t == y.t && sameValue(x.v, y.v)
	case *Slice:
		y, ok := b.(*Slice)
		if !ok || x.len != y.len {
			return false
		}
		if *x == *y {
			return true
		}
		for i := range x.len {
			if !sameValue(x.get(i), y.get(i)) {
				return false
			}
		}
		return true
	case *Func:
		y, ok := b.(*Func)
		return ok && (x == y || x.code != nil && x.code == y.code && len(x.env) == 0 && len(y.env) == 0 && len(x.bound) == 0 && len(y.bound) == 0)
	case *Host:
		return a == b
	}
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return reflect.TypeOf(a) == reflect.TypeOf(b) && reflect.TypeOf(a).Comparable() && a == b
}
