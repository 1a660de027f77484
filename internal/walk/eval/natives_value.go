package eval

import (
	"go/types"
	"reflect"
)

// An rval is a reflect.Value. The zero rval is the invalid Value.
type rval struct {
	t   *Type
	v   Value
	set func(Value) // nil if not settable
	ptr Value       // its address, if it has one
}

func valueOf(v Value) Value {
	switch v := v.(type) {
	case *Iface:
		return &rval{t: v.t, v: v.v}
	case nil:
		return &rval{}
	}
	return v
}

func (v *rval) iface() Value {
	if v.t.isIface() || v.t == nil {
		return v.v
	}
	return &Iface{v.t, clone2(v.t, v.v)}
}

func (v *rval) elem(c *call) Value {
	if v.t == nil {
		return &rval{}
	}
	switch v.t.kind {
	case reflect.Interface:
		return valueOf(v.v)
	case reflect.Pointer:
		if v.v == nil {
			return &rval{}
		}
		p, in := v.v, c.in
		return &rval{t: v.t.Elem(), v: in.load(p, c.pos), ptr: p, set: func(n Value) { in.storeTo(p, n, c.pos) }}
	}
	throw("reflect: call of reflect.Value.Elem on " + v.t.kind.String() + " Value")
	return nil
}

func (v *rval) field(i int) Value {
	s, ok := v.v.(*Struct)
	if !ok {
		return v.v
	}
	f := v.t.fields[i]
	out := &rval{t: f.t, v: s.f[i]}
	if v.ptr != nil && f.v.Exported() {
		if f.t.aggregate() {
			out.ptr = s.f[i]
			out.set = func(n Value) { assign(s.f[i], n) }
		} else {
			out.ptr = fieldRef{s, i}
			out.set = fieldRef{s, i}.store
		}
	}
	return out
}

func (v *rval) length() Value {
	switch x := v.v.(type) {
	case nil:
		return int64(0)
	case string:
		return int64(len(x))
	case *Slice:
		return int64(x.len)
	case *Array:
		return int64(x.len())
	case *Map:
		return int64(x.live)
	}
	return v.v
}

func (v *rval) isNil() Value {
	if u, ok := v.v.(*Unknown); ok {
		return u
	}
	return v.v == nil
}

var valueMethods = map[string]func(c *call, v *rval, a []Value) Value{
	"IsValid": func(c *call, v *rval, a []Value) Value { return v.t != nil },
	"Kind": func(c *call, v *rval, a []Value) Value {
		if v.t == nil {
			return uint64(0)
		}
		return uint64(v.t.kind)
	},
	"Type": func(c *call, v *rval, a []Value) Value {
		if v.t == nil {
			throw("reflect: call of reflect.Value.Type on zero Value")
		}
		return c.typeValue(v.t)
	},
	"Elem":         func(c *call, v *rval, a []Value) Value { return v.elem(c) },
	"IsNil":        func(c *call, v *rval, a []Value) Value { return v.isNil() },
	"Interface":    func(c *call, v *rval, a []Value) Value { return v.iface() },
	"CanInterface": func(c *call, v *rval, a []Value) Value { return true },
	"CanSet":       func(c *call, v *rval, a []Value) Value { return v.set != nil },
	"CanAddr":      func(c *call, v *rval, a []Value) Value { return v.ptr != nil },
	"Addr": func(c *call, v *rval, a []Value) Value {
		if v.ptr == nil {
			throw("reflect.Value.Addr of unaddressable value")
		}
		return &rval{t: c.in.typ(types.NewPointer(v.t.T)), v: v.ptr}
	},
	"Set": func(c *call, v *rval, a []Value) Value {
		n, ok := a[0].(*rval)
		if v.set == nil || !ok {
			return nil
		}
		x := clone2(v.t, n.v)
		if v.t.isIface() && n.t != nil && !n.t.isIface() {
			x = n.iface()
		}
		v.set(x)
		v.v = x
		return nil
	},
	"Len":      func(c *call, v *rval, a []Value) Value { return v.length() },
	"NumField": func(c *call, v *rval, a []Value) Value { return int64(len(v.t.fields)) },
	"Field": func(c *call, v *rval, a []Value) Value {
		i, ok := asInt(a[0])
		if !ok || i >= len(v.t.fields) {
			return c.in.join(a[0])
		}
		return v.field(i)
	},
	"FieldByName": func(c *call, v *rval, a []Value) Value {
		for i, f := range v.t.fields {
			if f.name == a[0] {
				return v.field(i)
			}
		}
		return c.in.unknown(c.pos, "a promoted field looked up by name")
	},
	"Index": func(c *call, v *rval, a []Value) Value {
		i, ok := asInt(a[0])
		switch x := v.v.(type) {
		case *Slice:
			if ok && i < x.len {
				out := &rval{t: v.t.Elem(), v: x.get(i), ptr: elemRef{x.a, x.off + i}, set: func(n Value) { x.set(i, n) }}
				if v.t.Elem().aggregate() {
					out.ptr = out.v
				}
				return out
			}
		case *Array:
			if ok && i < x.len() {
				return &rval{t: v.t.Elem(), v: x.get(i)}
			}
		}
		return c.in.join(v.v, a[0])
	},
	"MapKeys": func(c *call, v *rval, a []Value) Value {
		t := c.in.typ(c.code.fn.Type().(*types.Signature).Results().At(0).Type()).Elem()
		m, ok := v.v.(*Map)
		if !ok {
			return nil
		}
		out := newSlice(t, m.live, m.live)
		for n, i := range m.order() {
			out.a.v[n] = &rval{t: m.t.Key(), v: m.ents[i].k}
		}
		return out
	},
	"MapIndex": func(c *call, v *rval, a []Value) Value {
		k, ok := a[0].(*rval)
		m, isMap := v.v.(*Map)
		if !ok || !isMap {
			return &rval{}
		}
		e, found, u := m.find(k.v)
		if u != nil {
			return u
		}
		if !found {
			return &rval{}
		}
		return &rval{t: m.t.Elem(), v: e}
	},
	"Int":   func(c *call, v *rval, a []Value) Value { return v.v },
	"Uint":  func(c *call, v *rval, a []Value) Value { return v.v },
	"Float": func(c *call, v *rval, a []Value) Value { return v.v },
	"Bool":  func(c *call, v *rval, a []Value) Value { return v.v },
	"String": func(c *call, v *rval, a []Value) Value {
		switch {
		case v.t == nil:
			return "<invalid Value>"
		case v.t.kind == reflect.String:
			return v.v
		}
		return "<" + v.t.String() + " Value>"
	},
	"IsZero": func(c *call, v *rval, a []Value) Value {
		if v.v == nil {
			return true
		}
		if k := v.t.kind; !v.t.aggregate() && (k == reflect.Interface || k == reflect.Slice || k == reflect.Map || k == reflect.Func || k == reflect.Pointer) {
			return false
		}
		same, u := c.in.same(v.v, v.t.newZero(), v.t.aggregate(), 0)
		if u != nil {
			return u
		}
		return same
	},
	"Pointer": func(c *call, v *rval, a []Value) Value {
		if v.v == nil {
			return uint64(0)
		}
		return c.in.unknown(c.pos, "an address as a number")
	},
	"SetString": setBasic, "SetInt": setBasic, "SetUint": setBasic, "SetBool": setBasic, "SetFloat": setBasic,
}

func setBasic(c *call, v *rval, a []Value) Value {
	if v.set != nil {
		v.set(a[0])
		v.v = a[0]
	}
	return nil
}
