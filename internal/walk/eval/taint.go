package eval

import (
	"go/types"
)

// taint makes unknown whatever a call that is not modelled may have changed: all
// that its operands lead to through pointers, slices, maps, interfaces and the
// variables that functions have captured.
//
// Commands and flag sets are left as they are, for a tree of which nothing is
// known but that it exists helps no one; that the call may have changed them is a
// doubt about the whole program instead, see Doubts.
func (in *Interp) taint(u *Unknown, vals ...Value) {
	t := &tainter{in: in, u: u, seen: map[any]bool{}}
	for _, v := range vals {
		t.reach(v)
	}
	if t.flags {
		in.doubt(u.Pos, u)
	}
}

type tainter struct {
	in    *Interp
	u     *Unknown
	seen  map[any]bool
	flags bool // commands or flag sets are among what is reached
}

// once reports whether something is reached for the first time.
func (t *tainter) once(x any) bool {
	if t.seen[x] {
		return false
	}
	t.in.tick()
	t.seen[x] = true
	return true
}

// reach taints what a value leads to.
func (t *tainter) reach(v Value) {
	switch x := v.(type) {
	case *Iface:
		t.reach(x.v)
	case *Struct:
		t.structure(x)
	case *Array:
		t.array(x, 0, x.len())
	case *Slice:
		t.array(x.a, x.off, x.off+x.cap)
	case *Map:
		t.mapping(x)
	case *Chan:
		if t.once(x) {
			for _, v := range x.buf {
				t.reach(v)
			}
		}
	case *Func:
		if t.once(x) {
			for _, v := range x.bound {
				t.reach(v)
			}
			for _, v := range x.env {
				t.reach(v)
			}
		}
	case *Cell:
		if t.once(x) {
			t.reach(x.v)
			t.in.setCell(x, t.instead(x.v))
		}
	case fieldRef:
		if t.once(x) {
			t.reach(x.load())
			if !flagLibrary(x.s.t) {
				x.store(t.instead(x.load()))
			}
		}
	case elemRef:
		t.array(x.a, x.i, x.i+1)
	case *rval:
		if t.once(x) {
			t.reach(x.v)
			t.reach(x.ptr)
		}
	case tuple:
		for _, v := range x {
			t.reach(v)
		}
	}
}

// instead is what a variable that holds v may hold afterwards. A command or flag
// set stays.
func (t *tainter) instead(v Value) Value {
	if s, ok := Inside(v).(*Struct); ok && flagLibrary(s.t) {
		return v
	}
	return t.u
}

func (t *tainter) structure(s *Struct) {
	if !t.once(s) {
		return
	}
	if flagLibrary(s.t) {
		t.flags = true
		return
	}
	if lockLike(s.t) {
		return
	}
	for i := range s.f {
		t.reach(s.f[i])
		if !s.t.fields[i].t.aggregate() {
			fieldRef{s, i}.store(t.instead(s.f[i]))
		}
	}
}

// lockLike reports whether a type belongs to package sync: what happens to a lock
// shows in no value.
func lockLike(t *Type) bool {
	n, ok := t.T.(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "sync" {
		return false
	}
	return n.Obj().Name() != "Map"
}

func (t *tainter) array(a *Array, from, to int) {
	if a.isBytes() {
		if to > from && t.once(a) {
			t.in.keep(a)
			a.unk = t.u
		}
		return
	}
	for i := from; i < min(to, len(a.v)); i++ {
		r := elemRef{a, i}
		if !t.once(r) {
			continue
		}
		t.reach(a.v[i])
		if a.elem != nil && !a.elem.aggregate() {
			a.set(i, t.instead(a.v[i]))
		}
	}
}

func (t *tainter) mapping(m *Map) {
	if !t.once(m) {
		return
	}
	if flagLibrary(m.t.Elem()) {
		t.flags = true
		return
	}
	for _, i := range m.order() {
		t.reach(m.ents[i].k)
		t.reach(m.ents[i].v)
		if !m.t.Elem().aggregate() {
			m.put(m.ents[i].k, t.instead(m.ents[i].v))
		}
	}
	if m.t.in.journal != nil {
		m.t.in.journal.whole(m)
	}
	m.unk = t.u // there may be more
}
