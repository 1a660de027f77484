package eval

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
)

func fmtNatives() map[string]native {
	sprint := func(f func(args ...any) string) func(in *Interp, args []Value) (string, *Unknown) {
		return func(in *Interp, args []Value) (string, *Unknown) {
			p := &printer{in: in}
			for _, a := range args {
				in.charge(2*textFactor*textSize(a)+2*boxBytes, textFactor*textSize(a))
			}
			host := make([]any, len(args))
			for i, a := range args {
				host[i] = p.wrap(a)
				// Sprint puts blanks between operands that are no strings.
				if x, ok := a.(*Iface); ok && x.t.kind == reflect.String {
					if s, ok := x.v.(string); ok && !in.hasMethod(x.t, "String") && !in.hasMethod(x.t, "Error") {
						host[i] = s
					}
				}
			}
			s := f(host...)
			p.done()
			return s, p.unk
		}
	}
	print, println := sprint(fmt.Sprint), sprint(fmt.Sprintln)
	printf := func(in *Interp, args []Value) (string, *Unknown) {
		format, ok := args[0].(string)
		if !ok {
			return "", in.join(args[0]).(*Unknown)
		}
		return in.sprintf(format, elems(args[1]))
	}
	list := func(f func(*Interp, []Value) (string, *Unknown)) func(*Interp, []Value) (string, *Unknown) {
		return func(in *Interp, args []Value) (string, *Unknown) { return f(in, elems(args[0])) }
	}
	out := map[string]native{"fmt.Errorf": nativeErrorf}
	for name, f := range map[string]func(*Interp, []Value) (string, *Unknown){"": list(print), "ln": list(println), "f": printf} {
		out["fmt.Sprint"+name] = func(c *call, args []Value) Value {
			s, u := f(c.in, args)
			if u != nil {
				return u
			}
			return s
		}
		out["fmt.Print"+name] = func(c *call, args []Value) Value {
			s, _ := f(c.in, args)
			c.in.print(s)
			return tuple{int64(len(s)), nil}
		}
		out["fmt.Fprint"+name] = func(c *call, args []Value) Value {
			s, u := f(c.in, args[1:])
			return c.writeTo(args[0], s, u)
		}
		out["fmt.Append"+name] = func(c *call, args []Value) Value {
			s, u := f(c.in, args[1:])
			if u != nil {
				return u
			}
			return c.in.appendSlice(args[0], s, c.in.universe.bytes.Elem())
		}
	}
	for _, name := range []string{"Sscan", "Sscanln", "Sscanf", "Fscan", "Fscanln", "Fscanf"} {
		out["fmt."+name] = fromSource
	}
	return out
}

// elems returns the elements of a variadic argument.
func elems(v Value) []Value {
	s, ok := v.(*Slice)
	if !ok {
		if u, isUnk := v.(*Unknown); isUnk {
			return []Value{u}
		}
		return nil
	}
	out := make([]Value, s.len)
	for i := range out {
		out[i] = s.get(i)
	}
	return out
}

// print keeps what the program writes to its standard output.
func (in *Interp) print(s string) {
	if in.journal == nil && in.output.Len()+len(s) < 1<<20 {
		in.output.WriteString(s)
	}
}

// Output is what the program wrote to its standard output, up to a megabyte.
func (in *Interp) Output() string { return in.output.String() }

// writeTo writes text to an io.Writer of the program.
func (c *call) writeTo(w Value, s string, u *Unknown) Value {
	i, ok := w.(*Iface)
	if !ok {
		if w == nil {
			panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: c.pos})
		}
		return c.in.join(w)
	}
	b := bytesSlice(c.in.universe.bytes.Elem(), []byte(s))
	if u != nil {
		b.a.unk = u
		if b.len == 0 {
			b = bytesSlice(c.in.universe.bytes.Elem(), []byte("?"))
			b.a.unk = u
		}
	}
	m, self, un := c.in.dispatch(i, "Write", nil, c.pos)
	if un != nil {
		return un
	}
	return m(c.in, []Value{self, b}, c.pos)
}

// nativeErrorf makes the error types of package fmt, so that Unwrap works.
// Source: fmt/errors.go of Go 1.26.
func nativeErrorf(c *call, args []Value) Value {
	in := c.in
	format, ok := args[0].(string)
	if !ok {
		return in.join(args[0])
	}
	ops := elems(args[1])
	list, _ := verbs(format, ops)
	s, u := in.format(format, list, ops, true)
	if u != nil {
		return u
	}
	var wrapped []int
	for _, v := range list {
		if v.r == 'w' && v.arg >= 0 && in.isError(ops[v.arg]) {
			wrapped = append(wrapped, v.arg)
		}
	}
	slices.Sort(wrapped)
	wrapped = slices.Compact(wrapped)
	name := "wrapErrors"
	switch verbsOf(list, 'w') {
	case 0:
		return in.hostError(s)
	case 1:
		name = "wrapError"
	}
	tn, ok := c.code.fn.Pkg().Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return in.unknown(c.pos, "fmt.Errorf is not modelled for this toolchain")
	}
	e := in.typ(tn.Type()).newZero().(*Struct)
	e.f[0] = s
	if name == "wrapError" {
		if len(wrapped) > 0 {
			e.f[1] = ops[wrapped[0]]
		}
	} else {
		errs := newSlice(in.universe.err, len(wrapped), len(wrapped))
		for i, n := range wrapped {
			errs.a.v[i] = ops[n]
		}
		e.f[1] = errs
	}
	return &Iface{in.typ(types.NewPointer(tn.Type())), e}
}

// verbsOf counts the uses of a verb that has an operand.
func verbsOf(list []verb, r rune) (n int) {
	for _, v := range list {
		if v.r == r && v.arg >= 0 {
			n++
		}
	}
	return n
}

func errorNatives() map[string]native {
	return map[string]native{"errors.Is": fromSource, "errors.As": fromSource}
}
