package factgraph

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/partial"
)

// describe says what a package in focus is made of.
func (b *builder) describe(p *partial.Package) *Package {
	out := &Package{Path: p.Path, Name: p.Name}
	for _, f := range p.Files {
		at := b.at(f.Name.Pos(), token.NoPos)
		out.Files = append(out.Files, at.Path)
		if !out.At.IsValid() || f.Doc != nil && out.Doc == "" {
			out.At = at
		}
		if out.Doc == "" {
			doc := b.says(f.Doc)
			out.Doc, out.DocAt = doc.doc, doc.docAt
		}
		out.Notes = append(out.Notes, b.floating(f)...)
	}
	if p.Tree == nil {
		return out
	}
	out.Dir = p.Tree.Dir
	for _, f := range p.Tree.Files {
		if f.Test || f.Header.Package == "documentation" || f.Header.Constraint == "" && !namedFor(b.tree.Build.Built, f.Base()) {
			continue
		}
		v := Variant{File: f.Path, Constraint: f.Header.Constraint, Active: f.Active || slices.Contains(out.Files, f.Path), At: Pos{Path: f.Path, Line: f.Header.PackagePos.Line}}
		if src, err := b.tree.ReadFile(f.Path); err == nil {
			v.Declares = declares(f.Path, src)
		}
		out.Variants = append(out.Variants, v)
	}
	return out
}

// namedFor reports whether a file's name says that only some platforms take it.
func namedFor(built func(platform, base, constraint string, importsC bool) bool, base string) bool {
	// No platform is all of these, so a name that all take is for none.
	for _, platform := range []string{"linux/amd64", "windows/386", "darwin/arm64", "plan9/arm"} {
		if !built(platform, base, "", false) {
			return true
		}
	}
	return false
}

// declares lists the functions and types of a file, whether or not it is built.
func declares(name string, src []byte) []Decl {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	var out []Decl
	add := func(name string, pos token.Pos) {
		out = append(out, Decl{name, Pos{Path: path.Clean(fset.Position(pos).Filename), Line: fset.Position(pos).Line}})
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			n := d.Name.Name
			if d.Recv != nil && len(d.Recv.List) == 1 {
				n = baseName(d.Recv.List[0].Type) + "." + n
			}
			add(n, d.Name.Pos())
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					add(t.Name.Name, t.Name.Pos())
				}
			}
		}
	}
	return out
}
