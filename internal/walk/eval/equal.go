package eval

import (
	"reflect"
)

// maxEqualDepth is how deep values are compared that hold one another in
// interfaces: the host's stack is not without end.
const maxEqualDepth = 10_000

// equal compares two values of one static type (or two interfaces). The second
// result is set if the answer is not known.
func (in *Interp) equal(a, b Value) (bool, *Unknown) { return in.same(a, b, false, 0) }

// equalParts compares two structs or arrays by content.
func (in *Interp) equalParts(a, b Value) (bool, *Unknown) { return in.same(a, b, true, 0) }

// same is equal, or with parts equalParts.
func (in *Interp) same(a, b Value, parts bool, depth int) (bool, *Unknown) {
	if u := either(a, b); u != nil {
		return false, u
	}
	if depth > maxEqualDepth {
		return false, in.unknown(in.here(), "values are compared that are nested too deeply")
	}
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		if n := len(x); ok && n == len(y) && n > bytesPerStep {
			in.work(n)
		}
		return ok && x == y, nil
	case *Iface:
		y, ok := b.(*Iface)
		if !ok || x.t != y.t {
			return false, nil
		}
		if x.t.kind == reflect.Slice || x.t.kind == reflect.Map || x.t.kind == reflect.Func {
			throw("comparing uncomparable type " + x.t.String())
		}
		return in.same(x.v, y.v, x.t.aggregate(), depth+1)
	case *Host:
		y, ok := b.(*Host)
		return ok && hostEqual(x, y), nil
	case *Struct:
		y, ok := b.(*Struct)
		if !parts || !ok || len(x.f) != len(y.f) {
			return !parts && a == b, nil
		}
		return in.sameParts(len(x.f), func(i int) (Value, Value, *Type) {
			if x.t.fields[i].name == "_" {
				return nil, nil, x.t.in.universe.any // blank fields are not compared
			}
			return x.f[i], y.f[i], x.t.fields[i].t
		}, depth)
	case *Array:
		y, ok := b.(*Array)
		if !parts || !ok || x.len() != y.len() {
			return !parts && a == b, nil
		}
		return in.sameParts(x.len(), func(i int) (Value, Value, *Type) { return x.get(i), y.get(i), x.elem }, depth)
	}
	return a == b, nil
}

// sameParts compares n pairs of values. A pair that differs decides, whatever is
// not known of others.
func (in *Interp) sameParts(n int, pair func(i int) (a, b Value, t *Type), depth int) (bool, *Unknown) {
	in.work(8 * n)
	var unk *Unknown
	for i := range n {
		a, b, t := pair(i)
		same, u := in.same(a, b, t.aggregate(), depth+1)
		switch {
		case u != nil:
			unk = u
		case !same:
			return false, nil
		}
	}
	return unk == nil, unk
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

func either(a, b Value) *Unknown {
	if u, ok := a.(*Unknown); ok {
		return u
	}
	u, _ := b.(*Unknown)
	return u
}
