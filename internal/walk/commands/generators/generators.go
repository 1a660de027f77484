// Package generators finds the programs of a tree that write documentation of
// command trees, and what they write it about, so that the same can be written
// without building them.
//
// A generator is told by what it imports: cobra's documentation writers, a
// converter to manual pages, or a YAML library next to cobra. What it documents is
// told by its main function, which calls constructors and hands on what they
// return. No name of a tree is known here.
package generators

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A Format is what a generator writes.
type Format string

// The formats. Markdown is that of cobra, of the one tree the generator is
// about; Components is the same from a generator that is told which of several
// programs it is to be about.
const (
	Markdown   Format = "markdown"
	Components Format = "components"
	Man        Format = "man"
	YAML       Format = "yaml"
)

// A Generator is one program that writes documentation.
type Generator struct {
	// Package is its import path: the program context its entries are to be
	// evaluated in.
	Package string
	Format  Format
	Entries []Entry
}

// An Entry is one command tree that a generator documents.
type Entry struct {
	// Module is the word that asks for it on the generator's command line; "" if
	// there is nothing to ask.
	Module string
	// Func is the constructor, "import/path.Func".
	Func string
	// NoGlobals: the generator takes the flags off pflag.CommandLine first.
	NoGlobals bool
	// Edited: the generator changes the files it has written.
	Edited bool
	// Main: the generator's own main function is to be evaluated up to where it
	// writes documentation, because more happens on the way than a constructor
	// being called. Func, if there is one, serves if it does not come so far.
	Main bool
}

const (
	docPackage    = commands.CobraModule + "/doc"
	md2manPackage = "github.com/cpuguy83/go-md2man/v2/md2man"
)

var yamlPackages = []string{"gopkg.in/yaml.v2", "go.yaml.in/yaml/v2", "gopkg.in/yaml.v3", "go.yaml.in/yaml/v3", "sigs.k8s.io/yaml"}

// Find returns the generators of a tree, sorted by package.
func Find(t *walk.Tree) ([]Generator, error) {
	var out []Generator
	writers := writers(t)
	for _, pkg := range t.Packages {
		format, ok := formatOf(pkg)
		if !ok {
			if pkg.IsMain() && !pkg.Vendored && reaches(t, pkg, writers) {
				out = append(out, Generator{Package: pkg.ImportPath, Format: Markdown, Entries: []Entry{{Main: true}}})
			}
			continue
		}
		g := Generator{Package: pkg.ImportPath, Format: format}
		for _, f := range pkg.GoFiles() {
			syntax, err := t.Parse(f)
			if err != nil {
				continue // the tree's errors tell
			}
			g.Entries = append(g.Entries, entries(syntax.AST)...)
		}
		if len(g.Entries) == 0 && format == Markdown && reaches(t, pkg, writers) {
			g.Entries = []Entry{{Main: true}}
		}
		if len(g.Entries) == 0 {
			continue
		}
		if g.Format == Markdown && slices.ContainsFunc(g.Entries, func(e Entry) bool { return e.Module != "" }) {
			g.Format = Components
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b Generator) int { return cmp.Compare(a.Package, b.Package) })
	return out, nil
}

// formatOf tells from imports what a program may write.
func formatOf(pkg *walk.Package) (Format, bool) {
	if !pkg.IsMain() || pkg.Vendored {
		return "", false
	}
	imports := map[string]bool{}
	for _, f := range pkg.GoFiles() {
		for _, imp := range f.Header.Imports {
			imports[imp.Path] = true
		}
	}
	switch {
	case imports[docPackage]:
		return Markdown, true
	case imports[md2manPackage]:
		return Man, true
	case imports[commands.CobraModule] && slices.ContainsFunc(yamlPackages, func(p string) bool { return imports[p] }):
		return YAML, true
	}
	return "", false
}

// entries reads the main function of a file.
func entries(file *ast.File) []Entry {
	r := reader{imports: importNames(file)}
	for _, d := range file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name == "main" && fd.Body != nil {
			r.block("", fd.Body.List)
		}
	}
	return r.out
}

func importNames(file *ast.File) map[string]string {
	out := map[string]string{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = path
	}
	return out
}

type reader struct {
	imports map[string]string
	out     []Entry
}

// block reads the statements that belong to one module.
func (r *reader) block(module string, list []ast.Stmt) {
	made := map[string]string{} // variable to constructor
	var order []string
	noGlobals := false
	uses := map[string]int{}
	for _, s := range list {
		switch s := s.(type) {
		case *ast.SwitchStmt:
			for _, c := range s.Body.List {
				if cc, ok := c.(*ast.CaseClause); ok && len(cc.List) == 1 {
					if word, ok := stringLit(cc.List[0]); ok {
						r.block(word, cc.Body)
					}
				}
			}
			continue
		case *ast.AssignStmt:
			if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
				break
			}
			if sel, ok := s.Lhs[0].(*ast.SelectorExpr); ok && r.is(sel, commands.PflagModule, "CommandLine") {
				noGlobals = true
			}
			name, isName := s.Lhs[0].(*ast.Ident)
			if call, ok := s.Rhs[0].(*ast.CallExpr); ok && isName && s.Tok == token.DEFINE {
				if f := r.function(call.Fun); f != "" {
					made[name.Name] = f
					order = append(order, name.Name)
				}
			}
		}
		for _, v := range order {
			if handsOn(s, v) {
				uses[v]++
			}
		}
	}
	for _, v := range order {
		if uses[v] > 0 {
			r.out = append(r.out, Entry{Module: module, Func: made[v], NoGlobals: noGlobals, Edited: r.edited(list, v), Main: module == "" && touched(list, v)})
		}
	}
}

// function names a function of an imported package of the tree or elsewhere.
func (r *reader) function(e ast.Expr) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok || r.imports[pkg.Name] == "" {
		return ""
	}
	return r.imports[pkg.Name] + "." + sel.Sel.Name
}

func (r *reader) is(sel *ast.SelectorExpr, path, name string) bool {
	pkg, ok := sel.X.(*ast.Ident)
	return ok && r.imports[pkg.Name] == path && sel.Sel.Name == name
}

// handsOn reports whether a statement is a call with a variable as its first
// argument: what a constructor returned is what is documented.
func handsOn(s ast.Stmt, variable string) bool {
	e, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := e.X.(*ast.CallExpr)
	return ok && len(call.Args) > 1 && isIdent(call.Args[0], variable)
}

// edited reports whether cobra's writers are called with a variable and then a
// function of the program's own is, which can only change what was written.
func (r *reader) edited(list []ast.Stmt, variable string) bool {
	written := false
	for _, s := range list {
		if !handsOn(s, variable) {
			continue
		}
		call := s.(*ast.ExprStmt).X.(*ast.CallExpr)
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			pkg, _ := sel.X.(*ast.Ident)
			written = written || pkg != nil && r.imports[pkg.Name] == docPackage
		} else if written {
			return true
		}
	}
	return false
}

// touched reports whether a statement does something to a variable besides making
// it and handing it on: what is set there counts.
func touched(list []ast.Stmt, variable string) bool {
	for _, s := range list {
		if handsOn(s, variable) {
			continue
		}
		if a, ok := s.(*ast.AssignStmt); ok && a.Tok == token.DEFINE && len(a.Lhs) == 1 && isIdent(a.Lhs[0], variable) {
			continue
		}
		found := false
		ast.Inspect(s, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			found = found || ok && isIdent(e, variable)
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func stringLit(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
