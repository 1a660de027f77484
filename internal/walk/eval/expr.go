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
		if k == reflect.Complex64 {
			return complex128(complex64(complex(re, im))), true
		}
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
		f.in.bytes += boxBytes
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
		return c.unknownExpr(e, "%s does not type-check%s", e.Name, c.in.missingFor(c.code.pkg))
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
			if g.state != globalDone {
				if g.state == globalBusy {
					in.note(e.Pos(), "initialisation cycle: %s is read before it has a value", v.Name())
				}
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
