package eval

import (
	"reflect"
)

func deepEqual(c *call, a []Value) Value {
	same, u := c.in.deep(a[0], a[1], c.in.universe.any, 0)
	if u != nil {
		return u
	}
	return same
}

// deep compares like reflect.DeepEqual.
func (in *Interp) deep(a, b Value, t *Type, depth int) (bool, *Unknown) {
	if u := either(a, b); u != nil || depth > 200 {
		return false, u
	}
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
		return in.deep(x.v, y.v, x.t, depth+1)
	case reflect.Pointer:
		if a == nil || b == nil || a == b {
			return a == b, nil
		}
		return in.deep(in.load(a, 0), in.load(b, 0), t.Elem(), depth+1)
	case reflect.Struct:
		x, ok1 := a.(*Struct)
		y, ok2 := b.(*Struct)
		if !ok1 || !ok2 {
			return a == b, nil
		}
		for i := range t.fields {
			if same, u := in.deep(x.f[i], y.f[i], t.fields[i].t, depth+1); !same || u != nil {
				return same, u
			}
		}
		return true, nil
	case reflect.Slice, reflect.Array:
		return in.deepList(a, b, t, depth)
	case reflect.Map:
		x, ok1 := a.(*Map)
		y, ok2 := b.(*Map)
		if !ok1 || !ok2 {
			return a == nil && b == nil, nil
		}
		if x.live != y.live {
			return false, nil
		}
		for _, i := range x.order() {
			v, ok, u := y.find(x.ents[i].k)
			if !ok || u != nil {
				return false, u
			}
			if same, u := in.deep(x.ents[i].v, v, t.Elem(), depth+1); !same || u != nil {
				return same, u
			}
		}
		return true, nil
	case reflect.Func:
		return a == nil && b == nil, nil
	}
	return equal(a, b)
}

func (in *Interp) deepList(a, b Value, t *Type, depth int) (bool, *Unknown) {
	if a == nil || b == nil {
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
	for i := range n {
		if same, u := in.deep(ga(i), gb(i), t.Elem(), depth+1); !same || u != nil {
			return same, u
		}
	}
	return true, nil
}
