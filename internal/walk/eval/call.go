package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A native is a function that runs on the host. A method's receiver is its
// first argument, and variadic arguments come as one slice.
type native func(c *call, args []Value) Value

// A call is what a native knows about its call.
type call struct {
	in   *Interp
	code *code // nil for function values made by natives
	pos  token.Pos
	lite bool // of package internal/reflectlite
}

// call compiles a call, conversion or builtin.
func (c *compiler) call(e *ast.CallExpr) expr {
	fun := ast.Unparen(e.Fun)
	if tv, ok := c.info.Types[fun]; ok {
		switch {
		case tv.IsType():
			return c.conversion(e, c.sub.typ(tv.Type))
		case tv.IsBuiltin():
			return c.builtin(e, fun)
		}
	}
	sig, _ := c.typeOf(fun).Underlying().(*types.Signature)
	if sig == nil {
		return c.lostCall(e)
	}
	if fn, targs := c.static(fun); fn != nil {
		return c.staticCall(c.in.codeOf(fn, targs), nil, c.args(e, sig), e.Pos())
	}
	if s, ok := fun.(*ast.SelectorExpr); ok {
		if sel := c.info.Selections[s]; sel != nil && sel.Kind() == types.MethodVal {
			return c.methodCall(e, s, sel, sig)
		}
	}
	fv, args, pos := c.expr(fun), c.args(e, sig), e.Pos()
	return func(f *frame) Value {
		fn := fv(f)
		vals := make([]Value, 0, len(args.xs)+1)
		vals = args.eval(f, vals)
		f.pos = pos
		return f.in.call(fn, vals, pos)
	}
}

// lostCall compiles a call of something that does not type-check. That it is left
// out is a doubt if the package has to do with commands or flags: it may have been
// about them.
func (c *compiler) lostCall(e *ast.CallExpr) expr {
	u := c.in.unknown(e.Pos(), "call does not type-check%s", c.in.missingFor(c.code.pkg))
	about := c.in.linksFlags(c.code.pkg.p, map[*typed.Package]bool{})
	var args []expr
	for _, a := range e.Args {
		args = append(args, c.expr(a))
	}
	return func(f *frame) Value {
		if about {
			f.in.doubt(e.Pos(), u)
		}
		for _, a := range args {
			f.in.taint(u, a(f))
		}
		return u
	}
}

// static returns the function a callee names, if it names one.
func (c *compiler) static(fun ast.Expr) (*types.Func, []types.Type) {
	switch x := fun.(type) {
	case *ast.IndexExpr:
		return c.static(ast.Unparen(x.X))
	case *ast.IndexListExpr:
		return c.static(ast.Unparen(x.X))
	case *ast.SelectorExpr:
		if c.info.Selections[x] != nil {
			return nil, nil
		}
		return c.static(x.Sel)
	case *ast.Ident:
		if fn, ok := c.info.Uses[x].(*types.Func); ok {
			return fn, c.targs(x)
		}
	}
	return nil, nil
}

// staticCall compiles a call of known code; recv is nil for functions.
func (c *compiler) staticCall(cd *code, recv expr, args *argList, pos token.Pos) expr {
	if args.multi != nil {
		return func(f *frame) Value {
			var vals []Value
			if recv != nil {
				vals = append(vals, recv(f))
			}
			vals = args.eval(f, vals)
			f.pos = pos
			return f.in.invoke(cd, vals, nil, pos)
		}
	}
	xs := args.xs
	if recv != nil {
		xs = append([]expr{recv}, xs...)
	}
	return func(f *frame) Value {
		if !cd.ready {
			cd.prepare()
		}
		if cd.native != nil {
			vals := make([]Value, len(xs))
			for i, x := range xs {
				vals[i] = x(f)
			}
			f.pos = pos
			f.in.tick()
			return cd.native(&call{in: f.in, code: cd, pos: pos}, vals)
		}
		n := max(cd.nslots, len(xs))
		slots := make([]Value, n)
		for i, x := range xs {
			slots[i] = x(f)
		}
		f.pos = pos
		if cd.broken != nil {
			f.in.taint(cd.broken, slots...)
			return cd.broken
		}
		return f.in.run(cd, slots, nil)
	}
}

// methodCall compiles x.m(args).
func (c *compiler) methodCall(e *ast.CallExpr, s *ast.SelectorExpr, sel *types.Selection, sig *types.Signature) expr {
	args, pos := c.args(e, sig), e.Pos()
	if cd, recv := c.staticMethod(s, sel); cd != nil {
		return c.staticCall(cd, recv, args, pos)
	}
	recv := c.ifaceOperand(s, sel)
	name, pkg := sel.Obj().Name(), sel.Obj().Pkg()
	return func(f *frame) Value {
		rv := recv(f)
		m, self, u := f.in.dispatch(rv, name, pkg, pos)
		if u != nil {
			f.in.taint(u, append(args.eval(f, nil), rv)...)
			return u
		}
		vals := make([]Value, 1, len(args.xs)+1)
		vals[0] = self
		vals = args.eval(f, vals)
		f.pos = pos
		f.in.tick()
		return m(f.in, vals, pos)
	}
}

// ifaceOperand compiles the interface a method is called through.
func (c *compiler) ifaceOperand(s *ast.SelectorExpr, sel *types.Selection) expr {
	_, index := c.lookup(s, sel)
	return c.walk(c.expr(s.X), index[:len(index)-1], s.Sel.Pos())
}

// staticMethod returns the code of a method that does not need its receiver's
// dynamic type, and the receiver argument; nil for interface methods.
func (c *compiler) staticMethod(s *ast.SelectorExpr, sel *types.Selection) (*code, expr) {
	obj, index := c.lookup(s, sel)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	recvT := fn.Type().(*types.Signature).Recv().Type()
	if types.IsInterface(recvT) {
		return nil, nil
	}
	cd := c.in.codeOf(fn, c.recvArgs(recvT))
	return cd, c.receiver(s, index, recvT)
}

// recvArgs are the type arguments of a method's receiver.
func (c *compiler) recvArgs(t types.Type) []types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.TypeArgs().Len() == 0 {
		return nil
	}
	out := make([]types.Type, n.TypeArgs().Len())
	for i := range out {
		out[i] = c.sub.typ(n.TypeArgs().At(i))
	}
	return out
}

// receiver compiles the receiver argument of a static method call: the address
// of the operand or a copy of it.
func (c *compiler) receiver(s *ast.SelectorExpr, index []int, recvT types.Type) expr {
	path := index[:len(index)-1]
	_, wantPtr := types.Unalias(recvT).(*types.Pointer)
	have := c.typeOf(s.X)
	pos := s.Sel.Pos()
	if len(path) > 0 {
		have = fieldTypeAt(have, path)
	}
	_, havePtr := have.Underlying().(*types.Pointer)
	ht := c.in.typ(have)
	switch {
	case wantPtr && havePtr, wantPtr && ht.aggregate(), !wantPtr && !havePtr && !ht.aggregate():
		return c.walk(c.expr(s.X), path, pos)
	case wantPtr:
		if len(path) == 0 {
			return c.addr(s.X)
		}
		base, last := c.walk(c.expr(s.X), path[:len(path)-1], pos), path[len(path)-1]
		return func(f *frame) Value {
			if st, ok := base(f).(*Struct); ok && last < len(st.f) {
				return fieldRef{st, last}
			}
			return f.in.unknown(pos, "receiver is not addressable")
		}
	}
	x := c.walk(c.expr(s.X), path, pos)
	if havePtr {
		y := x
		x = func(f *frame) Value { return f.in.load(y(f), pos) }
		ht = ht.Elem()
	}
	if ht.aggregate() && !(len(path) == 0 && c.fresh(s.X)) {
		y := x
		return func(f *frame) Value { return clone(y(f)) }
	}
	return x
}

// fieldTypeAt is the type at the end of a path of fields.
func fieldTypeAt(t types.Type, path []int) types.Type {
	for _, i := range path {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			return types.Typ[types.Invalid]
		}
		t = st.Field(i).Type()
	}
	return t
}

// methodValue compiles x.m not called: the receiver is bound now.
func (c *compiler) methodValue(s *ast.SelectorExpr, sel *types.Selection) expr {
	if cd, recv := c.staticMethod(s, sel); cd != nil {
		return func(f *frame) Value { return &Func{code: cd, bound: []Value{recv(f)}, name: cd.name} }
	}
	recv, pos := c.ifaceOperand(s, sel), s.Pos()
	name, pkg := sel.Obj().Name(), sel.Obj().Pkg()
	return func(f *frame) Value {
		m, self, u := f.in.dispatch(recv(f), name, pkg, pos)
		if u != nil {
			return u
		}
		return &Func{bound: []Value{self}, name: name, native: func(cl *call, args []Value) Value { return m(cl.in, args, cl.pos) }}
	}
}

// methodExpr compiles T.m: the receiver becomes the first parameter.
func (c *compiler) methodExpr(s *ast.SelectorExpr, sel *types.Selection) expr {
	recv := c.in.typ(c.sub.typ(sel.Recv()))
	name, pkg, pos := sel.Obj().Name(), sel.Obj().Pkg(), s.Pos()
	return constantly(&Func{name: name, native: func(cl *call, args []Value) Value {
		v := args[0]
		if recv.kind != reflect.Interface {
			v = &Iface{recv, v}
		}
		m, self, u := cl.in.dispatch(v, name, pkg, pos)
		if u != nil {
			return u
		}
		return m(cl.in, append([]Value{self}, args[1:]...), pos)
	}})
}
