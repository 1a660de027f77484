package eval

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

func fmtNatives() map[string]native {
	sprint := func(f func(args ...any) string) func(in *Interp, args []Value) (string, *Unknown) {
		return func(in *Interp, args []Value) (string, *Unknown) {
			p := &printer{in: in}
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
			c.in.grow(len(s) / 16)
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
	for _, name := range []string{"Scan", "Scanln", "Scanf", "Sscan", "Sscanln", "Sscanf", "Fscan", "Fscanln", "Fscanf"} {
		out["fmt."+name] = unmodelled
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
func nativeErrorf(c *call, args []Value) Value {
	format, ok := args[0].(string)
	if !ok {
		return c.in.join(args[0])
	}
	ops := elems(args[1])
	s, u := c.in.sprintf(strings.ReplaceAll(format, "%w", "%v"), ops)
	if u != nil {
		return u
	}
	if strings.Contains(format, "%w") {
		for _, o := range ops {
			i, ok := o.(*Iface)
			if !ok || !c.in.hasMethod(i.t, "Error") {
				continue
			}
			if tn, ok := c.code.fn.Pkg().Scope().Lookup("wrapError").(*types.TypeName); ok {
				t := c.in.typ(tn.Type())
				e := t.newZero().(*Struct)
				e.f[0], e.f[1] = s, i
				return &Iface{c.in.typ(types.NewPointer(tn.Type())), e}
			}
		}
	}
	return c.in.hostError(s)
}

func errorNatives() map[string]native {
	return map[string]native{
		"errors.Is": func(c *call, args []Value) Value {
			target := args[1]
			return c.in.walkErrors(args[0], func(e *Iface) (bool, *Unknown) {
				if same, u := equal(e, target); same || u != nil {
					return same, u
				}
				if c.in.hasMethod(e.t, "Is") {
					r, _ := c.in.callMethod(e, "Is", target)
					is, _ := r.(bool)
					return is, nil
				}
				return false, nil
			})
		},
		"errors.As": func(c *call, args []Value) Value {
			i, ok := args[1].(*Iface)
			if !ok || i.t.kind != reflect.Pointer {
				return c.in.join(args[1])
			}
			want := i.t.Elem()
			return c.in.walkErrors(args[0], func(e *Iface) (bool, *Unknown) {
				v, ok := c.in.assert(e, want)
				if ok {
					c.in.storeTo(i.v, v, c.pos)
				}
				return ok, nil
			})
		},
	}
}

// walkErrors applies f to an error and what it wraps, until f says yes.
func (in *Interp) walkErrors(err Value, f func(*Iface) (bool, *Unknown)) Value {
	for depth := 0; depth < 100; depth++ {
		e, ok := err.(*Iface)
		if !ok {
			if err == nil {
				return false
			}
			return in.join(err)
		}
		if yes, u := f(e); u != nil {
			return u
		} else if yes {
			return true
		}
		if !in.hasMethod(e.t, "Unwrap") {
			return false
		}
		next, _ := in.callMethod(e, "Unwrap")
		if s, ok := next.(*Slice); ok {
			for _, one := range elems(s) {
				if r := in.walkErrors(one, f); r != false {
					return r
				}
			}
			return false
		}
		err = next
	}
	return false
}
