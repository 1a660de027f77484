package eval

import (
	"cmp"
	"fmt"
	"reflect"
	"sort"
	"strings"
)

type ifaceKey struct {
	t *Type
	k any
}

type encodedKey string

// mapKey returns a comparable stand-in for a key of static type t.
func mapKey(t *Type, v Value) (any, *Unknown) {
	switch x := v.(type) {
	case *Unknown:
		return nil, x
	case *Iface:
		k, u := mapKey(x.t, x.v)
		return ifaceKey{x.t, k}, u
	case *Struct, *Array:
		if t.aggregate() {
			var b strings.Builder
			u := encodeKey(&b, t, v, 0)
			return encodedKey(b.String()), u
		}
	case float64:
		if x != x {
			return new(float64), nil // NaN equals nothing
		}
	case string:
		if n := len(x); n > bytesPerStep {
			t.in.work(n)
		}
	case *Slice, *Map, *Func:
		throw("hash of unhashable type " + t.String())
	}
	return v, nil
}

// encodeKey writes what tells a struct or array from others of its type. The
// addresses in it are the host's: keys are looked up by them and never shown.
func encodeKey(b *strings.Builder, t *Type, v Value, depth int) *Unknown {
	if depth > maxEqualDepth {
		return t.in.unknown(t.in.here(), "a map key is nested too deeply")
	}
	t.in.charge(boxBytes, bytesPerStep)
	switch x := v.(type) {
	case *Unknown:
		return x
	case *Struct:
		if t.aggregate() {
			for i, f := range x.f {
				if t.fields[i].name == "_" {
					continue
				}
				if u := encodeKey(b, t.fields[i].t, f, depth+1); u != nil {
					return u
				}
			}
			return nil
		}
		fmt.Fprintf(b, "%p;", x)
	case *Array:
		if !t.aggregate() {
			fmt.Fprintf(b, "%p;", x)
			return nil
		}
		for i := range x.len() {
			if u := encodeKey(b, x.elem, x.get(i), depth+1); u != nil {
				return u
			}
		}
	case *Iface:
		fmt.Fprintf(b, "i%d:", x.t.id)
		return encodeKey(b, x.t, x.v, depth+1)
	case fieldRef:
		fmt.Fprintf(b, "%p.%d;", x.s, x.i)
	case elemRef:
		fmt.Fprintf(b, "%p.%d;", x.a, x.i)
	case string:
		t.in.charge(int64(2*len(x)), int64(len(x)))
		fmt.Fprintf(b, "%d:%s;", len(x), x)
	case float64:
		if x != x {
			fmt.Fprintf(b, "%p;", new(int64)) // NaN equals nothing
			return nil
		}
		fmt.Fprintf(b, "%v;", x+0) // -0 is 0
	case *Slice, *Map, *Func:
		throw("hash of unhashable type " + t.String())
	case bool, int64, uint64, complex128, nil:
		fmt.Fprintf(b, "%v;", x)
	default:
		fmt.Fprintf(b, "%p;", x)
	}
	return nil
}

func newMap(t *Type) *Map { return &Map{t: t, idx: map[any]int{}} }

func (m *Map) find(k Value) (Value, bool, *Unknown) {
	if m == nil {
		return nil, false, nil
	}
	key, u := mapKey(m.t.Key(), k)
	if u != nil {
		return nil, false, u
	}
	if i, ok := m.idx[key]; ok {
		return m.ents[i].v, true, nil
	}
	return nil, false, m.unk
}

// blur makes unknown what a map holds after something was stored under a key that
// is not known, or removed. Of commands and flags those that are known are kept:
// the one that is not is among them as an unknown.
func (m *Map) blur(u *Unknown) {
	if j := m.t.in.journal; j != nil {
		j.whole(m)
	}
	m.unk = u
	if flagLibrary(m.t.Elem()) || m.t.Elem().aggregate() {
		return
	}
	for i := range m.ents {
		m.ents[i].v = u
	}
}

func (m *Map) put(k, v Value) {
	key, u := mapKey(m.t.Key(), k)
	j := m.t.in.journal
	if u != nil {
		m.blur(u)
		return
	}
	if j != nil {
		j.key(m, key)
	}
	if i, ok := m.idx[key]; ok {
		m.ents[i].v = v
		return
	}
	m.t.in.grow(10)
	m.idx[key] = len(m.ents)
	m.ents = append(m.ents, mapEntry{k: k, v: v})
	m.live++
}

func (m *Map) remove(k Value) {
	key, u := mapKey(m.t.Key(), k)
	if u != nil {
		m.blur(u)
		return
	}
	if i, ok := m.idx[key]; ok {
		if j := m.t.in.journal; j != nil {
			j.key(m, key)
		}
		m.ents[i] = mapEntry{dead: true}
		delete(m.idx, key)
		m.live--
	}
}

// order returns the indices of the live entries: by key where keys have an
// order, as package fmt prints them, else as inserted. Go's own order is random,
// so any is right.
func (m *Map) order() []int {
	m.t.in.work(8 * len(m.ents))
	out := make([]int, 0, m.live)
	for i := range m.ents {
		if !m.ents[i].dead {
			out = append(out, i)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return compareKeys(m.ents[out[i]].k, m.ents[out[j]].k) < 0 })
	return out
}

// compareKeys is negative if a comes before b, and 0 if nothing tells.
// Source: internal/fmtsort.
func compareKeys(a, b Value) int {
	switch x := a.(type) {
	case nil:
		if b != nil {
			return -1
		}
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y)
		}
	case int64:
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y)
		}
	case uint64:
		if y, ok := b.(uint64); ok {
			return cmp.Compare(x, y)
		}
	case float64:
		if y, ok := b.(float64); ok {
			return cmp.Compare(x, y)
		}
	case bool:
		if y, ok := b.(bool); ok && x != y {
			if y {
				return -1
			}
			return 1
		}
	case complex128:
		if y, ok := b.(complex128); ok {
			return cmp.Or(cmp.Compare(real(x), real(y)), cmp.Compare(imag(x), imag(y)))
		}
	case *Struct:
		if y, ok := b.(*Struct); ok && x.t == y.t && x.t.copiedInKeys() {
			for i := range min(len(x.f), len(y.f)) {
				if c := compareKeys(x.f[i], y.f[i]); c != 0 {
					return c
				}
			}
		}
	case *Array:
		if y, ok := b.(*Array); ok {
			for i := range min(x.len(), y.len()) {
				if c := compareKeys(x.get(i), y.get(i)); c != 0 {
					return c
				}
			}
		}
	case *Iface:
		if y, ok := b.(*Iface); ok && x.t == y.t {
			return compareKeys(x.v, y.v)
		}
	}
	if b == nil && a != nil {
		return 1
	}
	return 0
}

// lessKey reports whether a comes before b.
func lessKey(a, b Value) bool { return compareKeys(a, b) < 0 }

// copiedInKeys reports whether keys of the type are compared by content: they may
// hold no pointers to structs, which look the same as structs here.
func (t *Type) copiedInKeys() bool { return !t.pointers() || t.kind == reflect.Struct && t.onlyPlain() }

// onlyPlain reports whether all fields are of basic types.
func (t *Type) onlyPlain() bool {
	for _, f := range t.fields {
		if !plainKind(f.t.kind) {
			return false
		}
	}
	return true
}
