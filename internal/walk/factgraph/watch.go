package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
)

// informs reports whether a type tells of changes to those who register with
// it, or hands out something that does. Only members that the focus uses are
// known, so having the accessor alone is enough.
func informs(t types.Type) bool {
	if member(t, "AddEventHandler") != nil {
		return true
	}
	f := member(t, "Informer")
	if f == nil {
		return false
	}
	sig := f.Type().(*types.Signature)
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return false
	}
	result := sig.Results().At(0).Type() // unknown where its package is missing
	return types.IsInterface(result) || result == types.Typ[types.Invalid] || member(result, "AddEventHandler") != nil
}

// member returns a method of an interface or named type, or nil.
func member(t types.Type, name string) *types.Func {
	switch underlying(deref(t)).(type) {
	case *types.Interface, *types.Struct:
	default:
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	f, _ := obj.(*types.Func)
	return f
}

// informer notes a variable that an informer is put into.
func (s *stepper) informer(id *ast.Ident, from ast.Expr, in inside) {
	t := s.info().TypeOf(id)
	if t == nil || !informs(t) {
		return
	}
	s.add(in, Step{Kind: Informer, Target: Sym{"", id.Name}, Value: shorter(exprText(from)), At: s.b.at(id.Pos(), token.NoPos)})
}

// guardOf is the call without whose yes a function does not go on:
// if !call() { …; return }.
func guardOf(st *ast.IfStmt) *ast.CallExpr {
	not, ok := ast.Unparen(st.Cond).(*ast.UnaryExpr)
	if !ok || not.Op != token.NOT || st.Else != nil || len(st.Body.List) == 0 {
		return nil
	}
	if _, ok := st.Body.List[len(st.Body.List)-1].(*ast.ReturnStmt); !ok {
		return nil
	}
	call, _ := ast.Unparen(not.X).(*ast.CallExpr)
	return call
}

// asked reports whether a call hands a single constant to something that answers
// yes or no, which is how gates are read.
func (s *stepper) asked(x *ast.CallExpr) bool {
	if len(x.Args) != 1 {
		return false
	}
	b, ok := underlying(s.info().TypeOf(x)).(*types.Basic)
	return ok && b.Kind() == types.Bool && s.info().Types[x.Args[0]].Value != nil
}

// fluent reports whether a method returns what it is called on.
func (s *stepper) fluent(x *ast.CallExpr) bool {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	recv, result := s.info().TypeOf(sel.X), s.info().TypeOf(x)
	return recv != nil && result != nil && s.info().Selections[sel] != nil && types.Identical(deref(recv), deref(result))
}

// logs reports whether a call is of the kind that writes logs.
func (s *stepper) logs(x *ast.CallExpr) bool {
	sig, ok := underlying(s.info().TypeOf(x.Fun)).(*types.Signature)
	if !ok || !sig.Variadic() || sig.Results().Len() > 0 {
		return false
	}
	n := sig.Params().Len()
	rest := sig.Params().At(n - 1).Type().(*types.Slice).Elem()
	if i, ok := rest.Underlying().(*types.Interface); !ok || !i.Empty() {
		return false
	}
	text := false
	for i := range n - 1 {
		switch t := sig.Params().At(i).Type().Underlying().(type) {
		case *types.Basic:
			text = text || t.Kind() == types.String
		case *types.Interface:
			if sym := symOf(sig.Params().At(i).Type()); sym != (Sym{"", "error"}) && sym != (Sym{"context", "Context"}) {
				return false // something happens to it
			}
		default:
			return false
		}
	}
	return text
}
