package eval

import (
	"go/types"
	"reflect"
)

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

// join returns what is known of a variable that holds would or now: what is not
// the same is unknown. Of commands and flag sets the likelier is kept, for a tree
// of which nothing is known helps no one; that is an assumption, and shows.
func (js *joiner) join(would, now Value) Value {
	if unk, ok := now.(*Unknown); ok {
		return unk
	}
	if sameValue(would, now) {
		return now
	}
	if holdsFlags(would) || holdsFlags(now) {
		js.kept = true
		return now
	}
	return js.u
}

// holdsFlags reports whether a value is a command or flag set, or a list or map of
// those.
func holdsFlags(v Value) bool {
	switch x := v.(type) {
	case *Iface:
		return holdsFlags(x.v)
	case *Struct:
		return flagLibrary(x.t)
	case *Slice:
		return x.a.elem != nil && flagLibrary(x.a.elem)
	case *Map:
		return flagLibrary(x.t.Elem())
	}
	return false
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
