package factgraph

import (
	"go/ast"
	"go/types"
	"strings"
)

func (s *stepper) isFuncValue(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return false
	}
	_, ok := underlying(s.info().TypeOf(e)).(*types.Signature)
	return ok
}

// callee says what a function expression stands for, and returns the expression
// it is selected from if that is worth a look.
func (s *stepper) callee(fun ast.Expr) (st Step, recv ast.Expr, ok bool) {
	st.Kind = Call
	switch x := ast.Unparen(fun).(type) {
	case *ast.IndexExpr:
		return s.callee(x.X)
	case *ast.IndexListExpr:
		return s.callee(x.X)
	case *ast.Ident:
		return s.named(st, s.info().Uses[x])
	case *ast.SelectorExpr:
		return s.selected(st, x)
	}
	return st, nil, false
}

// named is a function called by its bare name. A variable that was set to a
// function is that function.
func (s *stepper) named(st Step, obj types.Object) (Step, ast.Expr, bool) {
	switch o := obj.(type) {
	case *types.Func:
		st.Target, st.Pkg, st.Std = funcSym(o), o.Pkg().Name(), s.std(o.Pkg())
		return st, nil, true
	case *types.Var:
		if set := s.locals[o]; set != nil && s.isFuncValue(set) {
			delete(s.locals, o) // it might be set in terms of itself
			if _, lit := ast.Unparen(set).(*ast.FuncLit); !lit {
				return s.callee(set)
			}
		}
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			st.Target, st.Pkg, st.Std = Sym{o.Pkg().Path(), o.Name()}, o.Pkg().Name(), s.std(o.Pkg())
			return st, nil, true
		}
	}
	return st, nil, false
}

func (s *stepper) selected(st Step, x *ast.SelectorExpr) (Step, ast.Expr, bool) {
	switch o := s.info().Uses[x.Sel].(type) {
	case *types.Func:
		if o.Pkg() == nil { // error.Error
			return st, x.X, false
		}
		st.Target, st.Pkg, st.Std = funcSym(o), o.Pkg().Name(), s.std(o.Pkg())
		st.Iface = isIface(o)
		if _, isPkg := s.pkgName(x.X); !isPkg {
			st.On = s.on(x.X)
			st.OnField, _ = s.fieldOf(x.X)
			return st, x.X, true
		}
		st.Pkg = x.X.(*ast.Ident).Name
		return st, nil, true
	case *types.Var:
		if owner, ok := s.b.owners[o.Origin()]; ok {
			st.Target, st.Pkg, st.FromField = owner, s.b.pkg.Name, true
			return st, x.X, true
		}
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			st.Target, st.Pkg, st.Std = Sym{o.Pkg().Path(), o.Name()}, o.Pkg().Name(), s.std(o.Pkg())
			return st, nil, true
		}
		return st, x.X, false
	}
	// The type checker does not know it: its package is missing.
	st.Unresolved = true
	if path, ok := s.pkgName(x.X); ok {
		id := x.X.(*ast.Ident)
		st.Target, st.Pkg = Sym{path, x.Sel.Name}, id.Name
		return st, nil, true
	}
	if s.info().Types[x].IsType() {
		return st, x.X, false
	}
	st.Target, st.On = Sym{"", x.Sel.Name}, s.on(x.X)
	return st, x.X, true
}

func (s *stepper) pkgName(e ast.Expr) (path string, ok bool) {
	id, isIdent := e.(*ast.Ident)
	if !isIdent {
		return "", false
	}
	switch o := s.info().Uses[id].(type) {
	case *types.PkgName:
		return o.Imported().Path(), true
	case nil:
		path, ok = s.b.names[id.Name]
		return path, ok && s.info().Defs[id] == nil
	}
	return "", false
}

// on is what a method is called on, as the source writes it, without the
// receiver's own name and cut to the last two links of a chain.
func (s *stepper) on(e ast.Expr) string {
	links := s.links(e)
	if len(links) > 2 {
		links = links[len(links)-2:]
	}
	text := strings.Join(links, ".")
	if len(text) > maxOn && len(links) > 0 {
		return links[len(links)-1]
	}
	return text
}

const maxOn = 48

func (s *stepper) links(e ast.Expr) []string {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		if x.Name == s.recv {
			return nil
		}
		return []string{x.Name}
	case *ast.SelectorExpr:
		return append(s.links(x.X), x.Sel.Name)
	case *ast.CallExpr:
		links := s.links(x.Fun)
		if len(links) == 0 {
			return nil
		}
		if len(x.Args) == 0 {
			links[len(links)-1] += "()"
		} else {
			links[len(links)-1] += "(…)"
		}
		return links
	case *ast.IndexExpr:
		return s.links(x.X)
	case *ast.StarExpr:
		return s.links(x.X)
	}
	return nil
}

func isIface(f *types.Func) bool {
	sig, ok := f.Type().(*types.Signature)
	return ok && sig.Recv() != nil && types.IsInterface(sig.Recv().Type())
}

// funcSym names a function, or a method by the type that declares it.
func funcSym(f *types.Func) Sym {
	f = f.Origin()
	sym := Sym{f.Pkg().Path(), f.Name()}
	if sig, ok := f.Type().(*types.Signature); ok && sig.Recv() != nil {
		if r := symOf(sig.Recv().Type()); r.Name != "" {
			sym.Name = r.Name + "." + sym.Name
		}
	}
	return sym
}
