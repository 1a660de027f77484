package eval

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// jsonNatives encode and decode values as encoding/json does, for the kinds and
// tags that programs use while they are put together.
func jsonNatives() map[string]native {
	return map[string]native{
		"encoding/json.Marshal":       jsonMarshal,
		"encoding/json.Unmarshal":     jsonUnmarshal,
		"encoding/json.MarshalIndent": jsonMarshalIndent,
		"encoding/json.Valid": func(c *call, a []Value) Value {
			s, ok := a[0].(*Slice)
			if !ok || s.a.unk != nil {
				return c.in.join(a[0])
			}
			return json.Valid(s.bytes())
		},
		"(*encoding/json.Decoder).Decode": jsonDecode,
		"(*encoding/json.Decoder).More":   jsonMore,
	}
}

func jsonMarshal(c *call, args []Value) Value {
	w := &jsonWriter{c: c}
	w.value(c.in.universe.any, args[0], 0)
	if w.unk != nil {
		return w.unk
	}
	return tuple{bytesSlice(c.in.universe.bytes.Elem(), []byte(w.b.String())), nil}
}

// jsonMarshalIndent lays out what jsonMarshal writes.
func jsonMarshalIndent(c *call, args []Value) Value {
	out := jsonMarshal(c, args[:1])
	t, ok := out.(tuple)
	prefix, ok1 := args[1].(string)
	indent, ok2 := args[2].(string)
	if !ok || !ok1 || !ok2 {
		return c.in.join(append([]Value{out}, args[1:]...)...)
	}
	s, ok := t[0].(*Slice)
	if !ok {
		return out
	}
	var b bytes.Buffer
	if err := json.Indent(&b, s.bytes(), prefix, indent); err != nil {
		return c.in.unknown(c.pos, "cannot be laid out as JSON: %v", err)
	}
	return tuple{bytesSlice(c.in.universe.bytes.Elem(), b.Bytes()), nil}
}

type jsonWriter struct {
	c   *call
	b   strings.Builder
	unk *Unknown
}

func (w *jsonWriter) host(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		w.unk = w.c.in.unknown(w.c.pos, "cannot be encoded as JSON: %v", err)
		return
	}
	w.b.Write(b)
}

// value writes a value of a type.
func (w *jsonWriter) value(t *Type, v Value, depth int) {
	if u, ok := v.(*Unknown); ok {
		w.unk = u
	}
	if depth > 100 {
		w.unk = w.c.in.unknown(w.c.pos, "a value that contains itself is encoded")
	}
	if w.unk != nil {
		return
	}
	if !t.isIface() && v != nil && w.viaMethod(t, v) {
		return
	}
	switch t.kind {
	case reflect.Interface:
		if i, ok := v.(*Iface); ok {
			w.value(i.t, i.v, depth+1)
			return
		}
		w.b.WriteString("null")
	case reflect.Pointer:
		if v == nil {
			w.b.WriteString("null")
			return
		}
		w.value(t.Elem(), w.c.in.load(v, w.c.pos), depth+1)
	case reflect.Struct:
		w.b.WriteByte('{')
		w.fields(t, v, true, depth)
		w.b.WriteByte('}')
	case reflect.Map:
		w.mapping(t, v, depth)
	case reflect.Slice, reflect.Array:
		w.list(t, v, depth)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Invalid:
		w.unk = w.c.in.unknown(w.c.pos, "a %s is encoded as JSON", t)
	default:
		w.host(v)
	}
}

// viaMethod writes through MarshalJSON or MarshalText.
func (w *jsonWriter) viaMethod(t *Type, v Value) bool {
	for _, name := range []string{"MarshalJSON", "MarshalText"} {
		if !w.c.in.hasMethod(t, name) {
			continue
		}
		r, _ := w.c.in.callMethod(&Iface{t, v}, name)
		out := spread(r, 2)
		s, ok := out[0].(*Slice)
		switch {
		case !ok || out[1] != nil:
			w.unk = w.c.in.unknown(w.c.pos, "%s of %s fails or is unknown", name, t)
		case name == "MarshalJSON":
			w.b.Write(s.bytes())
		default:
			w.host(string(s.bytes()))
		}
		return true
	}
	return false
}

// fields writes the fields of a struct and of the structs embedded in it.
func (w *jsonWriter) fields(t *Type, v Value, first bool, depth int) bool {
	s, ok := v.(*Struct)
	if !ok {
		w.unk, _ = w.c.in.join(v).(*Unknown)
		return first
	}
	for i, f := range t.fields {
		tag, opts, _ := strings.Cut(reflect.StructTag(f.tag).Get("json"), ",")
		if tag == "-" && opts == "" || !f.v.Exported() && !f.embedded {
			continue
		}
		if f.embedded && tag == "" {
			ft, fv := f.t, s.f[i]
			if ft.kind == reflect.Pointer {
				if fv == nil {
					continue
				}
				ft = ft.Elem()
			}
			if ft.kind == reflect.Struct {
				first = w.fields(ft, fv, first, depth+1)
				continue
			}
		}
		if tag == "" {
			tag = f.name
		}
		if hasOption(opts, "omitempty") && emptyValue(s.f[i]) {
			continue
		}
		if !first {
			w.b.WriteByte(',')
		}
		first = false
		w.host(tag)
		w.b.WriteByte(':')
		w.value(f.t, s.f[i], depth+1)
	}
	return first
}

func hasOption(opts, want string) bool {
	for _, o := range strings.Split(opts, ",") {
		if o == want {
			return true
		}
	}
	return false
}

func emptyValue(v Value) bool {
	switch x := v.(type) {
	case nil:
		return true
	case bool:
		return !x
	case int64:
		return x == 0
	case uint64:
		return x == 0
	case float64:
		return x == 0
	case string:
		return x == ""
	case *Slice:
		return x.len == 0
	case *Array:
		return x.len() == 0
	case *Map:
		return x.live == 0
	}
	return false
}

func (w *jsonWriter) mapping(t *Type, v Value, depth int) {
	m, ok := v.(*Map)
	if !ok {
		w.b.WriteString("null")
		return
	}
	w.b.WriteByte('{')
	for n, i := range m.order() {
		if n > 0 {
			w.b.WriteByte(',')
		}
		switch k := m.ents[i].k.(type) {
		case string:
			w.host(k)
		case int64:
			w.host(strconv.FormatInt(k, 10))
		case uint64:
			w.host(strconv.FormatUint(k, 10))
		default:
			w.unk = w.c.in.unknown(w.c.pos, "a map with keys of %s is encoded as JSON", t.Key())
		}
		w.b.WriteByte(':')
		w.value(t.Elem(), m.ents[i].v, depth+1)
	}
	w.b.WriteByte('}')
}

func (w *jsonWriter) list(t *Type, v Value, depth int) {
	if s, ok := v.(*Slice); ok && t.Elem().kind == reflect.Uint8 {
		w.host(s.bytes())
		return
	}
	if v == nil && t.kind == reflect.Slice {
		w.b.WriteString("null")
		return
	}
	w.b.WriteByte('[')
	for i, e := range Elements(v) {
		if i > 0 {
			w.b.WriteByte(',')
		}
		w.value(t.Elem(), e, depth+1)
	}
	w.b.WriteByte(']')
}
