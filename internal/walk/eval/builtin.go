package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
)

// builtin compiles a call of a predeclared function or one of unsafe.
func (c *compiler) builtin(e *ast.CallExpr, fun ast.Expr) expr {
	name := ""
	switch x := fun.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = "unsafe." + x.Sel.Name
	}
	pos := e.Pos()
	switch name {
	case "new":
		return c.builtinNew(e)
	case "make":
		return c.builtinMake(e)
	case "append":
		return c.builtinAppend(e)
	case "panic":
		x := c.exprTo(e.Args[0], c.in.universe.any.T)
		return func(f *frame) Value { panic(&goPanic{val: x(f), pos: pos}) }
	case "recover":
		return func(f *frame) Value { return f.in.recovered() }
	case "min", "max":
		return c.builtinMinMax(e, name == "min")
	case "complex":
		re, im := c.expr(e.Args[0]), c.expr(e.Args[1])
		return func(f *frame) Value {
			a, b := re(f), im(f)
			x, ok1 := a.(float64)
			y, ok2 := b.(float64)
			if !ok1 || !ok2 {
				return f.in.join(a, b)
			}
			return complex(x, y)
		}
	}
	operands, t := c.operands(e)
	return func(f *frame) Value { return f.in.builtinCall(name, operands(f), t, pos) }
}

// operands compiles the operands of a predeclared function, which may be the
// results of one call, and says the type of the first.
func (c *compiler) operands(e *ast.CallExpr) (func(f *frame) []Value, *Type) {
	if len(e.Args) == 1 {
		if t, ok := c.typeOf(e.Args[0]).(*types.Tuple); ok {
			x := c.expr(e.Args[0])
			return func(f *frame) []Value { return spread(x(f), t.Len()) }, c.in.typ(t.At(0).Type())
		}
	}
	var xs []expr
	for i, a := range e.Args {
		x := c.expr(a)
		if fun, ok := ast.Unparen(e.Fun).(*ast.Ident); ok && fun.Name == "delete" && i == 1 {
			if m, ok := c.typeOf(e.Args[0]).Underlying().(*types.Map); ok {
				x = c.exprTo(a, m.Key())
			}
		}
		xs = append(xs, x)
	}
	var t *Type
	if len(e.Args) > 0 {
		t = c.rtype(e.Args[0])
	}
	return func(f *frame) []Value {
		vs := make([]Value, len(xs))
		for i, x := range xs {
			vs[i] = x(f)
		}
		return vs
	}, t
}

func (in *Interp) builtinCall(name string, vs []Value, t *Type, pos token.Pos) Value {
	switch name {
	case "len", "cap":
		return in.length(vs[0], name == "cap", t)
	case "copy":
		return in.copySlice(vs[0], vs[1])
	case "delete":
		if m, ok := vs[0].(*Map); ok {
			m.remove(vs[1])
		}
		return nil
	case "clear":
		in.clear(vs[0])
		return nil
	case "close":
		if vs[0] == nil {
			panic(&goPanic{val: runtimeError("close of nil channel"), pos: pos})
		}
		if ch, ok := vs[0].(*Chan); ok {
			if ch.closed {
				panic(&goPanic{val: runtimeError("close of closed channel"), pos: pos})
			}
			in.keepChan(ch)
			ch.closed = true
		}
		return nil
	case "real":
		if z, ok := vs[0].(complex128); ok {
			return real(z)
		}
	case "imag":
		if z, ok := vs[0].(complex128); ok {
			return imag(z)
		}
	case "print", "println":
		return nil
	case "unsafe.String":
		return in.unsafeString(vs)
	case "unsafe.StringData":
		if s, ok := vs[0].(string); ok {
			in.charge(int64(len(s)), int64(len(s)))
			return elemRef{&Array{elem: in.universe.bytes.Elem(), b: []byte(s)}, 0}
		}
	case "unsafe.SliceData":
		if s, ok := vs[0].(*Slice); ok {
			return elemRef{s.a, s.off}
		}
		if vs[0] == nil {
			return nil
		}
	case "unsafe.Slice":
		p, ok := vs[0].(elemRef)
		n, ok2 := asInt(vs[1])
		if ok && ok2 && p.i+n <= p.a.len() {
			return &Slice{p.a, p.i, n, n}
		}
	}
	for _, v := range vs {
		if u, ok := v.(*Unknown); ok {
			return u
		}
	}
	return in.unknown(pos, "%s is not modelled for these operands", name)
}

func (in *Interp) unsafeString(vs []Value) Value {
	n, ok := asInt(vs[1])
	if ok && n == 0 {
		return ""
	}
	p, isRef := vs[0].(elemRef)
	if !ok || !isRef || !p.a.isBytes() || p.i+n > len(p.a.b) {
		return in.join(vs...)
	}
	if p.a.unk != nil {
		return p.a.unk
	}
	in.charge(int64(n), int64(n))
	return string(p.a.b[p.i : p.i+n])
}

func (in *Interp) length(v Value, capacity bool, t *Type) Value {
	switch s := v.(type) {
	case nil:
		if t.kind == reflect.Pointer {
			return int64(t.Elem().n)
		}
		return int64(0)
	case string:
		return int64(len(s))
	case *Slice:
		if capacity {
			return int64(s.cap)
		}
		return int64(s.len)
	case *Array:
		return int64(s.len())
	case *Map:
		if s.unk != nil {
			return s.unk
		}
		return int64(s.live)
	case *Chan:
		if capacity {
			return int64(s.cap)
		}
		return int64(len(s.buf))
	}
	return in.join(v)
}

func (c *compiler) builtinNew(e *ast.CallExpr) expr {
	if tv := c.info.Types[e.Args[0]]; !tv.IsType() {
		t := c.rtype(e).Elem() // new(value), since Go 1.26
		return c.pointerTo(c.exprTo(e.Args[0], t.T), t)
	}
	t := c.rtype(e.Args[0])
	return c.pointerTo(func(f *frame) Value { f.in.grow(len(t.fields) + 1); return t.newZero() }, t)
}

func (c *compiler) builtinMake(e *ast.CallExpr) expr {
	t := c.rtype(e)
	var xs []expr
	for _, a := range e.Args[1:] {
		xs = append(xs, c.expr(a))
	}
	pos := e.Pos()
	return func(f *frame) Value {
		sizes := [2]int{}
		for i, x := range xs {
			v := x(f)
			n, ok := asInt(v)
			if !ok {
				if _, isF := v.(float64); !isF {
					return f.in.join(v)
				}
			}
			sizes[i] = n
		}
		if len(xs) < 2 {
			sizes[1] = sizes[0]
		}
		if what := badSize(t, sizes[0], sizes[1]); what != "" {
			panic(&goPanic{val: runtimeError(what), pos: pos})
		}
		switch t.kind {
		case reflect.Map:
			f.in.grow(8)
			return newMap(t)
		case reflect.Chan:
			f.in.grow(8)
			return &Chan{cap: sizes[0], elem: t.Elem()}
		}
		if t.Elem().kind == reflect.Uint8 {
			f.in.charge(int64(sizes[1]), int64(sizes[1]))
		} else {
			f.in.grow(sizes[1])
		}
		return newSlice(t.Elem(), sizes[0], sizes[1])
	}
}

// recovered implements recover: it stops a panic only if the function that calls
// it was deferred by one that panics.
func (in *Interp) recovered() Value {
	if len(in.panics) == 0 {
		return nil
	}
	p := in.panics[len(in.panics)-1]
	if p.recovered || in.depth != p.deferrer+1 {
		return nil
	}
	p.recovered = true
	if r, ok := p.val.(runtimeError); ok {
		return in.runtimeErrorValue(string(r))
	}
	return p.val
}

// badSize says what is wrong with the sizes given to make, "" if nothing is.
func badSize(t *Type, n, capacity int) string {
	switch {
	case t.kind == reflect.Map:
	case t.kind == reflect.Chan && n < 0:
		return "makechan: size out of range"
	case t.kind == reflect.Slice && n < 0:
		return "makeslice: len out of range"
	case t.kind == reflect.Slice && capacity < n:
		return "makeslice: cap out of range"
	}
	return ""
}

// runtimeErrorValue makes the runtime.Error of a text, as package runtime does.
func (in *Interp) runtimeErrorValue(text string) Value {
	name, full := "errorString", "runtime error: "+text
	for _, plain := range []string{"interface conversion", "assignment to entry", "send on", "close of", "all goroutines"} {
		if strings.HasPrefix(text, plain) {
			name, full = "plainError", text
		}
	}
	if p := in.byPath["runtime"]; p != nil {
		if tn, ok := p.p.Types.Scope().Lookup(name).(*types.TypeName); ok {
			return &Iface{in.typ(tn.Type()), text}
		}
	}
	return in.hostError(full)
}

func (c *compiler) builtinMinMax(e *ast.CallExpr, least bool) expr {
	t := c.typeOf(e)
	op := token.GTR
	if least {
		op = token.LSS
	}
	out := c.exprTo(e.Args[0], t)
	kind := c.in.typ(t).kind
	for _, a := range e.Args[1:] {
		x, y := out, c.exprTo(a, t)
		var xv, yv Value
		better := c.binop(op, func(*frame) Value { return xv }, func(*frame) Value { return yv }, kind, e.Pos())
		out = func(f *frame) Value {
			a, b := x(f), y(f)
			xv, yv = a, b
			switch r := better(f).(type) {
			case bool:
				if r {
					return a
				}
				return b
			default:
				return r
			}
		}
	}
	return out
}
