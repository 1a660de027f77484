package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
)

// handlers notes the functions in a struct of functions, and reports whether it
// is one.
func (s *stepper) handlers(lit *ast.CompositeLit, via inside) bool {
	found := false
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if _, ok := types.Unalias(underlying(s.info().TypeOf(kv.Value))).(*types.Signature); ok {
			found = true
		}
	}
	if !found {
		return false
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			s.expr(e, via)
			continue
		}
		in := via
		if id, ok := kv.Key.(*ast.Ident); ok {
			in.label, in.labelAt = id.Name, s.b.at(id.Pos(), token.NoPos)
		}
		s.handler(kv.Value, in)
	}
	return true
}

// handler notes a function registered under a name: itself, or, if it is
// literal, what it calls.
func (s *stepper) handler(e ast.Expr, in inside) {
	if st, _, ok := s.callee(e); ok && s.isFuncValue(e) {
		st.Kind, st.Via, st.ViaPkg, st.ViaOn, st.Label = Handler, in.via, in.viaPkg, in.viaOn, in.label
		st.ViaAt, st.LabelAt, st.Filled = in.viaAt, in.labelAt, in.filled
		st.At = s.b.at(e.Pos(), token.NoPos)
		s.add(in, st)
		return
	}
	// A function that makes the handler of another.
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		s.call(c, in, Call)
		return
	}
	s.expr(e, in)
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t.Underlying()
}

// composite notes the type of a literal and what its fields are set to.
func (s *stepper) composite(x *ast.CompositeLit, in inside) {
	t := s.info().TypeOf(x)
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok && n.Obj().Pkg() != nil {
		s.add(in, Step{Kind: New, Target: Sym{n.Obj().Pkg().Path(), n.Obj().Name()}, Pkg: n.Obj().Pkg().Name(),
			Std: s.std(n.Obj().Pkg()), At: s.b.at(x.Pos(), token.NoPos)})
	}
	_, isStruct := underlying(deref(t)).(*types.Struct)
	if isStruct && in.label == "" && s.ofFunctions(x, symOf(t)) {
		via := in
		via.via, via.viaPkg, via.viaOn, via.viaAt, via.filled = symOf(t), packageOf(t), "", s.b.at(x.Pos(), token.NoPos), true
		s.handlers(x, via)
		return
	}
	for _, e := range x.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			s.expr(e, in)
			continue
		}
		if !isStruct {
			s.expr(kv.Key, in)
			s.expr(kv.Value, in)
			continue
		}
		s.keyed(kv, symOf(t), in)
	}
}

// ofFunctions reports whether a literal of a type from outside holds nothing but
// functions, by name.
func (s *stepper) ofFunctions(x *ast.CompositeLit, t Sym) bool {
	if t.Name == "" || s.b.graph.types[t] != nil || len(x.Elts) == 0 {
		return false
	}
	for _, e := range x.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		if _, ok := underlying(s.info().TypeOf(kv.Value)).(*types.Signature); !ok {
			return false
		}
	}
	return true
}

func packageOf(t types.Type) string {
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg().Name()
	}
	return ""
}

func deref(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// keyed notes a field of a struct literal.
func (s *stepper) keyed(kv *ast.KeyValueExpr, made Sym, in inside) {
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		s.expr(kv.Value, in)
		return
	}
	owner := Sym{"", id.Name}
	if v, _ := s.info().Uses[id].(*types.Var); v != nil {
		st := Step{Kind: Write, Made: made, At: s.b.at(kv.Pos(), token.NoPos)}
		if tv := s.info().Types[kv.Value]; tv.Value != nil {
			st.Value = constText(tv.Value, tv.Type)
		}
		if o, ok := s.b.owners[v.Origin()]; ok {
			owner, st.Target = o, o
			s.add(in, st)
		} else if made.Pkg != "" && made.Name != "" {
			st.Target, st.Std = Sym{made.Pkg, made.Name + "." + id.Name}, s.stdPath(made.Pkg)
			s.add(in, st)
		}
	}
	if st, recv, ok := s.callee(kv.Value); ok && s.isFuncValue(kv.Value) {
		st.Kind, st.Label, st.At = Store, owner.Name, s.b.at(kv.Value.Pos(), token.NoPos)
		if recv != nil {
			s.expr(recv, in)
		}
		s.add(in, st)
		return
	}
	if lit, ok := kv.Value.(*ast.FuncLit); ok {
		s.literal(lit, in, id.Name)
		return
	}
	s.expr(kv.Value, in)
}
