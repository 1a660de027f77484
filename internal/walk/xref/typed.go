package xref

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A checker type-checks packages with the bodies of their functions, one at a
// time, against the declarations of what they import.
type checker struct {
	tree *walk.Tree
	prog *typed.Program
}

// A unit is what is checked together: the files of a package with its tests, or
// those of its external test package.
type unit struct {
	pkg   *walk.Package
	path  string
	files []*walk.File
	under *types.Package // the package an external test is about
}

// check returns what the files of a package refer to; nil for those that are not
// built, or do not parse.
func (c *checker) check(p *walk.Package) []*File {
	out := make([]*File, len(p.Files))
	main, external := unit{pkg: p, path: p.ImportPath}, unit{pkg: p, path: p.ImportPath + "_test"}
	for _, f := range p.Files {
		switch {
		case !f.Active || importsC(f):
		case f.XTest:
			external.files = append(external.files, f)
		default:
			main.files = append(main.files, f)
		}
	}
	index := map[*walk.File]int{}
	for i, f := range p.Files {
		index[f] = i
	}
	for _, u := range []*unit{&main, &external} {
		if len(u.files) == 0 {
			continue
		}
		pkg, found := c.unit(u)
		external.under = pkg
		for f, x := range found {
			out[index[f]] = x
		}
	}
	return out
}

func importsC(f *walk.File) bool {
	for _, im := range f.Header.Imports {
		if im.Path == "C" {
			return true
		}
	}
	return false
}

func (c *checker) unit(u *unit) (*types.Package, map[*walk.File]*File) {
	fset := token.NewFileSet()
	var parsed []*ast.File
	var files []*walk.File
	for _, f := range u.files {
		src, err := c.tree.Source(f)
		if err != nil {
			continue
		}
		syntax, err := parser.ParseFile(fset, f.Path, src, parser.SkipObjectResolution)
		if syntax != nil && err == nil {
			parsed, files = append(parsed, syntax), append(files, f)
		}
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	cfg := types.Config{
		Importer:    importerFunc(func(path string) (*types.Package, error) { return c.find(u, path) }),
		FakeImportC: true,
		Error:       func(error) {}, // what could be made out is used
		GoVersion:   "",
	}
	pkg, _ := cfg.Check(u.path, fset, parsed, info)
	out := map[*walk.File]*File{}
	w := &writer{c: c, u: u, fset: fset, pkg: pkg, info: info, named: map[types.Object]Symbol{}}
	for i, syntax := range parsed {
		out[files[i]] = w.file(files[i], syntax)
	}
	return pkg, out
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// find returns the declarations of an imported package: an external test sees
// the package it is about with what its other tests export.
func (c *checker) find(u *unit, importPath string) (*types.Package, error) {
	if importPath == "unsafe" {
		return types.Unsafe, nil
	}
	r := c.tree.Resolve(u.pkg, importPath)
	if r.Package == u.pkg && u.under != nil {
		return u.under, nil
	}
	at := importPath
	if r.Package != nil {
		at = r.Package.ImportPath
	}
	if q := c.prog.Package(at); q != nil && q.Types != nil {
		return q.Types, nil
	}
	return nil, errMissing
}

type missing struct{}

func (missing) Error() string { return "package not found" }

var errMissing = missing{}

// A writer turns what the checker found about one unit into Files.
type writer struct {
	c     *checker
	u     *unit
	fset  *token.FileSet
	pkg   *types.Package
	info  *types.Info
	named map[types.Object]Symbol

	out     *File
	symbols map[Symbol]int32
	at      *token.File
	calls   map[*ast.Ident]bool
}

func (w *writer) file(f *walk.File, syntax *ast.File) *File {
	w.out = &File{Typed: true}
	w.symbols = map[Symbol]int32{}
	w.at = w.fset.File(syntax.FileStart)
	w.calls = map[*ast.Ident]bool{}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id := called(n.Fun); id != nil {
				w.calls[id] = true
			}
		case *ast.Ident:
			if o := w.info.Uses[n]; o != nil {
				w.use(n, o)
			}
		}
		return true
	})
	sortRefs(w.out)
	return w.out
}

// called returns the identifier that a call names, or nil.
func called(fun ast.Expr) *ast.Ident {
	for {
		switch e := fun.(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			return e.Sel
		case *ast.ParenExpr:
			fun = e.X
		case *ast.IndexExpr:
			fun = e.X
		case *ast.IndexListExpr:
			fun = e.X
		default:
			return nil
		}
	}
}

func (w *writer) use(id *ast.Ident, o types.Object) {
	r := Ref{Offset: int32(w.at.Offset(id.Pos())), Line: int32(w.at.Line(id.Pos())), Symbol: Local}
	if _, isPackage := o.(*types.PkgName); isPackage || o.Pkg() == nil {
		return // the import says it, or the language
	}
	s, ok := w.named[o]
	if !ok {
		s = w.symbol(o)
		w.named[o] = s
	}
	switch {
	case s.Name != "":
		n, ok := w.symbols[s]
		if !ok {
			n = int32(len(w.out.Symbols))
			w.symbols[s] = n
			w.out.Symbols = append(w.out.Symbols, s)
		}
		r.Symbol = n
		if _, isFunc := o.(*types.Func); isFunc {
			r.Call = w.calls[id]
		}
	case o.Pkg() != w.pkg || o.Pos() < w.fileStart() || o.Pos() > w.fileEnd():
		return
	default:
		if r.Def = int32(w.at.Line(o.Pos())); r.Def == r.Line {
			return
		}
	}
	w.out.Refs = append(w.out.Refs, r)
}

func (w *writer) fileStart() token.Pos { return token.Pos(w.at.Base()) }
func (w *writer) fileEnd() token.Pos   { return token.Pos(w.at.Base() + w.at.Size()) }

// symbol names an object of the package level. The name is "" for what is local
// to a function, and for fields of packages that are not in the tree.
func (w *writer) symbol(o types.Object) Symbol {
	pkg := strings.TrimSuffix(o.Pkg().Path(), "_test")
	if o.Pkg() != w.pkg || o.Pkg().Path() != w.u.path {
		pkg = o.Pkg().Path()
	}
	if o.Parent() == o.Pkg().Scope() {
		return Symbol{pkg, o.Name()}
	}
	switch o := o.(type) {
	case *types.Func:
		o = o.Origin()
		if recv := o.Signature().Recv(); recv != nil {
			if name := typeName(recv.Type()); name != nil && name.Parent() == name.Pkg().Scope() {
				return Symbol{pkg, name.Name() + "." + o.Name()}
			}
		}
		return w.declared(o, pkg)
	case *types.Var:
		if o.IsField() {
			return w.declared(o.Origin(), pkg)
		}
	}
	return Symbol{}
}

func typeName(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Origin().Obj()
	}
	return nil
}

// declared finds what a field is called by where it stands.
func (w *writer) declared(o types.Object, pkg string) Symbol {
	fset := w.c.prog.Fset
	if o.Pkg() == w.pkg || o.Pkg() == w.u.under {
		if fset = w.fset; o.Pkg() == w.u.under {
			return Symbol{} // it was checked with positions of its own
		}
	}
	file := fset.File(o.Pos())
	if file == nil {
		return Symbol{}
	}
	p := w.c.tree.PackageIn(path.Dir(file.Name()))
	if p == nil || p.Vendored {
		return Symbol{}
	}
	for _, f := range p.Files {
		if f.Path != file.Name() {
			continue
		}
		if outline := Of(f); outline != nil {
			if d := outline.Declared(file.Offset(o.Pos())); d != nil {
				return Symbol{pkg, d.Name}
			}
		}
	}
	return Symbol{}
}
