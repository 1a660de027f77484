package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (b *builder) declareType(d *ast.GenDecl, s *ast.TypeSpec) {
	doc := s.Doc
	if doc == nil && len(d.Specs) == 1 {
		doc = d.Doc
	}
	t := &Type{Sym: Sym{b.pkg.Path, s.Name.Name}, At: b.at(s.Name.Pos(), token.NoPos), Form: "other"}
	text := b.says(doc)
	t.Doc, t.DocAt, t.Deprecated, t.DeprecatedAt = text.doc, text.docAt, text.deprecated, text.deprecatedAt
	switch x := s.Type.(type) {
	case *ast.StructType:
		t.Form = "struct"
		b.fields(t, x)
	case *ast.InterfaceType:
		t.Form = "interface"
		for _, m := range x.Methods.List {
			if len(m.Names) == 0 {
				t.Embeds = append(t.Embeds, b.typeRef(m.Type))
				continue
			}
			doc, _ := comment(m.Doc)
			t.Methods = append(t.Methods, Method{m.Names[0].Name, doc, b.at(m.Pos(), token.NoPos)})
		}
	case *ast.FuncType:
		t.Form = "func"
	case *ast.MapType:
		t.Form = "map"
	case *ast.ArrayType:
		t.Form = "slice"
	}
	if t.Form != "struct" && t.Form != "interface" {
		if obj := b.pkg.Info.Defs[s.Name]; obj != nil {
			t.Text = short(b.typeText(obj.Type().Underlying()))
		}
	}
	b.graph.types[t.Sym] = t
	b.graph.Types = append(b.graph.Types, t)
}

func (b *builder) fields(t *Type, x *ast.StructType) {
	for _, f := range x.Fields.List {
		ref := b.typeRef(f.Type)
		doc := b.says(f.Doc)
		if doc.doc == "" {
			doc = b.says(f.Comment)
		}
		if len(f.Names) == 0 {
			name := ref.Text[strings.LastIndexAny(ref.Text, ".*")+1:]
			t.Fields = append(t.Fields, Field{name, ref.Text, ref.Sym, true, doc.doc, doc.docAt, b.at(f.Pos(), token.NoPos)})
			t.Embeds = append(t.Embeds, ref)
			continue
		}
		for _, id := range f.Names {
			t.Fields = append(t.Fields, Field{id.Name, ref.Text, ref.Sym, false, doc.doc, doc.docAt, b.at(id.Pos(), token.NoPos)})
			if v, ok := b.pkg.Info.Defs[id].(*types.Var); ok {
				b.owners[v] = Sym{t.Pkg, t.Name + "." + id.Name}
			}
		}
	}
}

func (b *builder) typeRef(e ast.Expr) TypeRef {
	t := b.pkg.Info.TypeOf(e)
	if t == nil || t == types.Typ[types.Invalid] {
		return TypeRef{Text: short(exprText(e)), At: b.at(e.Pos(), token.NoPos)}
	}
	return TypeRef{short(b.typeText(t)), symOf(t), b.at(e.Pos(), token.NoPos)}
}

// implements relates types and interfaces.
func (b *builder) implements() {
	type named struct {
		sym Sym
		typ types.Type
	}
	var concrete []named
	var ifaces []named
	for _, p := range b.prog.All() {
		if p.Types == nil {
			continue
		}
		scope := p.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || !b.prog.Whole(tn) {
				continue
			}
			n, ok := tn.Type().(*types.Named)
			if !ok || n.TypeParams().Len() > 0 {
				continue
			}
			if i, ok := n.Underlying().(*types.Interface); ok {
				if i.NumMethods() > 0 && i.IsMethodSet() {
					ifaces = append(ifaces, named{Sym{p.Path, name}, n})
				}
			} else if p.Focus {
				concrete = append(concrete, named{Sym{p.Path, name}, n})
			}
		}
	}
	for _, c := range concrete {
		t := b.graph.types[c.sym]
		for _, i := range ifaces {
			iface := i.typ.Underlying().(*types.Interface)
			if t == nil || !types.Implements(types.NewPointer(c.typ), iface) {
				continue
			}
			t.Implements = append(t.Implements, i.sym)
			b.implementing[i.sym] = append(b.implementing[i.sym], c.sym)
			if it := b.graph.types[i.sym]; it != nil {
				it.Implementers = append(it.Implementers, c.sym)
			}
		}
	}
}
