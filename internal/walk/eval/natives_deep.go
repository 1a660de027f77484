package eval

import (
	"reflect"
)

func deepEqual(c *call, a []Value) Value {
	d := &deepComparer{in: c.in, seen: map[[2]any]bool{}}
	same, u := d.deep(a[0], a[1], c.in.universe.any, 0)
	if u != nil {
		return u
	}
	return same
}

// maxDeep is how deep reflect.DeepEqual is followed.
const maxDeep = 20_000

// A deepComparer compares like reflect.DeepEqual.
type deepComparer struct {
	in *Interp
	// seen holds the pairs of pointers, maps and slices that are being compared
	// or were: such a pair is the same unless something else is not.
	seen map[[2]any]bool
}

// again reports whether a pair was met before.
func (d *deepComparer) again(a, b any) bool {
	k := [2]any{a, b}
	if d.seen[k] {
		return true
	}
	d.in.charge(4*boxBytes, 0)
	d.seen[k] = true
	return false
}

func (d *deepComparer) deep(a, b Value, t *Type, depth int) (bool, *Unknown) {
	if u := either(a, b); u != nil {
		return false, u
	}
	if depth > maxDeep {
		return false, d.in.unknown(d.in.here(), "values are compared that are nested too deeply")
	}
	d.in.tick()
	switch t.kind {
	case reflect.Interface:
		x, ok1 := a.(*Iface)
		y, ok2 := b.(*Iface)
		if !ok1 || !ok2 {
			return a == nil && b == nil, nil
		}
		if x.t != y.t {
			return false, nil
		}
		return d.deep(x.v, y.v, x.t, depth+1)
	case reflect.Pointer:
		if a == nil || b == nil || a == b || d.again(a, b) {
			return a == b || a != nil && b != nil, nil
		}
		return d.deep(d.in.load(a, 0), d.in.load(b, 0), t.Elem(), depth+1)
	case reflect.Struct:
		x, ok1 := a.(*Struct)
		y, ok2 := b.(*Struct)
		if !ok1 || !ok2 {
			return d.in.equal(a, b)
		}
		return d.all(len(t.fields), func(i int) (Value, Value, *Type) { return x.f[i], y.f[i], t.fields[i].t }, depth)
	case reflect.Slice, reflect.Array:
		return d.lists(a, b, t, depth)
	case reflect.Map:
		return d.maps(a, b, t, depth)
	case reflect.Func:
		return a == nil && b == nil, nil
	}
	return d.in.equal(a, b)
}

// all compares n pairs. One that differs decides, whatever is not known of others.
func (d *deepComparer) all(n int, pair func(i int) (a, b Value, t *Type), depth int) (bool, *Unknown) {
	var unk *Unknown
	for i := range n {
		a, b, t := pair(i)
		switch same, u := d.deep(a, b, t, depth+1); {
		case u != nil:
			unk = u
		case !same:
			return false, nil
		}
	}
	return unk == nil, unk
}

func (d *deepComparer) maps(a, b Value, t *Type, depth int) (bool, *Unknown) {
	x, ok1 := a.(*Map)
	y, ok2 := b.(*Map)
	if !ok1 || !ok2 {
		return a == nil && b == nil, nil
	}
	if x.unk != nil || y.unk != nil {
		if x.unk != nil {
			return false, x.unk
		}
		return false, y.unk
	}
	if x.live != y.live {
		return false, nil
	}
	if x == y || d.again(x, y) {
		return true, nil
	}
	keys := x.order()
	var missing bool
	same, u := d.all(len(keys), func(i int) (Value, Value, *Type) {
		e := x.ents[keys[i]]
		v, ok, u := y.find(e.k)
		if u != nil {
			return u, nil, t.Elem()
		}
		missing = missing || !ok
		return e.v, v, t.Elem()
	}, depth)
	return same && !missing, u
}

func (d *deepComparer) lists(a, b Value, t *Type, depth int) (bool, *Unknown) {
	if t.kind == reflect.Slice && (a == nil || b == nil) {
		return a == nil && b == nil, nil
	}
	get := func(v Value) (func(int) Value, int) {
		switch x := v.(type) {
		case *Slice:
			return x.get, x.len
		case *Array:
			return x.get, x.len()
		}
		return nil, -1
	}
	ga, n := get(a)
	gb, m := get(b)
	if n != m || n < 0 {
		return false, nil
	}
	if x, ok := a.(*Slice); ok && n > 0 {
		y := b.(*Slice)
		if x.a == y.a && x.off == y.off || d.again(sliceKey{x.a, x.off, n}, sliceKey{y.a, y.off, n}) {
			return true, nil
		}
	}
	return d.all(n, func(i int) (Value, Value, *Type) { return ga(i), gb(i), t.Elem() }, depth)
}

type sliceKey struct {
	a      *Array
	off, n int
}
