package eval

import (
	"reflect"
)

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
