package apiref

import (
	"path"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// typeSource leads to where a type is declared: to its public documentation if
// that is outside of the tree.
func typeSource(t *reference.Type) render.Ref {
	if t.Decl.Pkg.Lent {
		return elsewhere(t.Decl.File.Path, t.Decl.Name)
	}
	return render.Ref{File: t.Decl.File.Path, Line: t.Decl.Pos.Line}
}

// fieldSource is typeSource for a field.
func fieldSource(f *reference.Field) render.Ref {
	if m := f.Member; m != nil && m.Decl.Pkg.Lent {
		return elsewhere(m.Decl.File.Path, m.Decl.Name+"."+m.Name)
	}
	return render.Ref{File: f.File, Line: f.Pos.Line}
}

// elsewhere is the public documentation of a name that is declared in a file of
// another module, which is given as module@version/path.
func elsewhere(file, name string) render.Ref {
	return render.Ref{URL: "https://pkg.go.dev/" + path.Dir(file) + "#" + name}
}
