package api

import (
	"path"
	"regexp"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Ref is what a type's name stands for.
type Ref struct {
	// Predeclared is the name of a type of the language itself.
	Predeclared string
	// Decl is the declaration, if the tree has it and facts were taken of it.
	Decl *Decl
	// Path and Name are the import path and name of any other type; Path is ""
	// if the name cannot be resolved.
	Path, Name string
}

var predeclared = map[string]bool{
	"any": true, "bool": true, "byte": true, "comparable": true, "complex128": true, "complex64": true,
	"error": true, "float32": true, "float64": true, "int": true, "int16": true, "int32": true, "int64": true,
	"int8": true, "rune": true, "string": true, "uint": true, "uint16": true, "uint32": true, "uint64": true,
	"uint8": true, "uintptr": true,
}

// Resolve says what the name of a Named expression stands for in a file.
func (v *View) Resolve(f *walk.File, e Expr) Ref {
	if e.Kind != Named {
		return Ref{}
	}
	if e.Pkg == "" {
		return v.resolveLocal(f, e.Name)
	}
	p, pkg, ok := v.imported(f, e.Pkg)
	if !ok {
		return Ref{Name: e.Name}
	}
	ref := Ref{Path: p, Name: e.Name}
	if pkg != nil {
		ref.Decl = pkg.Type(e.Name)
	}
	return ref
}

// resolveLocal says what a name without a qualifier stands for: a type of the
// package, one of a package that the file imports with a dot, or one of the
// language.
func (v *View) resolveLocal(f *walk.File, name string) Ref {
	if pkg := v.Package(f.Pkg); pkg != nil && pkg.Type(name) != nil {
		return Ref{Decl: pkg.Type(name), Path: f.Pkg.ImportPath, Name: name}
	}
	var dotted string
	for _, imp := range f.Header.Imports {
		if imp.Name != "." {
			continue
		}
		if pkg := v.resolved(v.Tree.Resolve(f.Pkg, imp.Path), imp.Path); pkg != nil && pkg.Type(name) != nil {
			return Ref{Decl: pkg.Type(name), Path: imp.Path, Name: name}
		}
		dotted = imp.Path
	}
	switch {
	case predeclared[name]:
		return Ref{Predeclared: name, Name: name}
	case dotted != "":
		return Ref{Path: dotted, Name: name}
	}
	return Ref{Path: f.Pkg.ImportPath, Name: name}
}

// imported returns the package that a file knows by a name, nil if there are no
// facts of it. It is not ok if the file imports none of that name.
func (v *View) imported(f *walk.File, name string) (importPath string, pkg *Package, ok bool) {
	if v.Tree == nil { // a lent package is named by itself
		return "", nil, false
	}
	for _, imp := range f.Header.Imports {
		res := v.Tree.Resolve(f.Pkg, imp.Path)
		known := imp.Name
		switch {
		case known != "":
		case res.Package != nil && res.Package.Name != "":
			known = res.Package.Name
		default:
			known = importName(imp.Path)
		}
		if known == name {
			return imp.Path, v.resolved(res, imp.Path), true
		}
	}
	return "", nil, false
}

// resolved returns what is known of the package that an import path leads to:
// the tree's own if it has it, else one that is lent.
func (v *View) resolved(res walk.Resolution, importPath string) *Package {
	switch {
	case res.Package != nil:
		return v.Package(res.Package)
	case res.Kind == walk.External || res.Kind == walk.Vendored:
		return v.borrow(importPath)
	}
	return nil
}

var (
	majorRE  = regexp.MustCompile(`^v[0-9]+$`)
	gopkgRE  = regexp.MustCompile(`\.v[0-9]+$`)
	goAffixs = regexp.MustCompile(`^go-|[-.]go$`)
)

// importName guesses the name of a package that cannot be read.
func importName(p string) string {
	base := path.Base(p)
	if majorRE.MatchString(base) && path.Dir(p) != "." {
		// A version is the name of an API package, but not of a module's root.
		if parent := path.Base(path.Dir(path.Dir(p))); parent == "." || path.Dir(path.Dir(path.Dir(p))) == "." {
			base = path.Base(path.Dir(p))
		}
	}
	return goAffixs.ReplaceAllString(gopkgRE.ReplaceAllString(base, ""), "")
}

// Underlying follows the names in an expression to what is behind them: a
// predeclared type (Named) or any other kind. It is not ok if a name leads out
// of what is known, or in a circle. The file is where the result is written.
func (v *View) Underlying(f *walk.File, e Expr) (under Expr, in *walk.File, ok bool) {
	for range maxDepth {
		if e.Kind != Named {
			return e, f, e.Kind != Bad
		}
		ref := v.Resolve(f, e)
		switch {
		case ref.Predeclared != "":
			return e, f, true
		case ref.Decl == nil:
			return e, f, false
		}
		e, f = ref.Decl.Expr, ref.Decl.File
	}
	return e, f, false
}
