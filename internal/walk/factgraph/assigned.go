package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// implementers are the types in focus that a method of an interface may belong
// to where it is called: those that are seen to be put into the interface, or, if
// none is, all that implement the whole of it.
func (b *builder) implementers(method Sym) []Sym {
	iface := Sym{method.Pkg, ownerOf(method)}
	if list := b.assigned[iface]; len(list) > 0 {
		return list
	}
	return b.implementing[iface]
}

func ownerOf(s Sym) string {
	for i := range s.Name {
		if s.Name[i] == '.' {
			return s.Name[:i]
		}
	}
	return ""
}

// conversions notes which concrete types of the focus are put into which
// interfaces: assigned, passed, returned, sent, or set as a field.
func (b *builder) conversions() {
	b.assigned = map[Sym][]Sym{}
	for _, p := range b.prog.Packages {
		if p.Info == nil {
			continue
		}
		for _, f := range p.Files {
			var results []*types.Tuple
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					results = results[:0]
					if obj, ok := p.Info.Defs[n.Name].(*types.Func); ok {
						results = append(results, obj.Type().(*types.Signature).Results())
					}
				case *ast.ReturnStmt:
					b.returned(p.Info, n, results)
				case *ast.AssignStmt:
					if len(n.Lhs) == len(n.Rhs) && n.Tok != token.DEFINE {
						for i := range n.Lhs {
							b.convert(p.Info.TypeOf(n.Lhs[i]), p.Info.TypeOf(n.Rhs[i]))
						}
					}
				case *ast.ValueSpec:
					if n.Type != nil && n.Names[0].Name != "_" { // an assertion puts nothing anywhere
						for _, v := range n.Values {
							b.convert(p.Info.TypeOf(n.Type), p.Info.TypeOf(v))
						}
					}
				case *ast.CallExpr:
					b.passed(p.Info, n)
				case *ast.CompositeLit:
					b.filled(p.Info, n)
				case *ast.SendStmt:
					if c, ok := underlying(p.Info.TypeOf(n.Chan)).(*types.Chan); ok {
						b.convert(c.Elem(), p.Info.TypeOf(n.Value))
					}
				}
				return true
			})
		}
	}
	for k := range b.assigned {
		slices.SortFunc(b.assigned[k], compareSyms)
		b.assigned[k] = slices.Compact(b.assigned[k])
	}
}

// returned looks at a return of the function declared last. One of a literal in
// it has other results, and as a rule another number of them.
func (b *builder) returned(info *types.Info, r *ast.ReturnStmt, results []*types.Tuple) {
	if len(results) == 0 || results[0].Len() != len(r.Results) {
		return
	}
	for i, e := range r.Results {
		t := info.TypeOf(e)
		if to := results[0].At(i).Type(); t != nil && types.AssignableTo(t, to) {
			b.convert(to, t)
		}
	}
}

func (b *builder) passed(info *types.Info, c *ast.CallExpr) {
	if tv := info.Types[c.Fun]; tv.IsType() {
		if len(c.Args) == 1 {
			b.convert(tv.Type, info.TypeOf(c.Args[0]))
		}
		return
	}
	sig, ok := underlying(info.TypeOf(c.Fun)).(*types.Signature)
	if !ok {
		return
	}
	for i, a := range c.Args {
		if j := min(i, sig.Params().Len()-1); j >= 0 {
			t := sig.Params().At(j).Type()
			if s, ok := t.(*types.Slice); ok && sig.Variadic() && j == sig.Params().Len()-1 && !c.Ellipsis.IsValid() {
				t = s.Elem()
			}
			b.convert(t, info.TypeOf(a))
		}
	}
}

func (b *builder) filled(info *types.Info, lit *ast.CompositeLit) {
	switch t := underlying(info.TypeOf(lit)).(type) {
	case *types.Struct:
		for i, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && info.Uses[id] != nil {
					b.convert(info.Uses[id].Type(), info.TypeOf(kv.Value))
				}
			} else if i < t.NumFields() {
				b.convert(t.Field(i).Type(), info.TypeOf(e))
			}
		}
	case *types.Slice:
		b.elements(info, lit, t.Elem())
	case *types.Map:
		b.elements(info, lit, t.Elem())
	}
}

func (b *builder) elements(info *types.Info, lit *ast.CompositeLit, to types.Type) {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		b.convert(to, info.TypeOf(e))
	}
}

// convert notes that a value of one type is put where another is wanted.
func (b *builder) convert(to, from types.Type) {
	if to == nil || from == nil || !types.IsInterface(to) || types.IsInterface(from) {
		return
	}
	iface, typ := symOf(to), symOf(deref(from))
	if iface.Pkg == "" || b.graph.types[typ] == nil {
		return
	}
	n, ok := types.Unalias(to).(*types.Named)
	if !ok {
		return
	}
	b.note(n, typ)
}

// note enters a type under an interface and those that it embeds.
func (b *builder) note(n *types.Named, typ Sym) {
	iface := symOf(n)
	b.assigned[iface] = append(b.assigned[iface], typ)
	it, ok := n.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for t := range it.EmbeddedTypes() {
		if e, ok := types.Unalias(t).(*types.Named); ok && types.IsInterface(e) && e.Obj().Pkg() != nil {
			b.note(e, typ)
		}
	}
}

func compareSyms(a, b Sym) int {
	switch {
	case a.Pkg != b.Pkg && a.Pkg < b.Pkg, a.Pkg == b.Pkg && a.Name < b.Name:
		return -1
	case a == b:
		return 0
	}
	return 1
}
