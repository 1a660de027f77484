package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// members calls f with each member of an object in order.
func members(raw json.RawMessage, f func(key string, v json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		k, err := d.Token()
		if err != nil {
			return err
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return err
		}
		if err := f(k.(string), v); err != nil {
			return err
		}
	}
	return nil
}

func (r *jsonReader) mapping(t *Type, old Value, raw json.RawMessage, depth int) (Value, error) {
	m, ok := old.(*Map)
	if !ok {
		m = newMap(t)
	}
	err := members(raw, func(key string, v json.RawMessage) error {
		var k Value = key
		switch kt := t.Key(); {
		case r.c.in.hasMethod(r.c.in.typ(types.NewPointer(kt.T)), "UnmarshalText"):
			return r.lost("a map with keys of %s is decoded from JSON", kt)
		case kt.kind == reflect.String:
		case isSigned(kt.kind) || isUnsigned(kt.kind):
			n, err := r.number(kt, json.RawMessage(key), func() error { return fmt.Errorf("json: cannot unmarshal number %s into Go value of type %s", key, kt) })
			if err != nil {
				return err
			}
			k = n
		default:
			return fmt.Errorf("json: cannot unmarshal object into Go value of type %s", t)
		}
		e, err := r.value(t.Elem(), t.Elem().newZero(), v, depth+1)
		if err == nil {
			m.put(k, e)
		}
		return err
	})
	return m, err
}

func (r *jsonReader) list(t *Type, old Value, raw json.RawMessage, depth int) (Value, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, err
	}
	elem := t.Elem()
	n := len(items)
	if t.kind == reflect.Array {
		n = t.n
	}
	s := newSlice(elem, n, n)
	for i, item := range items[:min(n, len(items))] {
		v, err := r.value(elem, elem.newZero(), item, depth+1)
		if err != nil {
			return nil, err
		}
		s.set(i, v)
	}
	if t.kind == reflect.Array {
		return s.a, nil
	}
	return s, nil
}

func (r *jsonReader) object(t *Type, old Value, raw json.RawMessage, depth int) (Value, error) {
	s, ok := clone(old).(*Struct)
	if !ok {
		s = t.newZero().(*Struct)
	}
	err := members(raw, func(key string, v json.RawMessage) error {
		holder, i := r.field(s, key)
		if holder == nil {
			if r.strict {
				return fmt.Errorf("json: unknown field %q", key)
			}
			return nil
		}
		ft := holder.t.fields[i]
		if _, opts, _ := strings.Cut(reflect.StructTag(ft.tag).Get("json"), ","); hasOption(opts, "string") && v[0] == '"' && ft.t.kind != reflect.String {
			var inner string
			if err := json.Unmarshal(v, &inner); err == nil {
				v = json.RawMessage(inner)
			}
		}
		x, err := r.value(ft.t, holder.f[i], v, depth+1)
		if err != nil {
			return err
		}
		if ft.t.aggregate() {
			assign(holder.f[i], x)
		} else {
			holder.f[i] = x
		}
		return nil
	})
	return s, err
}

// field finds the field a key is for: by exact name first, then whatever the
// case, fields of the struct itself before those of embedded ones.
func (r *jsonReader) field(s *Struct, key string) (*Struct, int) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		if h, i := r.fieldBy(s, key, same, 0); h != nil {
			return h, i
		}
	}
	return nil, 0
}

func (r *jsonReader) fieldBy(s *Struct, key string, same func(a, b string) bool, depth int) (*Struct, int) {
	inner := func(i int) bool {
		f := s.t.fields[i]
		tag := reflect.StructTag(f.tag).Get("json")
		name, _, _ := strings.Cut(tag, ",")
		t := f.t
		if t.kind == reflect.Pointer {
			t = t.Elem()
		}
		return f.embedded && name == "" && t.kind == reflect.Struct
	}
	for i, f := range s.t.fields {
		tag := reflect.StructTag(f.tag).Get("json")
		name, _, _ := strings.Cut(tag, ",")
		if tag == "-" || !f.v.Exported() || inner(i) {
			continue
		}
		if name == "" {
			name = f.name
		}
		if same(name, key) {
			return s, i
		}
	}
	for i, f := range s.t.fields {
		if !inner(i) || depth > 20 {
			continue
		}
		e, ok := s.f[i].(*Struct)
		if !ok && s.f[i] == nil && f.v.Exported() {
			if z, isStruct := f.t.Elem().newZero().(*Struct); isStruct {
				if h, j := r.fieldBy(z, key, same, depth+1); h != nil {
					s.f[i] = z
					return h, j
				}
			}
			continue
		}
		if ok {
			if h, j := r.fieldBy(e, key, same, depth+1); h != nil {
				return h, j
			}
		}
	}
	return nil, 0
}
