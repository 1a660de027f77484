package eval

import (
	"fmt"
	"go/types"
	"reflect"
	"sort"
	"strings"
)

// A printer formats values of the program with the host's fmt.
type printer struct {
	in  *Interp
	unk *Unknown // an unknown that got into the text
	// hidden is set while the fields of a struct that are not exported are
	// printed: fmt calls no methods on them.
	hidden bool
	depth  int
	// raised is what unwound the evaluation of an operand; the host's fmt would
	// swallow it.
	raised any
}

// done ends a printing: what an operand raised goes on its way.
func (p *printer) done() {
	if p.raised != nil {
		panic(p.raised)
	}
}

// sprintf formats as fmt.Sprintf does. The result is unknown if any operand that
// is printed is.
func (in *Interp) sprintf(format string, args []Value) (string, *Unknown) {
	p := &printer{in: in}
	host := make([]any, len(args))
	for i, a := range args {
		host[i] = p.wrap(a)
	}
	s := fmt.Sprintf(p.typeVerbs(format, args, host), host...)
	p.done()
	return s, p.unk
}

// typeVerbs replaces %T, which fmt answers without asking the operand, by %s
// and the operand by the name of its type.
func (p *printer) typeVerbs(format string, args []Value, host []any) string {
	if !strings.Contains(format, "T") && !strings.Contains(format, "p") {
		return format
	}
	b := []byte(format)
	arg := 0
	for i := 0; i < len(b); i++ {
		if b[i] != '%' {
			continue
		}
		for i++; i < len(b) && strings.IndexByte("+-# 0123456789.*[]", b[i]) >= 0; i++ {
			if b[i] == '*' {
				arg++
			}
		}
		if i == len(b) || b[i] == '%' {
			continue
		}
		if arg < len(args) && (b[i] == 'T' || b[i] == 'p') {
			x, ok := args[arg].(*Iface)
			switch {
			case b[i] == 'p':
				p.unk = p.in.unknown(p.in.here(), "an address is printed")
			case ok:
				b[i], host[arg] = 's', x.t.String()
			default:
				b[i], host[arg] = 's', "<nil>"
			}
		}
		arg++
	}
	return string(b)
}

// sprint formats one value as %v.
func (in *Interp) sprint(v Value) (string, *Unknown) { return in.sprintf("%v", []Value{v}) }

// wrap makes an operand for the host. Plain values of predeclared types go as
// they are, so that width and precision (*) and bad verbs work.
func (p *printer) wrap(v Value) any {
	switch x := v.(type) {
	case nil:
		return nil
	case *Unknown:
		p.unk = x
		return ""
	case *Iface:
		if b, ok := x.t.T.(*types.Basic); ok {
			if h, ok := hostBasic(b.Kind(), x.v); ok {
				return h
			}
		}
	}
	return &operand{p, v}
}

// hostBasic converts a basic value to the host's type of that kind.
func hostBasic(k types.BasicKind, v Value) (any, bool) {
	switch n := v.(type) {
	case bool, string:
		return n, true
	case int64:
		switch k {
		case types.Int:
			return int(n), true
		case types.Int8:
			return int8(n), true
		case types.Int16:
			return int16(n), true
		case types.Int32:
			return int32(n), true
		}
		return n, true
	case uint64:
		switch k {
		case types.Uint:
			return uint(n), true
		case types.Uint8:
			return uint8(n), true
		case types.Uint16:
			return uint16(n), true
		case types.Uint32:
			return uint32(n), true
		case types.Uintptr:
			return uintptr(n), true
		}
		return n, true
	case float64:
		if k == types.Float32 {
			return float32(n), true
		}
		return n, true
	case complex128:
		return n, true
	}
	return nil, false
}

// An operand is a value of the program as fmt sees it.
type operand struct {
	p *printer
	v Value
}

// Format implements fmt.Formatter.
func (o *operand) Format(s fmt.State, verb rune) {
	if o.p.raised != nil {
		return
	}
	depth := o.p.in.depth
	defer func() {
		if r := recover(); r != nil {
			o.p.in.depth, o.p.raised = depth, r
		}
	}()
	i, ok := o.v.(*Iface)
	if !ok {
		if h, isHost := o.v.(*Host); isHost {
			fmt.Fprintf(s, fmt.FormatString(s, verb), h.v)
			return
		}
		if u, isUnk := o.v.(*Unknown); isUnk {
			o.p.unk = u
			return
		}
		fmt.Fprintf(s, fmt.FormatString(s, verb), nil)
		return
	}
	o.p.value(s, verb, i.t, i.v, 0)
}

// value prints a value of a type, as fmt's printValue does.
func (p *printer) value(s fmt.State, verb rune, t *Type, v Value, depth int) {
	if p.depth++; p.depth > 100 {
		p.unk = p.in.unknown(p.in.here(), "a value that contains itself is printed")
	}
	defer func() { p.depth-- }()
	if u, ok := v.(*Unknown); ok {
		p.unk = u
	}
	if p.unk != nil {
		return
	}
	switch {
	case verb == 'T':
		fmt.Fprint(s, t.String())
		return
	case verb == 'p':
		p.unk = p.in.unknown(p.in.here(), "an address is printed")
		return
	case t.isIface():
		p.iface(s, verb, v, depth)
		return
	}
	if rt, ok := v.(*Type); ok {
		fmt.Fprint(s, rt.String())
		return
	}
	if p.viaMethod(s, verb, t, v) {
		return
	}
	p.plain(s, verb, t, v, depth)
}

func (p *printer) iface(s fmt.State, verb rune, v Value, depth int) {
	if i, ok := v.(*Iface); ok {
		p.value(s, verb, i.t, i.v, depth+1)
		return
	}
	if s.Flag('#') && verb == 'v' {
		fmt.Fprint(s, "interface {}(nil)")
		return
	}
	fmt.Fprint(s, "<nil>")
}

// viaMethod prints through Error or String where fmt would.
func (p *printer) viaMethod(s fmt.State, verb rune, t *Type, v Value) bool {
	sharp := verb == 'v' && s.Flag('#')
	if p.hidden || sharp && !p.in.hasMethod(t, "GoString") || !sharp && !strings.ContainsRune("vsxXq", verb) {
		return false
	}
	names := []string{"Error", "String"}
	if sharp {
		names = []string{"GoString"}
	}
	for _, name := range names {
		if !p.in.hasMethod(t, name) || !p.in.returnsString(t, name) {
			continue
		}
		if v == nil && t.kind == reflect.Pointer {
			// fmt catches the panic of a method called on nil.
			fmt.Fprint(s, "<nil>")
			return true
		}
		var r Value
		depth := p.in.depth
		if pan := p.in.catch(func() { r, _ = p.in.callMethod(&Iface{t, v}, name) }); pan != nil {
			p.in.depth = depth
			fmt.Fprintf(s, "%%!%c(PANIC=%s method: %s)", verb, name, p.in.panicText(pan.val))
			return true
		}
		str, ok := r.(string)
		if !ok {
			p.unk, _ = p.in.join(r).(*Unknown)
			return true
		}
		if sharp {
			fmt.Fprint(s, str)
		} else {
			fmt.Fprintf(s, fmt.FormatString(s, verb), str)
		}
		return true
	}
	return false
}

func (in *Interp) returnsString(t *Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t.T, false, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Type().(*types.Signature)
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && in.typ(sig.Results().At(0).Type()).kind == reflect.String
}

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
