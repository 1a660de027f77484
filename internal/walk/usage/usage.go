// Package usage finds, without types, who uses a package elsewhere in the tree,
// how a program gets there, and which flags set what.
//
// It goes by import declarations first and then parses only the files that can
// have something to say, so asking about one package of a large tree costs
// little.
package usage

import (
	"bytes"
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
	// Called reports whether the name is called on the spot.
	Called bool
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

type lister struct {
	syn   *walk.Syntax
	names map[string]string // imports by name
	out   *Func
	keys  []string // what encloses the node at hand is registered under
}

func (x *lister) line(p token.Pos) int { return x.syn.Pos(p).Line }

func (x *lister) list(f *walk.File, name string, from, to token.Pos, body ast.Node) *Func {
	x.out = &Func{Pkg: f.Pkg, Name: name, Path: f.Path, Line: x.line(from), Last: x.line(to)}
	x.visit(body, "", false)
	return x.out
}

// visit lists the names below n. key is what n is registered under, called
// whether n is what a call calls.
func (x *lister) visit(n ast.Node, key string, called bool) {
	switch n := n.(type) {
	case nil:
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok {
			if p, ok := x.names[id.Name]; ok {
				x.ref(p, n.Sel.Name, key, called, n.Pos())
				return
			}
		}
		x.ref("", n.Sel.Name, key, called, n.Sel.Pos()) // perhaps a method of this package
		x.visit(n.X, key, false)
	case *ast.Ident:
		x.ref(x.self(), n.Name, key, called, n.Pos())
	case *ast.CallExpr:
		x.visit(n.Fun, key, true)
		for i, a := range n.Args {
			k := ""
			if i > 0 {
				k = x.key(n.Args[0])
			}
			x.visit(a, k, false)
		}
	case *ast.AssignStmt:
		k := ""
		if ix, ok := n.Lhs[0].(*ast.IndexExpr); ok {
			k = x.text(ix.Index)
		}
		for _, r := range n.Rhs {
			x.visit(r, k, false)
		}
		for _, l := range n.Lhs {
			x.visit(l, "", false)
		}
	case *ast.CompositeLit:
		x.literal(n)
	default:
		x.children(n)
	}
}

// literal visits a literal: the key of a map entry names its value, and so does
// a field of a struct that says it is a name.
func (x *lister) literal(n *ast.CompositeLit) {
	name := ""
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && strings.EqualFold(id.Name, "name") {
				name = x.text(kv.Value)
			}
		}
	}
	if n.Type != nil {
		x.visit(n.Type, "", false)
	}
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			x.visit(e, "", false)
			continue
		}
		k := name
		if k == "" {
			k = x.text(kv.Key)
		}
		x.visit(kv.Value, k, false)
	}
}

func (x *lister) children(n ast.Node) {
	first := true
	ast.Inspect(n, func(c ast.Node) bool {
		if first {
			first = false
			return true
		}
		if c != nil {
			x.visit(c, "", false)
		}
		return false
	})
}

func (x *lister) self() string { return x.out.Pkg.ImportPath }

func (x *lister) ref(pkg, name, key string, called bool, at token.Pos) {
	x.out.Refs = append(x.out.Refs, Ref{Pkg: pkg, Name: name, Called: called, Key: key, Line: x.line(at)})
}

// key is text that can name an entry of a registry: a string or a constant, as
// far as names tell.
func (x *lister) key(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return x.text(e)
		}
	case *ast.Ident:
		if e.IsExported() {
			return e.Name
		}
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok && e.Sel.IsExported() && x.names[id.Name] != "" {
			return x.text(e)
		}
	}
	return ""
}

// text is a name or string as the source writes it, or "".
func (x *lister) text(e ast.Expr) string {
	switch e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.SelectorExpr:
		from, to := x.syn.Fset.File(e.Pos()).Offset(e.Pos()), x.syn.Fset.File(e.Pos()).Offset(e.End())
		if t := x.syn.Src[from:to]; len(t) < 80 && !bytes.ContainsAny(t, "\n") {
			return string(t)
		}
	}
	return ""
}
