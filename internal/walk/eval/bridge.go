package eval

import (
	"fmt"
	"go/types"
	"reflect"
	"regexp"
)

// bridge makes a native of a host function: arguments and results are
// converted by its type. An unknown argument makes every result unknown.
func bridge(fn any) native {
	if n := bridgeText(fn); n != nil {
		return n
	}
	rv := reflect.ValueOf(fn)
	rt := rv.Type()
	return func(c *call, args []Value) Value {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			v, u := c.toHost(a, rt.In(i))
			if u != nil {
				return u
			}
			in[i] = v
		}
		return c.fromCall(func() []reflect.Value {
			if rt.IsVariadic() {
				return rv.CallSlice(in)
			}
			return rv.Call(in)
		})
	}
}

// bridgeText is bridge for the commonest signatures, without reflection.
func bridgeText(fn any) native {
	text := func(n int, f func(s []string) Value) native {
		return func(c *call, args []Value) Value {
			var buf [3]string
			for i := range n {
				s, ok := args[i].(string)
				if !ok {
					return c.in.join(args[i])
				}
				buf[i] = s
			}
			return f(buf[:])
		}
	}
	switch fn := fn.(type) {
	case func(string) string:
		return text(1, func(s []string) Value { return fn(s[0]) })
	case func(string, string) string:
		return text(2, func(s []string) Value { return fn(s[0], s[1]) })
	case func(string, string, string) string:
		return text(3, func(s []string) Value { return fn(s[0], s[1], s[2]) })
	case func(string, string) bool:
		return text(2, func(s []string) Value { return fn(s[0], s[1]) })
	case func(string, string) int:
		return text(2, func(s []string) Value { return int64(fn(s[0], s[1])) })
	case func(string, string) (string, string, bool):
		return text(2, func(s []string) Value {
			a, b, ok := fn(s[0], s[1])
			return tuple{a, b, ok}
		})
	case func(rune) bool:
		return func(c *call, args []Value) Value {
			r, ok := args[0].(int64)
			if !ok {
				return c.in.join(args[0])
			}
			return fn(rune(r))
		}
	case func(rune) rune:
		return func(c *call, args []Value) Value {
			r, ok := args[0].(int64)
			if !ok {
				return c.in.join(args[0])
			}
			return int64(fn(rune(r)))
		}
	}
	return nil
}

// fromCall converts the results of a host call. A panic of the host becomes one
// of the program.
func (c *call) fromCall(f func() []reflect.Value) Value {
	out, text, u := catchHost(f)
	if u != nil {
		return u
	}
	if text != "" {
		panic(&goPanic{val: &Iface{c.in.universe.str, text}, pos: c.pos})
	}
	var res *types.Tuple
	if c.code != nil && c.code.fn != nil {
		res = c.code.fn.Type().(*types.Signature).Results()
	}
	vals := make(tuple, len(out))
	for i, o := range out {
		var t *Type
		if res != nil && i < res.Len() {
			t = c.in.typ(res.At(i).Type())
		}
		vals[i] = c.in.fromHost(o, t)
	}
	switch len(vals) {
	case 0:
		return nil
	case 1:
		return vals[0]
	}
	return vals
}

// hostUnknown unwinds a host function to which a function of the program returned
// what is not known.
type hostUnknown struct{ u *Unknown }

// catchHost runs a host function and returns its results, or the text it
// panicked with, or the unknown that a function of the program returned to it.
func catchHost(f func() []reflect.Value) (out []reflect.Value, text string, u *Unknown) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case hostUnknown:
			u = r.u
		case *goPanic, *Stop, *OverBudget, *trialLimit, *initLimit, parked:
			panic(r)
		default:
			text = fmt.Sprint(r)
		}
	}()
	return f(), "", nil
}

// toHost converts a value to a host type.
func (c *call) toHost(v Value, t reflect.Type) (reflect.Value, *Unknown) {
	if u, ok := v.(*Unknown); ok {
		return reflect.Value{}, u
	}
	if h, ok := v.(*Host); ok && h.v != nil && reflect.TypeOf(h.v).AssignableTo(t) {
		return reflect.ValueOf(h.v), nil
	}
	out := reflect.New(t).Elem()
	if v == nil {
		return out, nil
	}
	switch t.Kind() {
	case reflect.Slice:
		s, ok := v.(*Slice)
		if !ok {
			break
		}
		if t.Elem().Kind() == reflect.Uint8 && s.a.isBytes() {
			if s.a.unk != nil {
				return out, s.a.unk
			}
			b := s.bytes()
			out.SetBytes(b[:len(b):len(b)]) // what the host appends is its own
			return out, nil
		}
		out.Set(reflect.MakeSlice(t, s.len, s.len))
		for i := range s.len {
			e, u := c.toHost(s.get(i), t.Elem())
			if u != nil {
				return out, u
			}
			out.Index(i).Set(e)
		}
		return out, nil
	case reflect.Func:
		return c.funcToHost(v, t), nil
	case reflect.Interface:
		return c.ifaceToHost(v, t)
	default:
		if isNumber(t.Kind()) || t.Kind() == reflect.Bool || t.Kind() == reflect.String {
			hv := reflect.ValueOf(v)
			if hv.CanConvert(t) {
				return hv.Convert(t), nil
			}
		}
	}
	return out, c.in.unknown(c.pos, "a %T cannot be handed to the host as %s", v, t)
}

func (c *call) ifaceToHost(v Value, t reflect.Type) (reflect.Value, *Unknown) {
	i, ok := v.(*Iface)
	if !ok {
		return reflect.Value{}, c.in.join(v).(*Unknown)
	}
	if h, ok := i.v.(*Host); ok && reflect.TypeOf(h.v).AssignableTo(t) {
		return reflect.ValueOf(h.v), nil
	}
	if b, ok := i.t.U.(*types.Basic); ok && t.NumMethod() == 0 {
		if hb, ok := hostBasic(b.Kind(), i.v); ok {
			return reflect.ValueOf(hb), nil
		}
	}
	return reflect.Value{}, c.in.unknown(c.pos, "a %s cannot be handed to the host", i.t)
}

// funcToHost makes a host function that calls one of the program.
func (c *call) funcToHost(v Value, t reflect.Type) reflect.Value {
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		vals := make([]Value, len(args))
		for i, a := range args {
			vals[i] = c.in.fromHost(a, nil)
		}
		res := spread(c.in.call(v, vals, c.pos), t.NumOut())
		out := make([]reflect.Value, t.NumOut())
		for i := range out {
			r, u := c.toHost(res[i], t.Out(i))
			if u != nil {
				panic(hostUnknown{u})
			}
			out[i] = r
		}
		return out
	})
}

var errorType = reflect.TypeFor[error]()

// fromHost converts a host value; t is its type in the program if known.
func (in *Interp) fromHost(v reflect.Value, t *Type) Value {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.Complex64, reflect.Complex128:
		return v.Complex()
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		if v.Type() == errorType {
			return in.hostError(v.Interface().(error).Error())
		}
		return in.fromHost(v.Elem(), t)
	case reflect.Slice:
		return in.sliceFromHost(v, t)
	case reflect.Pointer, reflect.Map, reflect.Func, reflect.Chan:
		if v.IsNil() {
			return nil
		}
	}
	switch {
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return v.Uint()
	}
	return &Host{v.Interface()}
}

func (in *Interp) sliceFromHost(v reflect.Value, t *Type) Value {
	if v.IsNil() {
		return nil
	}
	var elem *Type
	switch {
	case t != nil && t.kind == reflect.Slice:
		elem = t.Elem()
	case v.Type().Elem().Kind() == reflect.Uint8:
		elem = in.universe.bytes.Elem()
	case v.Type().Elem().Kind() == reflect.String:
		elem = in.universe.str
	case v.Type().Elem().Kind() == reflect.Int:
		elem = in.typ(types.Typ[types.Int])
	default:
		return &Host{v.Interface()}
	}
	if elem.kind == reflect.Uint8 {
		return bytesSlice(elem, v.Bytes())
	}
	s := newSlice(elem, v.Len(), v.Len())
	for i := range v.Len() {
		s.a.v[i] = in.fromHost(v.Index(i), elem)
	}
	return s
}

// hostError makes an error value of the program.
func (in *Interp) hostError(text string) Value {
	if p := in.byPath["errors"]; p != nil {
		if tn, ok := p.p.Types.Scope().Lookup("errorString").(*types.TypeName); ok {
			t := in.typ(tn.Type())
			s := t.newZero().(*Struct)
			s.f[0] = text
			return &Iface{in.typ(types.NewPointer(tn.Type())), s}
		}
	}
	return in.unknown(in.here(), "an error: %s", text)
}

// method calls a method of a host value by name.
func hostMethod(name string) native {
	return func(c *call, args []Value) Value {
		h, ok := args[0].(*Host)
		if !ok {
			return unmodelled(c, args)
		}
		m := reflect.ValueOf(h.v).MethodByName(name)
		if !m.IsValid() {
			return c.in.unknown(c.pos, "%T has no method %s", h.v, name)
		}
		switch x := h.v.(type) {
		case *regexp.Regexp:
			c.in.charge(matched(x, args[1:]))
		case *replacer:
			n := sizeOf(args[len(args)-1]) + 1
			c.in.charge(product(n, int64(x.longest+1)), 8*n)
		}
		mt := m.Type()
		in := make([]reflect.Value, len(args)-1)
		for i, a := range args[1:] {
			v, u := c.toHost(a, mt.In(i))
			if u != nil {
				c.in.taint(u, args[1:]...)
				return u
			}
			in[i] = v
		}
		return c.fromCall(func() []reflect.Value {
			if mt.IsVariadic() {
				return m.CallSlice(in)
			}
			return m.Call(in)
		})
	}
}
