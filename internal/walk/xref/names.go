package xref

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func sortRefs(f *File) {
	slices.SortStableFunc(f.Refs, func(a, b Ref) int { return int(a.Offset - b.Offset) })
}

// A namer follows the scopes of files that nothing is known of but their text.
type namer struct {
	tree     *walk.Tree
	declared map[string]map[string]bool // by directory, the names that a package declares
}

// declares reports whether a package of the tree declares a name; known is false
// for packages that are not of the tree.
func (n *namer) declares(p *walk.Package, name string) bool {
	names, ok := n.declared[p.Dir]
	if !ok {
		names = map[string]bool{}
		for _, f := range p.Files {
			if o := Of(f); o != nil {
				for i := range o.Defs {
					names[o.Defs[i].Name] = true
				}
			}
		}
		n.declared[p.Dir] = names
	}
	return names[name]
}

// names returns what the scopes tell of a file, as far as it can be parsed.
func (n *namer) names(f *walk.File) *File {
	src, err := n.tree.Source(f)
	if err != nil {
		return &File{}
	}
	fset := token.NewFileSet()
	// The parser's resolution of identifiers within the file is all there is
	// without types.
	syntax, _ := parser.ParseFile(fset, f.Path, src, 0)
	if syntax == nil || fset.File(syntax.FileStart) == nil {
		return &File{}
	}
	r := &nameRefs{n: n, f: f, file: fset.File(syntax.FileStart), out: &File{}, symbols: map[Symbol]int32{}, imports: n.imports(f, syntax)}
	r.walk(syntax)
	sortRefs(r.out)
	return r.out
}

// An importedAs is what the name of an import stands for.
type importedAs struct {
	path string
	pkg  *walk.Package // nil if it is not of the tree
}

func (n *namer) imports(f *walk.File, syntax *ast.File) map[string]importedAs {
	out := map[string]importedAs{}
	for _, im := range syntax.Imports {
		p, err := strconv.Unquote(im.Path.Value)
		if err != nil {
			continue
		}
		as := importedAs{path: p}
		name := lastElement(p)
		if r := n.tree.Resolve(f.Pkg, p); r.Package != nil {
			as.path = r.Package.ImportPath
			name = r.Package.Name
			if !r.Package.Vendored {
				as.pkg = r.Package
			}
		}
		if im.Name != nil {
			name = im.Name.Name
		}
		out[name] = as
	}
	return out
}

// lastElement guesses the name of a package by its path.
func lastElement(p string) string {
	base := path.Base(p)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(p))
	}
	if i := strings.LastIndex(base, ".v"); i > 0 {
		base = base[:i]
	}
	return strings.TrimPrefix(base, "go-")
}

type nameRefs struct {
	n       *namer
	f       *walk.File
	file    *token.File
	out     *File
	symbols map[Symbol]int32
	imports map[string]importedAs
	calls   map[*ast.Ident]bool
	done    map[*ast.Ident]bool
}

func (r *nameRefs) walk(syntax *ast.File) {
	r.calls, r.done = map[*ast.Ident]bool{}, map[*ast.Ident]bool{syntax.Name: true}
	ast.Inspect(syntax, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if id := called(node.Fun); id != nil {
				r.calls[id] = true
			}
		case *ast.KeyValueExpr:
			if id, ok := node.Key.(*ast.Ident); ok {
				r.done[id] = true // a field, or a name: who knows
			}
		case *ast.SelectorExpr:
			r.selector(node)
		case *ast.Ident:
			r.ident(node)
		}
		return true
	})
}

func (r *nameRefs) add(id *ast.Ident, s Symbol) {
	n, ok := r.symbols[s]
	if !ok {
		n = int32(len(r.out.Symbols))
		r.symbols[s] = n
		r.out.Symbols = append(r.out.Symbols, s)
	}
	r.out.Refs = append(r.out.Refs, Ref{Offset: int32(r.file.Offset(id.Pos())), Line: int32(r.file.Line(id.Pos())), Symbol: n, Call: r.calls[id]})
}

// selector finds qualified names, and members of what is declared to be of a type
// of the package.
func (r *nameRefs) selector(e *ast.SelectorExpr) {
	r.done[e.Sel] = true
	x, ok := e.X.(*ast.Ident)
	if !ok {
		return
	}
	if x.Obj == nil {
		as, ok := r.imports[x.Name]
		if !ok || as.pkg != nil && !r.n.declares(as.pkg, e.Sel.Name) {
			return
		}
		r.done[x] = true
		r.add(e.Sel, Symbol{as.path, e.Sel.Name})
		return
	}
	field, ok := x.Obj.Decl.(*ast.Field)
	if !ok {
		return
	}
	if of := receiver(field.Type); of != "" && r.n.declares(r.f.Pkg, of+"."+e.Sel.Name) {
		r.add(e.Sel, Symbol{r.f.Pkg.ImportPath, of + "." + e.Sel.Name})
	}
}

// ident finds names of the file and the package.
func (r *nameRefs) ident(id *ast.Ident) {
	if r.done[id] || id.Name == "_" {
		return
	}
	if id.Obj == nil {
		if r.n.declares(r.f.Pkg, id.Name) && !r.defines(id) {
			r.add(id, Symbol{r.f.Pkg.ImportPath, id.Name})
		}
		return
	}
	at := id.Obj.Pos()
	if !at.IsValid() || at == id.Pos() {
		return
	}
	offset := r.file.Offset(at)
	if o := Of(r.f); o != nil {
		if d := o.Declared(offset); d != nil {
			if d.Kind <= Type && d.Name == id.Name {
				r.add(id, Symbol{r.f.Pkg.ImportPath, d.Name})
			}
			return
		}
	}
	if line := r.file.Line(id.Pos()); r.file.Line(at) != line {
		r.out.Refs = append(r.out.Refs, Ref{Offset: int32(r.file.Offset(id.Pos())), Line: int32(line), Symbol: Local, Def: int32(r.file.Line(at))})
	}
}

// defines reports whether the identifier declares what it names.
func (r *nameRefs) defines(id *ast.Ident) bool {
	o := Of(r.f)
	return o != nil && o.Declared(r.file.Offset(id.Pos())) != nil
}
