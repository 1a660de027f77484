package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
)

func constantly(v Value) expr { return func(*frame) Value { return v } }

// expr compiles an expression as a value. What it yields may share structs and
// arrays with a variable; exprTo copies where Go does.
func (c *compiler) expr(e ast.Expr) expr {
	e = ast.Unparen(e)
	if tv, ok := c.info.Types[e]; ok && tv.Value != nil {
		return c.constant(tv.Value, c.sub.typ(tv.Type), e.Pos())
	}
	switch e := e.(type) {
	case *ast.Ident:
		return c.ident(e)
	case *ast.BasicLit:
		return c.unknownExpr(e, "literal %s is not valid", e.Value)
	case *ast.FuncLit:
		return c.funcLit(e)
	case *ast.CompositeLit:
		return c.composite(e, c.typeOf(e))
	case *ast.SelectorExpr:
		return c.selector(e)
	case *ast.IndexExpr:
		return c.index(e)
	case *ast.IndexListExpr:
		return c.instance(e.X)
	case *ast.SliceExpr:
		return c.slice(e)
	case *ast.TypeAssertExpr:
		return c.assertion(e, false)
	case *ast.CallExpr:
		return c.call(e)
	case *ast.StarExpr:
		return c.deref(e)
	case *ast.UnaryExpr:
		return c.unary(e, false)
	case *ast.BinaryExpr:
		return c.binary(e)
	}
	return c.unknownExpr(e, "expression %T is not supported", e)
}

func (c *compiler) unknownExpr(e ast.Node, format string, args ...any) expr {
	return constantly(c.in.unknown(e.Pos(), format, args...))
}

// constant compiles a constant of a type.
func (c *compiler) constant(v constant.Value, t types.Type, pos token.Pos) expr {
	x, ok := constValue(v, c.in.typ(t).kind)
	if !ok {
		return constantly(c.in.unknown(pos, "constant %s has no value of type %s", v, t))
	}
	return constantly(x)
}

func constValue(v constant.Value, k reflect.Kind) (Value, bool) {
	switch {
	case k == reflect.Bool && v.Kind() == constant.Bool:
		return constant.BoolVal(v), true
	case k == reflect.String && v.Kind() == constant.String:
		return constant.StringVal(v), true
	case isSigned(k):
		n, _ := constant.Int64Val(constant.ToInt(v))
		return n, true
	case isUnsigned(k):
		n, _ := constant.Uint64Val(constant.ToInt(v))
		return n, true
	case isFloat(k):
		if k == reflect.Float32 {
			f, _ := constant.Float32Val(v)
			return float64(f), true
		}
		f, _ := constant.Float64Val(v)
		return f, true
	case isComplex(k):
		re, _ := constant.Float64Val(constant.Real(v))
		im, _ := constant.Float64Val(constant.Imag(v))
		return complex(re, im), true
	}
	return nil, false
}

// exprTo compiles e as a value to be stored in a variable of a type: boxed if
// that is an interface, copied if it is a struct or array of its own.
func (c *compiler) exprTo(e ast.Expr, to types.Type) expr {
	e = ast.Unparen(e)
	if tv, ok := c.info.Types[e]; ok && tv.IsNil() {
		return constantly(nil)
	}
	from := c.typeOf(e)
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
		from = to
		return c.composite(lit, to)
	}
	x := c.expr(e)
	if !c.fresh(e) && c.in.typ(from).aggregate() {
		y := x
		x = func(f *frame) Value { return clone(y(f)) }
	}
	return c.box(x, from, to)
}

// box converts a value to an interface type if to is one and from is not.
func (c *compiler) box(x expr, from, to types.Type) expr {
	if !types.IsInterface(to) || types.IsInterface(from) {
		return x
	}
	if b, ok := from.(*types.Basic); ok {
		switch {
		case b.Kind() == types.UntypedNil || b.Kind() == types.Invalid:
			return x
		case b.Info()&types.IsUntyped != 0:
			from = types.Default(from)
		}
	}
	t := c.in.typ(from)
	return func(f *frame) Value {
		v := x(f)
		if _, ok := v.(*Unknown); ok {
			return v
		}
		return &Iface{t, v}
	}
}

// fresh reports whether the value of an expression is no variable's.
func (c *compiler) fresh(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit, *ast.BasicLit, *ast.FuncLit, *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		if c.info.Types[e.Fun].IsType() {
			return c.fresh(e.Args[0]) // a conversion hands its operand on
		}
		return true
	}
	return false
}

// ident compiles the use of a name.
func (c *compiler) ident(e *ast.Ident) expr {
	switch o := c.object(e).(type) {
	case *types.Var:
		return c.variable(o, e)
	case *types.Nil:
		return constantly(nil)
	case *types.Func:
		return c.funcValue(o, c.targs(e))
	case *types.Const:
		return c.constant(o.Val(), c.sub.typ(o.Type()), e.Pos())
	case nil:
		return c.unknownExpr(e, "%s does not type-check", e.Name)
	}
	return c.unknownExpr(e, "%s is no value", e.Name)
}

func (c *compiler) variable(v *types.Var, e *ast.Ident) expr {
	if slot, ok := c.slot(v); ok {
		if c.boxed(v) {
			return func(f *frame) Value {
				if cell, ok := f.s[slot].(*Cell); ok {
					return cell.v
				}
				return f.s[slot]
			}
		}
		return func(f *frame) Value { return f.s[slot] }
	}
	if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		g := c.in.global(v)
		in := c.in
		return func(f *frame) Value {
			if g.state == globalNew {
				in.force(g)
			}
			return g.v
		}
	}
	return c.unknownExpr(e, "variable %s is out of reach", e.Name)
}

// targs are the type arguments of a use of a generic function.
func (c *compiler) targs(id *ast.Ident) []types.Type {
	inst, ok := c.info.Instances[id]
	if !ok {
		return nil
	}
	out := make([]types.Type, inst.TypeArgs.Len())
	for i := range out {
		out[i] = c.sub.typ(inst.TypeArgs.At(i))
	}
	return out
}

func (c *compiler) funcValue(fn *types.Func, targs []types.Type) expr {
	v := &Func{code: c.in.codeOf(fn, targs), name: fn.FullName()}
	return constantly(v)
}

// instance compiles a generic function with explicit type arguments.
func (c *compiler) instance(e ast.Expr) expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.ident(e)
	case *ast.SelectorExpr:
		return c.selector(e)
	}
	return c.unknownExpr(e, "generic function is not supported here")
}

// funcLit compiles a function literal as code of its own with captured
// variables.
func (c *compiler) funcLit(e *ast.FuncLit) expr {
	cd := &code{in: c.in, name: c.code.name + ".func", pkg: c.code.pkg, sub: c.sub, ready: true}
	k := newCompiler(c.in, cd, c.info, c.sub)
	k.parent, k.shared = c, c.shared
	k.function(e.Type, e.Body)
	n := len(cd.caps)
	return func(f *frame) Value {
		env := make([]Value, n)
		for i := range cd.caps {
			env[i] = f.s[cd.caps[i].from]
		}
		return &Func{code: cd, env: env}
	}
}

// composite compiles a composite literal of a type.
func (c *compiler) composite(e *ast.CompositeLit, T types.Type) expr {
	if p, ok := T.Underlying().(*types.Pointer); ok {
		// &T{} written as {} inside another literal.
		return c.pointerTo(c.composite(e, p.Elem()), c.in.typ(p.Elem()))
	}
	t := c.in.typ(T)
	switch t.kind {
	case reflect.Struct:
		return c.structLit(e, t)
	case reflect.Slice, reflect.Array:
		return c.listLit(e, t)
	case reflect.Map:
		return c.mapLit(e, t)
	}
	return c.unknownExpr(e, "literal of type %s", T)
}

func (c *compiler) pointerTo(x expr, t *Type) expr {
	if t.aggregate() {
		return x
	}
	return func(f *frame) Value { return &Cell{x(f)} }
}

func (c *compiler) structLit(e *ast.CompositeLit, t *Type) expr {
	type init struct {
		i int
		x expr
	}
	var inits []init
	for i, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			i = -1
			for j := range t.fields {
				if id, ok := kv.Key.(*ast.Ident); ok && t.fields[j].name == id.Name {
					i = j
				}
			}
			el = kv.Value
		}
		if i < 0 || i >= len(t.fields) {
			return c.unknownExpr(e, "literal does not type-check")
		}
		inits = append(inits, init{i, c.exprTo(el, t.fields[i].t.T)})
	}
	pos, in := e.Pos(), c.in
	var watch *types.Package
	if n, ok := t.T.(*types.Named); ok && in.watched[n.Obj()] {
		watch = n.Obj().Pkg()
	}
	return func(f *frame) Value {
		s := &Struct{t: t, f: make([]Value, len(t.fields)), at: pos}
		in.grow(len(s.f))
		for _, x := range inits {
			s.f[x.i] = x.x(f)
		}
		for i := range s.f {
			if s.f[i] == nil {
				s.f[i] = t.fields[i].t.newZero()
			} else if u, ok := s.f[i].(*Unknown); ok && t.fields[i].t.aggregate() {
				z := t.fields[i].t.newZero()
				assign(z, u)
				s.f[i] = z
			}
		}
		if watch != nil && f.code.pkg != nil && f.code.pkg.p.Types == watch {
			s.at = in.outside(watch)
		}
		return s
	}
}

func (c *compiler) listLit(e *ast.CompositeLit, t *Type) expr {
	elem := t.Elem()
	var xs []expr
	var at []int
	next, n := 0, 0
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if tv := c.info.Types[kv.Key]; tv.Value != nil {
				i, _ := constant.Int64Val(constant.ToInt(tv.Value))
				next = int(i)
			}
			el = kv.Value
		}
		xs = append(xs, c.exprTo(el, elem.T))
		at = append(at, next)
		next++
		n = max(n, next)
	}
	if t.kind == reflect.Array {
		n = t.n
	}
	in := c.in
	return func(f *frame) Value {
		in.grow(n)
		a := newArray(elem, n)
		for i, x := range xs {
			v := x(f)
			if _, ok := v.(*Unknown); !ok && a.b == nil {
				a.v[at[i]] = v
			} else {
				a.set(at[i], v)
			}
		}
		if t.kind == reflect.Array {
			return a
		}
		return &Slice{a, 0, n, n}
	}
}

func (c *compiler) mapLit(e *ast.CompositeLit, t *Type) expr {
	var keys, values []expr
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			keys = append(keys, c.exprTo(kv.Key, t.Key().T))
			values = append(values, c.exprTo(kv.Value, t.Elem().T))
		}
	}
	in := c.in
	return func(f *frame) Value {
		in.grow(2 * len(keys))
		m := newMap(t)
		for i := range keys {
			m.put(keys[i](f), values[i](f))
		}
		return m
	}
}
