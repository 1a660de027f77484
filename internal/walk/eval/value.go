package eval

import (
	"go/token"
	"reflect"
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

func (r fieldRef) load() Value { return r.s.f[r.i] }
func (r fieldRef) store(v Value) {
	if j := r.s.t.in.journal; j != nil {
		j.field(r.s, r.i)
	}
	r.s.f[r.i] = v
}

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
	j := a.journal()
	if a.isBytes() {
		if j != nil {
			j.all(a)
		}
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
	if j != nil {
		j.elem(a, i)
	}
	a.v[i] = v
}

// journal is where a change to the array is entered first, or nil.
func (a *Array) journal() *journal {
	if a.elem == nil {
		return nil
	}
	return a.elem.in.journal
}

// assign copies a struct or array into another in place.
func assign(dst, src Value) {
	switch d := dst.(type) {
	case *Struct:
		if j := d.t.in.journal; j != nil {
			for i := range d.f {
				j.field(d, i)
			}
		}
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
		if j := d.journal(); j != nil {
			j.all(d)
		}
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
		v.t.in.grow(len(v.f) + 3)
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
		v.elem.in.charge(int64(valueBytes*len(v.v)+len(v.b)), int64(len(v.v)+len(v.b)))
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

// newSlice makes a slice; the caller has charged for it.
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

// bytesSlice is a slice of all the bytes there are, whose capacity ends with them.
func bytesSlice(elem *Type, b []byte) *Slice {
	return &Slice{&Array{elem: elem, b: b[:len(b):len(b)]}, 0, len(b), len(b)}
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
