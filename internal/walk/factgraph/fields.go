package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
)

// write notes an assignment to a field, or to an element of one.
func (s *stepper) write(e ast.Expr, in inside, value string) {
	switch x := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if owner, ok := s.fieldOf(x); ok {
			s.add(in, Step{Kind: Write, Target: owner, Value: value, At: s.b.at(x.Pos(), token.NoPos)})
			s.expr(x.X, in)
			return
		}
		if owner, ok := s.foreignField(x); ok {
			s.add(in, Step{Kind: Write, Target: owner, Value: value, Std: s.stdPath(owner.Pkg), At: s.b.at(x.Pos(), token.NoPos)})
			s.expr(x.X, in)
			return
		}
		s.expr(x, in)
	case *ast.IndexExpr:
		s.write(x.X, in, "")
		s.expr(x.Index, in)
	case *ast.StarExpr:
		s.write(x.X, in, value)
	case *ast.Ident:
	default:
		s.expr(x, in)
	}
}

// param names the number among the parameters that an expression is, or "".
func (s *stepper) param(e ast.Expr) string {
	if c, ok := e.(*ast.CallExpr); ok && len(c.Args) == 1 { // int(workers)
		e = c.Args[0]
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return ""
	}
	v, ok := s.info().Uses[id].(*types.Var)
	if !ok {
		return ""
	}
	if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return ""
	}
	for _, p := range s.fn.Params {
		if p.Name == id.Name {
			return id.Name
		}
	}
	return ""
}

func (s *stepper) field(e ast.Expr, in inside, k Kind) {
	if owner, ok := s.fieldOf(e); ok {
		s.add(in, Step{Kind: k, Target: owner, At: s.b.at(e.Pos(), token.NoPos)})
		return
	}
	s.expr(e, in)
}

// fieldOf returns the field of a struct in focus that an expression is, or is
// an element of.
func (s *stepper) fieldOf(e ast.Expr) (Sym, bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if v, ok := s.info().Uses[x.Sel].(*types.Var); ok {
			owner, ok := s.b.owners[v.Origin()]
			return owner, ok
		}
	case *ast.IndexExpr:
		return s.fieldOf(x.X)
	case *ast.StarExpr:
		return s.fieldOf(x.X)
	}
	return Sym{}, false
}

// foreignField returns the field of a struct outside of focus that an expression
// is.
func (s *stepper) foreignField(x *ast.SelectorExpr) (Sym, bool) {
	sel := s.info().Selections[x]
	if sel == nil || sel.Kind() != types.FieldVal {
		return Sym{}, false
	}
	owner := symOf(sel.Recv())
	return Sym{owner.Pkg, owner.Name + "." + x.Sel.Name}, owner.Name != "" && owner.Pkg != ""
}

func (s *stepper) stdPath(path string) bool {
	q := s.b.prog.Package(path)
	return q != nil && q.Std
}

func (s *stepper) selector(x *ast.SelectorExpr, in inside) {
	if owner, ok := s.fieldOf(x); ok {
		s.add(in, Step{Kind: Read, Target: owner, At: s.b.at(x.Sel.Pos(), token.NoPos)})
	} else if owner, ok := s.foreignField(x); ok {
		s.add(in, Step{Kind: Read, Target: owner, Std: s.stdPath(owner.Pkg), At: s.b.at(x.Sel.Pos(), token.NoPos)})
		for { // the way to it is part of it
			inner, ok := ast.Unparen(x.X).(*ast.SelectorExpr)
			if !ok {
				break
			}
			if _, ok := s.foreignField(inner); !ok {
				break
			}
			if _, own := s.fieldOf(inner); own {
				break
			}
			x = inner
		}
	} else {
		s.use(x.Sel, s.info().Uses[x.Sel], in)
		if id, ok := x.X.(*ast.Ident); ok {
			if n := len(s.fn.Steps); n > 0 && s.fn.Steps[n-1].At == s.b.at(x.Sel.Pos(), token.NoPos) && s.fn.Steps[n-1].Target.Name == x.Sel.Name {
				s.fn.Steps[n-1].Pkg = id.Name // as the file calls the package
			}
			if _, isPkg := s.pkgName(id); isPkg {
				return
			}
		}
	}
	s.expr(x.X, in)
}

// use notes constants, variables and functions that are named but not called.
func (s *stepper) use(id *ast.Ident, obj types.Object, in inside) {
	if obj == nil || obj.Pkg() == nil {
		return
	}
	st := Step{Target: Sym{obj.Pkg().Path(), obj.Name()}, Pkg: obj.Pkg().Name(), At: s.b.at(id.Pos(), token.NoPos), Std: s.std(obj.Pkg())}
	switch o := obj.(type) {
	case *types.Const:
		if o.Parent() != o.Pkg().Scope() {
			return
		}
		st.Kind, st.Value = Const, constText(o.Val(), o.Type())
		if n, ok := types.Unalias(o.Type()).(*types.Named); ok && n.Obj().Name() == "Feature" {
			st.Kind = Gate
		}
	case *types.Var:
		if o.IsField() || o.Parent() != o.Pkg().Scope() {
			return
		}
		st.Kind = Var
	case *types.Func:
		st.Kind, st.Target = Callback, funcSym(o)
		st.Iface = isIface(o)
	default:
		return
	}
	s.add(in, st)
}

func (s *stepper) std(p *types.Package) bool {
	q := s.b.prog.Package(p.Path())
	return q != nil && q.Std
}
