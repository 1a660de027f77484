package eval

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"reflect"
	"strconv"
)

// jsonUnmarshal decodes bytes that are known into a value of the program's, by
// the rules of encoding/json. What bytes that are unknown would become is
// unknown.
func jsonUnmarshal(c *call, a []Value) Value {
	data, ok := a[0].(*Slice)
	target, isIface := a[1].(*Iface)
	if !isIface || target.t.kind != reflect.Pointer || target.v == nil {
		return c.in.hostError("json: Unmarshal(non-pointer or nil)")
	}
	var u *Unknown
	switch {
	case ok && data.a.unk != nil:
		u = data.a.unk
	case !ok && a[0] != nil:
		u, _ = c.in.join(a[0]).(*Unknown)
	}
	if u != nil {
		c.in.storeTo(target.v, u, c.pos)
		return u
	}
	var raw []byte
	if ok {
		raw = data.bytes()
	}
	r := &jsonReader{c: c}
	return r.decode(raw, target)
}

// decode fills what target points to and returns an error of the program's.
func (r *jsonReader) decode(raw []byte, target *Iface) Value {
	in := r.c.in
	var whole json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil {
		return in.hostError(err.Error())
	}
	in.grow(len(raw))
	v, err := r.value(target.t.Elem(), in.load(target.v, r.c.pos), whole, 0)
	if err != nil {
		var unknown *jsonUnknown
		if errors.As(err, &unknown) {
			in.storeTo(target.v, unknown.u, r.c.pos)
			return unknown.u
		}
		return in.hostError(err.Error())
	}
	in.storeTo(target.v, v, r.c.pos)
	return nil
}

type jsonReader struct {
	c         *call
	useNumber bool
	strict    bool // unknown fields are errors
}

// jsonUnknown stops decoding at something that is not modelled.
type jsonUnknown struct{ u *Unknown }

func (e *jsonUnknown) Error() string { return e.u.Reason }

func (r *jsonReader) lost(format string, args ...any) error {
	return &jsonUnknown{r.c.in.unknown(r.c.pos, format, args...)}
}

// value returns what a variable of a type that holds old holds after raw was
// decoded into it.
func (r *jsonReader) value(t *Type, old Value, raw json.RawMessage, depth int) (Value, error) {
	in := r.c.in
	in.tick()
	raw = bytes.TrimSpace(raw)
	if depth > 1000 {
		return nil, errors.New("exceeded max depth")
	}
	null := string(raw) == "null"
	if t.kind == reflect.Pointer {
		if null {
			return nil, nil
		}
		return r.pointer(t, old, raw, depth)
	}
	if v, done, err := r.viaMethod(t, old, raw, null); done || err != nil {
		return v, err
	}
	if null {
		switch t.kind {
		case reflect.Interface, reflect.Map, reflect.Slice:
			return nil, nil
		}
		return old, nil
	}
	mismatch := func() error {
		return fmt.Errorf("json: cannot unmarshal %s into Go value of type %s", jsonKind(raw), t)
	}
	switch k := t.kind; {
	case k == reflect.Interface:
		if t.U.(*types.Interface).NumMethods() > 0 {
			return nil, mismatch()
		}
		return r.any(raw)
	case k == reflect.Struct && raw[0] == '{':
		return r.object(t, old, raw, depth)
	case k == reflect.Map && raw[0] == '{':
		return r.mapping(t, old, raw, depth)
	case (k == reflect.Slice || k == reflect.Array) && raw[0] == '[':
		return r.list(t, old, raw, depth)
	case k == reflect.Slice && raw[0] == '"' && t.Elem().kind == reflect.Uint8:
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		b, err := base64.StdEncoding.DecodeString(s)
		return bytesSlice(t.Elem(), b), err
	case k == reflect.String && raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case k == reflect.Bool && (raw[0] == 't' || raw[0] == 'f'):
		return raw[0] == 't', nil
	case k == reflect.String && isJSONNumber(t) && jsonKind(raw) == "number":
		return string(raw), nil
	case isSigned(k) || isUnsigned(k) || isFloat(k):
		return r.number(t, raw, mismatch)
	}
	return nil, mismatch()
}

func isJSONNumber(t *Type) bool {
	n, ok := t.T.(*types.Named)
	return ok && n.Obj().Name() == "Number" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "encoding/json"
}

func jsonKind(raw json.RawMessage) string {
	switch raw[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "bool"
	}
	return "number"
}

func (r *jsonReader) number(t *Type, raw json.RawMessage, mismatch func() error) (Value, error) {
	if jsonKind(raw) != "number" {
		return nil, mismatch()
	}
	bits := map[reflect.Kind]int{reflect.Int8: 8, reflect.Uint8: 8, reflect.Int16: 16, reflect.Uint16: 16, reflect.Int32: 32, reflect.Uint32: 32, reflect.Float32: 32}[t.kind]
	if bits == 0 {
		bits = 64
	}
	var v Value
	var err error
	switch {
	case isSigned(t.kind):
		v, err = strconv.ParseInt(string(raw), 10, bits)
	case isUnsigned(t.kind):
		v, err = strconv.ParseUint(string(raw), 10, bits)
	default:
		v, err = strconv.ParseFloat(string(raw), bits)
	}
	if err != nil {
		return nil, fmt.Errorf("json: cannot unmarshal number %s into Go value of type %s", raw, t)
	}
	return v, nil
}

func (r *jsonReader) pointer(t *Type, old Value, raw json.RawMessage, depth int) (Value, error) {
	in, elem := r.c.in, t.Elem()
	if old == nil {
		if old = elem.newZero(); !elem.aggregate() {
			old = &Cell{old}
		}
	}
	v, err := r.value(elem, in.load(old, r.c.pos), raw, depth+1)
	if err == nil {
		in.storeTo(old, v, r.c.pos)
	}
	return old, err
}

// viaMethod decodes through UnmarshalJSON or UnmarshalText of a pointer to t.
func (r *jsonReader) viaMethod(t *Type, old Value, raw json.RawMessage, null bool) (Value, bool, error) {
	in := r.c.in
	if t.isIface() {
		return nil, false, nil
	}
	p := in.typ(types.NewPointer(t.T))
	for _, name := range []string{"UnmarshalJSON", "UnmarshalText"} {
		if !in.hasMethod(p, name) {
			continue
		}
		arg := []byte(raw)
		if name == "UnmarshalText" {
			if null || raw[0] != '"' {
				return nil, false, nil
			}
			var s string
			if err := json.Unmarshal(raw, &s); err != nil {
				return nil, true, err
			}
			arg = []byte(s)
		}
		v := clone2(t, old)
		ptr := v
		var cell *Cell
		if !t.aggregate() {
			cell = &Cell{v}
			ptr = cell
		}
		out, _ := in.callMethod(&Iface{p, ptr}, name, bytesSlice(in.universe.bytes.Elem(), arg))
		switch e := out.(type) {
		case *Unknown:
			return nil, true, &jsonUnknown{e}
		case *Iface:
			text, _ := in.sprint(e)
			return nil, true, errors.New(text)
		}
		if cell != nil {
			v = cell.v
		}
		return v, true, nil
	}
	return nil, false, nil
}

// any decodes into an empty interface.
func (r *jsonReader) any(raw json.RawMessage) (Value, error) {
	in := r.c.in
	switch raw[0] {
	case 'n':
		return nil, nil
	case '{':
		t := in.typ(types.NewMap(in.universe.str.T, in.universe.any.T))
		m, err := r.mapping(t, nil, raw, 0)
		return &Iface{t, m}, err
	case '[':
		t := in.typ(types.NewSlice(in.universe.any.T))
		l, err := r.list(t, nil, raw, 0)
		return &Iface{t, l}, err
	case '"', 't', 'f':
		t := in.universe.str
		if raw[0] != '"' {
			t = in.typ(types.Typ[types.Bool])
		}
		v, err := r.value(t, nil, raw, 0)
		return &Iface{t, v}, err
	}
	t := in.typ(types.Typ[types.Float64])
	if p := in.byPath["encoding/json"]; r.useNumber && p != nil {
		if tn, ok := p.p.Types.Scope().Lookup("Number").(*types.TypeName); ok {
			return &Iface{in.typ(tn.Type()), string(raw)}, nil
		}
	}
	v, err := r.value(t, float64(0), raw, 0)
	return &Iface{t, v}, err
}
