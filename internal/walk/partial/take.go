package partial

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
)

// want takes the declaration of a name.
func (l *loader) want(p *Package, name string) {
	if p.wanted[name] || p.Focus {
		return
	}
	p.wanted[name] = true
	for _, c := range p.index.names[name] {
		l.take(p, c, name)
	}
}

// take keeps what a chunk declares: of a group of types or variables only the
// one called name.
func (l *loader) take(p *Package, c *chunk, name string) {
	f := p.files[c.file]
	t := p.taken[c]
	if t == nil {
		t = &taking{decls: l.parseChunk(f, c)}
		p.taken[c] = t
		l.parseHeader(f)
	}
	for _, d := range t.decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !t.whole {
				l.takeFunc(f, d)
			}
		case *ast.GenDecl:
			l.takeGen(f, t, d, name)
		}
	}
	t.whole = true
}

// parseChunk parses a declaration where it stands.
func (l *loader) parseChunk(f *sourceFile, c *chunk) []ast.Decl {
	src := fmt.Appendf(nil, "package p\n//line %s:%d\n", f.name, c.line)
	file, _ := parser.ParseFile(l.fset, "", append(src, c.text...), parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	return file.Decls
}

func (l *loader) takeFunc(f *sourceFile, d *ast.FuncDecl) {
	name := d.Name.Name
	if d.Recv != nil && len(d.Recv.List) == 1 {
		name = baseName(d.Recv.List[0].Type) + "." + name
	}
	if f.pkg.bodies[name] {
		l.mention(d)
	} else {
		d.Body = nil
	}
	f.decls = append(f.decls, d)
	l.todo = append(l.todo, work{f, d})
}

func (l *loader) takeGen(f *sourceFile, t *taking, d *ast.GenDecl, name string) {
	if d.Tok == token.CONST {
		if !t.whole {
			f.decls = append(f.decls, d)
			l.todo = append(l.todo, work{f, d})
		}
		return
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.Name == name && f.pkg.kept[name] == nil {
				f.pkg.kept[name] = s
				l.prune(s)
				f.decls = append(f.decls, &ast.GenDecl{Tok: token.TYPE, TokPos: s.Pos(), Specs: []ast.Spec{s}})
				l.todo = append(l.todo, work{f, s})
				l.takeMethods(f.pkg, name)
			}
		case *ast.ValueSpec:
			if i := slices.IndexFunc(s.Names, func(id *ast.Ident) bool { return id.Name == name }); i >= 0 {
				if len(s.Names) > 1 && len(s.Values) <= 1 && i > 0 && f.pkg.wanted[s.Names[0].Name] && s.Names[0].Name != name {
					continue // came with its first name
				}
				if s.Type != nil {
					s.Values = nil // its value's own business
				}
				f.decls = append(f.decls, &ast.GenDecl{Tok: token.VAR, TokPos: s.Pos(), Specs: []ast.Spec{s}})
				l.todo = append(l.todo, work{f, s})
				for _, id := range s.Names {
					f.pkg.wanted[id.Name] = true
				}
			}
		}
	}
}

// takeMethods keeps the methods of a type that the focus may call.
func (l *loader) takeMethods(p *Package, typ string) {
	for _, name := range slices.Sorted(maps.Keys(p.index.methods[typ])) {
		if l.members[name] || p.bodies[typ+"."+name] {
			for _, c := range p.index.methods[typ][name] {
				if t := p.taken[c]; t == nil || !t.whole {
					l.take(p, c, "")
				}
			}
		}
	}
}

// prune drops the members of a type that the focus does not name.
func (l *loader) prune(s *ast.TypeSpec) {
	switch t := s.Type.(type) {
	case *ast.StructType:
		t.Fields.List = slices.DeleteFunc(t.Fields.List, func(f *ast.Field) bool {
			return len(f.Names) > 0 && !slices.ContainsFunc(f.Names, func(id *ast.Ident) bool { return l.members[id.Name] })
		})
	case *ast.InterfaceType:
		mayImplement := len(t.Methods.List) > 0
		for _, m := range t.Methods.List {
			for _, id := range m.Names {
				mayImplement = mayImplement && l.methods[id.Name]
			}
		}
		if mayImplement {
			l.prog.whole[s.Name.Pos()] = true
			return
		}
		t.Methods.List = slices.DeleteFunc(t.Methods.List, func(f *ast.Field) bool {
			return len(f.Names) > 0 && !l.members[f.Names[0].Name]
		})
	}
}

// baseName is the name of a receiver's type.
func baseName(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		default:
			return ""
		}
	}
}
