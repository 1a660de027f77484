package eval

import (
	"fmt"
	"go/types"
	"reflect"
	"sort"
	"strings"
)

// plain prints by kind.
func (p *printer) plain(s fmt.State, verb rune, t *Type, v Value, depth int) {
	sharp, plus := s.Flag('#') && verb == 'v', s.Flag('+') && verb == 'v'
	switch t.kind {
	case reflect.Struct:
		st, ok := v.(*Struct)
		if !ok {
			fmt.Fprintf(s, fmt.FormatString(s, verb), hostOf(v))
			return
		}
		p.structure(s, verb, t, st, sharp, plus, depth)
	case reflect.Map:
		p.mapping(s, verb, t, v, sharp, depth)
	case reflect.Slice, reflect.Array:
		p.list(s, verb, t, v, sharp, depth)
	case reflect.Pointer:
		inner := t.Elem()
		_, isHost := v.(*Host)
		switch {
		case v == nil && sharp:
			fmt.Fprintf(s, "(%s)(nil)", t)
		case v == nil:
			fmt.Fprintf(s, fmt.FormatString(s, verb), nil)
		case isHost:
			fmt.Fprintf(s, fmt.FormatString(s, verb), hostOf(v))
		case depth == 0 && (inner.aggregate() || inner.kind == reflect.Slice || inner.kind == reflect.Map):
			fmt.Fprint(s, "&")
			p.value(s, verb, inner, p.in.load(v, 0), depth+1)
		default:
			p.unk = p.in.unknown(p.in.here(), "an address is printed")
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		if v == nil {
			fmt.Fprint(s, "<nil>")
			return
		}
		p.unk = p.in.unknown(p.in.here(), "an address is printed")
	default:
		h := hostOf(v)
		if b, ok := t.U.(*types.Basic); ok {
			if hb, ok := hostBasic(b.Kind(), v); ok {
				h = hb
			}
		}
		fmt.Fprintf(s, fmt.FormatString(s, verb), h)
	}
}

func hostOf(v Value) any {
	if h, ok := v.(*Host); ok {
		return h.v
	}
	return v
}

func (p *printer) structure(s fmt.State, verb rune, t *Type, st *Struct, sharp, plus bool, depth int) {
	if sharp {
		fmt.Fprint(s, t.String())
	}
	fmt.Fprint(s, "{")
	for i, f := range t.fields {
		if i > 0 {
			fmt.Fprint(s, map[bool]string{true: ", ", false: " "}[sharp])
		}
		if plus || sharp {
			fmt.Fprint(s, f.name, ":")
		}
		was := p.hidden
		p.hidden = was || !f.v.Exported()
		p.value(s, verb, f.t, st.f[i], depth+1)
		p.hidden = was
	}
	fmt.Fprint(s, "}")
}

func (p *printer) mapping(s fmt.State, verb rune, t *Type, v Value, sharp bool, depth int) {
	m, _ := v.(*Map)
	switch {
	case sharp && m == nil:
		fmt.Fprintf(s, "%s(nil)", t)
		return
	case sharp:
		fmt.Fprintf(s, "%s{", t)
	default:
		fmt.Fprint(s, "map[")
	}
	if m != nil {
		if m.unk != nil {
			p.unk = m.unk
		}
		for n, i := range m.order() {
			if n > 0 {
				fmt.Fprint(s, map[bool]string{true: ", ", false: " "}[sharp])
			}
			p.value(s, verb, t.Key(), m.ents[i].k, depth+1)
			fmt.Fprint(s, ":")
			p.value(s, verb, t.Elem(), m.ents[i].v, depth+1)
		}
	}
	fmt.Fprint(s, map[bool]string{true: "}", false: "]"}[sharp])
}

func (p *printer) list(s fmt.State, verb rune, t *Type, v Value, sharp bool, depth int) {
	elem := t.Elem()
	get, n := func(int) Value { return nil }, 0
	switch x := v.(type) {
	case *Slice:
		get, n = x.get, x.len
	case *Array:
		get, n = x.get, x.len()
	case *Host:
		fmt.Fprintf(s, fmt.FormatString(s, verb), x.v)
		return
	}
	if elem.kind == reflect.Uint8 && !sharp && strings.ContainsRune("sqxX", verb) {
		b := make([]byte, n)
		for i := range b {
			c, ok := get(i).(uint64)
			if !ok {
				p.unk, _ = get(i).(*Unknown)
				return
			}
			b[i] = byte(c)
		}
		fmt.Fprintf(s, fmt.FormatString(s, verb), b)
		return
	}
	open, sep, end := "[", " ", "]"
	if sharp {
		if v == nil && t.kind == reflect.Slice {
			fmt.Fprintf(s, "%s(nil)", t)
			return
		}
		open, sep, end = t.String()+"{", ", ", "}"
	}
	fmt.Fprint(s, open)
	for i := range n {
		if i > 0 {
			fmt.Fprint(s, sep)
		}
		p.value(s, verb, elem, get(i), depth+1)
	}
	fmt.Fprint(s, end)
}

// sortedKeys is for natives that hand maps to the host.
func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
