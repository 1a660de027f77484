// Package usage finds, without types, who uses a package elsewhere in the tree,
// how a program gets there, and which flags set what.
//
// It goes by import declarations first and then parses only the files that can
// have something to say, so asking about one package of a large tree costs
// little.
package usage

import (
	"context"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Func is a function, method or package-level variable and what it names.
type Func struct {
	Pkg  *walk.Package
	Name string // "F", "T.M", or a variable
	Path string
	Line int // of the name
	Last int // of the body
	Refs []Ref
}

// A Ref is a mention of a package-level name.
type Ref struct {
	// Pkg is the import path, Name what is selected from it.
	Pkg, Name string
	// Called reports whether the name is called on the spot, Lit that it stands in a
	// function literal, which others call.
	Called, Lit bool
	// Key is what the name is registered under, as the source writes it, if it
	// is the value of a map entry or an argument beside one.
	Key  string
	Line int
}

// maxFiles bounds how many importing files are looked into: a library is used
// everywhere, and a few users show how.
const maxFiles = 160

// Of returns the functions outside dir that mention an exported name of a
// package, sorted by path and line. Tests and vendored packages do not count.
func Of(ctx context.Context, t *walk.Tree, pkg *walk.Package) ([]*Func, error) {
	var files []*walk.File
	for _, p := range t.Packages {
		if p.Vendored || p == pkg || within(p.Dir, pkg.Dir) {
			continue
		}
		for _, f := range p.Files {
			if f.Active && !f.Test && !f.Generated && imports(f, pkg.ImportPath) {
				files = append(files, f)
			}
		}
	}
	slices.SortStableFunc(files, func(a, b *walk.File) int { return nearness(a, pkg) - nearness(b, pkg) })
	if len(files) > maxFiles {
		files = files[:maxFiles]
	}
	slices.SortFunc(files, func(a, b *walk.File) int { return strings.Compare(a.Path, b.Path) })
	var out []*Func
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, fn := range Funcs(t, f) {
			if slices.ContainsFunc(fn.Refs, func(r Ref) bool { return r.Pkg == pkg.ImportPath }) {
				out = append(out, fn)
			}
		}
	}
	return out, nil
}

// nearness orders users: programs first, then by how much of the path they
// share with the package.
func nearness(f *walk.File, pkg *walk.Package) int {
	n := 40
	if underProgram(f.Pkg.Dir) {
		n = 0
	}
	a, b := strings.Split(f.Pkg.Dir, "/"), strings.Split(pkg.Dir, "/")
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		n -= 2
	}
	return n
}

func underProgram(dir string) bool {
	return strings.HasPrefix(dir, "cmd/") || strings.Contains(dir, "/cmd/") || dir == "."
}

func within(dir, of string) bool { return dir == of || strings.HasPrefix(dir, of+"/") }

func imports(f *walk.File, importPath string) bool {
	return slices.ContainsFunc(f.Header.Imports, func(im walk.Import) bool { return im.Path == importPath })
}

// Funcs lists the functions and variables of a file.
func Funcs(t *walk.Tree, f *walk.File) []*Func {
	syn, _ := t.Parse(f)
	if syn == nil {
		return nil
	}
	x := &lister{syn: syn, names: map[string]string{}}
	for _, im := range f.Header.Imports {
		name := im.Name
		if name == "" {
			name = packageName(t, f.Pkg, im.Path)
		}
		x.names[name] = im.Path
	}
	var out []*Func
	for _, d := range syn.AST.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				out = append(out, x.list(f, FuncName(d), d.Name.Pos(), d.End(), d.Body))
			}
		case *ast.GenDecl:
			if d.Tok != token.VAR {
				continue
			}
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && len(v.Values) > 0 {
					out = append(out, x.list(f, v.Names[0].Name, v.Pos(), v.End(), v))
				}
			}
		}
	}
	return out
}

// FuncName is "F" or "T.M".
func FuncName(d *ast.FuncDecl) string {
	if d.Recv != nil && len(d.Recv.List) == 1 {
		t := d.Recv.List[0].Type
		for {
			switch x := t.(type) {
			case *ast.StarExpr:
				t = x.X
				continue
			case *ast.IndexExpr:
				t = x.X
				continue
			case *ast.Ident:
				return x.Name + "." + d.Name.Name
			}
			break
		}
	}
	return d.Name.Name
}

// packageName is what a package calls itself, as far as the tree knows.
func packageName(t *walk.Tree, from *walk.Package, importPath string) string {
	if p := t.Resolve(from, importPath).Package; p != nil && p.Name != "" {
		return p.Name
	}
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	return base
}
