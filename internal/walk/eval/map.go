package eval

import (
	"fmt"
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
			u := encodeKey(&b, t, v)
			return encodedKey(b.String()), u
		}
	case float64:
		if x != x {
			return new(float64), nil // NaN equals nothing
		}
	case *Slice, *Map, *Func:
		throw("runtime error: hash of unhashable type " + t.String())
	}
	return v, nil
}

func encodeKey(b *strings.Builder, t *Type, v Value) *Unknown {
	switch x := v.(type) {
	case *Unknown:
		return x
	case *Struct:
		if t.aggregate() {
			for i, f := range x.f {
				if u := encodeKey(b, t.fields[i].t, f); u != nil {
					return u
				}
			}
			return nil
		}
		fmt.Fprintf(b, "%p;", x)
	case *Array:
		for i := range x.len() {
			if u := encodeKey(b, x.elem, x.get(i)); u != nil {
				return u
			}
		}
	case *Iface:
		fmt.Fprintf(b, "i%d:", x.t.id)
		return encodeKey(b, x.t, x.v)
	case fieldRef:
		fmt.Fprintf(b, "%p.%d;", x.s, x.i)
	case elemRef:
		fmt.Fprintf(b, "%p.%d;", x.a, x.i)
	case string:
		fmt.Fprintf(b, "%d:%s;", len(x), x)
	case bool, int64, uint64, float64, complex128, nil:
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

func (m *Map) put(k, v Value) {
	key, u := mapKey(m.t.Key(), k)
	j := m.t.in.journal
	if u != nil {
		if j != nil {
			j.whole(m)
		}
		m.unk = u
		return
	}
	if j != nil {
		j.key(m, key)
	}
	if i, ok := m.idx[key]; ok {
		m.ents[i].v = v
		return
	}
	m.t.in.grow(8)
	m.idx[key] = len(m.ents)
	m.ents = append(m.ents, mapEntry{k: k, v: v})
	m.live++
}

func (m *Map) remove(k Value) {
	key, u := mapKey(m.t.Key(), k)
	if u != nil {
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
// order, else as inserted. Go's own order is random, so any is right.
func (m *Map) order() []int {
	out := make([]int, 0, m.live)
	for i := range m.ents {
		if !m.ents[i].dead {
			out = append(out, i)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return lessKey(m.ents[out[i]].k, m.ents[out[j]].k) })
	return out
}

func lessKey(a, b Value) bool {
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		return ok && x < y
	case int64:
		y, ok := b.(int64)
		return ok && x < y
	case uint64:
		y, ok := b.(uint64)
		return ok && x < y
	case float64:
		y, ok := b.(float64)
		return ok && x < y
	case *Iface:
		y, ok := b.(*Iface)
		return ok && x.t == y.t && lessKey(x.v, y.v)
	}
	return false
}
