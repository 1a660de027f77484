package eval

import (
	"fmt"
	"go/token"
	"reflect"
	"sort"
	"strings"
)

// A Value is what an expression evaluates to. Its Go type follows from the
// static type of the expression:
//
//	bool, string, complex128       themselves
//	int, int8 … int64              int64
//	uint, uint8 … uintptr          uint64
//	float32, float64               float64
//	struct, array                  *Struct, *Array (copied where Go copies)
//	pointer to struct or array     the *Struct or *Array itself
//	other pointer                  a ref: *Cell, fieldRef or elemRef
//	slice, map, chan, func         *Slice, *Map, *Chan, *Func
//	interface                      *Iface
//	several results                tuple
//
// nil stands for the nil of any type. *Unknown may stand for anything, and
// *Host for a value of a library that runs on the host.
type Value = any

// An Unknown is a value that evaluation could not find out.
type Unknown struct {
	Reason string
	Pos    token.Pos
}

// A Struct is a struct variable or value.
type Struct struct {
	t  *Type
	f  []Value
	at token.Pos // of the composite literal it came from, if any
}

// An Array backs arrays and slices; bytes are kept as bytes.
type Array struct {
	elem *Type
	v    []Value
	b    []byte
	unk  *Unknown // set once an unknown was stored among bytes
}

// A Slice is a window on an Array. It is never changed.
type Slice struct {
	a             *Array
	off, len, cap int
}

// A Map keeps its entries in insertion order.
type Map struct {
	t    *Type
	idx  map[any]int
	ents []mapEntry
	live int
	unk  *Unknown // set once an unknown key was stored
}

type mapEntry struct {
	k, v Value
	dead bool
}

// A Func is a function value: code with captured variables, a bound method or
// a native.
type Func struct {
	code   *code
	env    []Value
	bound  []Value // leading arguments: a receiver
	native native
	name   string
}

// A Chan is a channel; nothing ever waits on one.
type Chan struct {
	buf    []Value
	cap    int
	closed bool
	elem   *Type
}

// An Iface is a value in an interface, with its dynamic type.
type Iface struct {
	t *Type
	v Value
}

// A Host is a value of a library that runs on the host.
type Host struct{ v any }

type tuple []Value

// A ref points to a variable that is neither struct nor array.
type ref interface {
	load() Value
	store(Value)
}

// A Cell is a variable that something points to or captures.
type Cell struct{ v Value }

func (c *Cell) load() Value   { return c.v }
func (c *Cell) store(v Value) { c.v = v }

type fieldRef struct {
	s *Struct
	i int
}

func (r fieldRef) load() Value   { return r.s.f[r.i] }
func (r fieldRef) store(v Value) { r.s.f[r.i] = v }

type elemRef struct {
	a *Array
	i int
}

func (r elemRef) load() Value   { return r.a.get(r.i) }
func (r elemRef) store(v Value) { r.a.set(r.i, v) }

func (a *Array) len() int {
	if a.isBytes() {
		return len(a.b)
	}
	return len(a.v)
}

func (a *Array) isBytes() bool { return a.elem != nil && a.elem.kind == reflect.Uint8 }

func (a *Array) get(i int) Value {
	if a.isBytes() {
		if a.unk != nil {
			return a.unk
		}
		return uint64(a.b[i])
	}
	return a.v[i]
}

// set stores into an element; an element of struct or array type keeps its
// identity.
func (a *Array) set(i int, v Value) {
	if a.isBytes() {
		switch v := v.(type) {
		case uint64:
			a.b[i] = byte(v)
		case *Unknown:
			a.unk = v
		}
		return
	}
	if a.elem.aggregate() {
		assign(a.v[i], v)
		return
	}
	a.v[i] = v
}

// assign copies a struct or array into another in place.
func assign(dst, src Value) {
	switch d := dst.(type) {
	case *Struct:
		switch s := src.(type) {
		case *Struct:
			if s == d {
				return
			}
			for i := range min(len(d.f), len(s.f)) {
				if inner(d.f[i]) && d.t.fields[i].t.aggregate() {
					assign(d.f[i], s.f[i])
				} else {
					d.f[i] = s.f[i]
				}
			}
			if s.at != 0 {
				d.at = s.at
			}
		case *Unknown:
			for i := range d.f {
				if d.t.fields[i].t.aggregate() {
					assign(d.f[i], s)
				} else {
					d.f[i] = s
				}
			}
		}
	case *Array:
		switch s := src.(type) {
		case *Array:
			if s == d {
				return
			}
			copy(d.b, s.b)
			for i := range min(len(d.v), len(s.v)) {
				d.set(i, s.v[i])
			}
		case *Unknown:
			d.unk = s
			for i := range d.v {
				d.set(i, s)
			}
		}
	}
}

func inner(v Value) bool {
	switch v.(type) {
	case *Struct, *Array:
		return true
	}
	return false
}

// clone copies a struct or array value.
func clone(v Value) Value {
	switch v := v.(type) {
	case *Struct:
		n := &Struct{t: v.t, f: make([]Value, len(v.f)), at: v.at}
		copy(n.f, v.f)
		if v.t.deep {
			for i := range n.f {
				if v.t.fields[i].t.aggregate() {
					n.f[i] = clone(n.f[i])
				}
			}
		}
		return n
	case *Array:
		n := &Array{elem: v.elem, unk: v.unk}
		if v.isBytes() {
			n.b = append([]byte(nil), v.b...)
			return n
		}
		n.v = append([]Value(nil), v.v...)
		if v.elem.aggregate() {
			for i := range n.v {
				n.v[i] = clone(n.v[i])
			}
		}
		return n
	}
	return v
}

// equal compares two values of one static type (or two interfaces). The second
// result is set if the answer is not known.
func equal(a, b Value) (bool, *Unknown) {
	if u := either(a, b); u != nil {
		return false, u
	}
	switch x := a.(type) {
	case *Iface:
		y, ok := b.(*Iface)
		if !ok || x.t != y.t {
			return false, nil
		}
		if !x.t.aggregate() {
			if x.t.kind == reflect.Slice || x.t.kind == reflect.Map || x.t.kind == reflect.Func {
				throw("runtime error: comparing uncomparable type " + x.t.String())
			}
			return equal(x.v, y.v)
		}
		return equalParts(x.v, y.v)
	case *Host:
		y, ok := b.(*Host)
		return ok && hostEqual(x, y), nil
	}
	return a == b, nil
}

func hostEqual(x, y *Host) (same bool) {
	if x == y {
		return true
	}
	if x.v == nil || y.v == nil || !reflect.TypeOf(x.v).Comparable() || !reflect.TypeOf(y.v).Comparable() {
		return false
	}
	return x.v == y.v
}

// equalParts compares two structs or arrays by content.
func equalParts(a, b Value) (bool, *Unknown) {
	if u := either(a, b); u != nil {
		return false, u
	}
	part := func(t *Type, x, y Value) (bool, *Unknown) {
		if t.aggregate() {
			return equalParts(x, y)
		}
		return equal(x, y)
	}
	switch x := a.(type) {
	case *Struct:
		y, ok := b.(*Struct)
		if !ok || len(x.f) != len(y.f) {
			return false, nil
		}
		for i := range x.f {
			if same, u := part(x.t.fields[i].t, x.f[i], y.f[i]); !same || u != nil {
				return same, u
			}
		}
		return true, nil
	case *Array:
		y, ok := b.(*Array)
		if !ok || x.len() != y.len() {
			return false, nil
		}
		for i := range x.len() {
			if same, u := part(x.elem, x.get(i), y.get(i)); !same || u != nil {
				return same, u
			}
		}
		return true, nil
	}
	return equal(a, b)
}

func either(a, b Value) *Unknown {
	if u, ok := a.(*Unknown); ok {
		return u
	}
	u, _ := b.(*Unknown)
	return u
}

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
	if u != nil {
		m.unk = u
		return
	}
	if i, ok := m.idx[key]; ok {
		m.ents[i].v = v
		return
	}
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

func newSlice(elem *Type, n, c int) *Slice {
	a := newArray(elem, c)
	return &Slice{a, 0, n, c}
}

func newArray(elem *Type, n int) *Array {
	a := &Array{elem: elem}
	if a.isBytes() {
		a.b = make([]byte, n)
		return a
	}
	a.v = make([]Value, n)
	if elem.zero != nil || elem.aggregate() {
		for i := range a.v {
			a.v[i] = elem.newZero()
		}
	}
	return a
}

func bytesSlice(elem *Type, b []byte) *Slice {
	return &Slice{&Array{elem: elem, b: b}, 0, len(b), cap(b)}
}

func (s *Slice) get(i int) Value    { return s.a.get(s.off + i) }
func (s *Slice) set(i int, v Value) { s.a.set(s.off+i, v) }

// bytes returns the bytes of a slice of bytes, not copied.
func (s *Slice) bytes() []byte {
	if s == nil {
		return nil
	}
	return s.a.b[s.off : s.off+s.len]
}
