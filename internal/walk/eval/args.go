package eval

import (
	"go/ast"
	"go/types"
)

// An argList is the compiled arguments of a call, one per parameter.
type argList struct {
	xs    []expr
	multi expr // f(g()) where g has several results
	n     int  // parameters
	conv  []func(*frame, Value) Value
	elem  *Type // of the variadic parameter, for multi
}

func (a *argList) eval(f *frame, out []Value) []Value {
	if a.multi == nil {
		for _, x := range a.xs {
			out = append(out, x(f))
		}
		return out
	}
	vals := spread(a.multi(f), len(a.conv))
	fixed := a.n
	if a.elem != nil {
		fixed--
	}
	for i, v := range vals {
		if i < fixed {
			out = append(out, a.conv[i](f, v))
		}
	}
	if a.elem != nil {
		s := newSlice(a.elem, len(vals)-fixed, len(vals)-fixed)
		for i, v := range vals[fixed:] {
			s.a.set(i, a.conv[fixed+i](f, v))
		}
		out = append(out, s)
	}
	return out
}

// args compiles arguments, boxing them and packing variadic ones.
func (c *compiler) args(e *ast.CallExpr, sig *types.Signature) *argList {
	n := sig.Params().Len()
	a := &argList{n: n}
	param := func(i int) types.Type {
		if sig.Variadic() && i >= n-1 {
			return sig.Params().At(n - 1).Type().(*types.Slice).Elem()
		}
		return sig.Params().At(i).Type()
	}
	if len(e.Args) == 1 {
		if t, ok := c.typeOf(e.Args[0]).(*types.Tuple); ok {
			a.multi = c.expr(e.Args[0])
			for i := range t.Len() {
				var v Value
				x := c.box(func(*frame) Value { return v }, t.At(i).Type(), param(i))
				a.conv = append(a.conv, func(f *frame, in Value) Value { v = in; return x(f) })
			}
			if sig.Variadic() {
				a.elem = c.in.typ(param(n - 1))
			}
			return a
		}
	}
	fixed := n
	if sig.Variadic() && !e.Ellipsis.IsValid() {
		fixed = n - 1
	}
	for i := range fixed {
		if i < len(e.Args) {
			t := sig.Params().At(i).Type()
			if sig.Variadic() && i == n-1 {
				if _, isSlice := t.(*types.Slice); !isSlice {
					t = types.NewSlice(types.Typ[types.Uint8]) // append([]byte, string...)
				}
			}
			a.xs = append(a.xs, c.exprTo(e.Args[i], t))
		}
	}
	if fixed < n {
		a.xs = append(a.xs, c.variadic(e.Args[fixed:], c.in.typ(param(n-1))))
	}
	return a
}

func (c *compiler) variadic(args []ast.Expr, elem *Type) expr {
	if len(args) == 0 {
		return constantly(nil)
	}
	var xs []expr
	for _, e := range args {
		xs = append(xs, c.exprTo(e, elem.T))
	}
	in := c.in
	return func(f *frame) Value {
		in.grow(len(xs))
		a := &Array{elem: elem}
		if a.isBytes() {
			a.b = make([]byte, len(xs))
			for i, x := range xs {
				a.set(i, x(f))
			}
		} else {
			a.v = make([]Value, len(xs))
			for i, x := range xs {
				a.v[i] = x(f)
			}
		}
		return &Slice{a, 0, len(xs), len(xs)}
	}
}
