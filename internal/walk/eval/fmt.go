package eval

import (
	"fmt"
	"go/types"
	"reflect"
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
	list, _ := verbs(format, args)
	return in.format(format, list, args, false)
}

// format is sprintf for a format whose verbs are known; wrapErrors says that it is
// that of fmt.Errorf.
func (in *Interp) format(format string, list []verb, args []Value, wrapErrors bool) (string, *Unknown) {
	in.chargeFormat(format, list, args)
	p := &printer{in: in}
	text, own := in.hostFormat(format, list, args, wrapErrors)
	host := make([]any, len(args))
	for i, a := range args {
		if host[i] = p.wrap(a); own[i] && p.unk == nil {
			host[i] = &operand{p, a}
		}
	}
	s := fmt.Sprintf(text, host...)
	p.done()
	return s, p.unk
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
	switch verb {
	case verbType:
		name := "<nil>"
		if ok {
			name = i.t.String()
		}
		fmt.Fprintf(s, fmt.FormatString(s, 's'), name)
		return
	case verbAddress:
		o.p.unk = o.p.in.unknown(o.p.in.here(), "an address is printed")
		return
	case verbWrap:
		o.badWrap(s, i)
		return
	}
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

// badWrap prints what %w makes of an operand that it is not for.
func (o *operand) badWrap(s fmt.State, i *Iface) {
	if i == nil {
		fmt.Fprint(s, "%!w(<nil>)")
		return
	}
	fmt.Fprintf(s, "%%!w(%s=", i.t)
	o.p.hidden = true // no methods are called on it
	o.p.value(s, 'v', i.t, i.v, 0)
	o.p.hidden = false
	fmt.Fprint(s, ")")
}

// value prints a value of a type, as fmt's printValue does.
func (p *printer) value(s fmt.State, verb rune, t *Type, v Value, depth int) {
	width, _ := s.Width()
	prec, _ := s.Precision()
	n := textFactor*textSize(v) + int64(max(width, 0)+max(prec, 0)+boxBytes)
	p.in.charge(2*n, n+bytesPerStep)
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
		var r Value
		depth := p.in.depth
		if pan := p.in.catch(func() { r, _ = p.in.callMethod(&Iface{t, v}, name) }); pan != nil {
			p.in.depth = depth
			if v == nil && t.kind == reflect.Pointer {
				fmt.Fprint(s, "<nil>")
				return true
			}
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
