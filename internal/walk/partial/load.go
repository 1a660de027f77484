package partial

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A sourceFile is a file that declarations are taken from.
type sourceFile struct {
	pkg  *Package
	name string
	src  []byte

	header  bool // parsed
	specs   []*ast.ImportSpec
	byName  map[string]*ast.ImportSpec
	used    map[*ast.ImportSpec]bool
	decls   []ast.Decl
	whole   *ast.File // of a package in focus
	imports bool      // byName is filled
}

type loader struct {
	opts     Options
	sources  *sources
	fset     *token.FileSet
	packages map[string]*Package
	imports  map[importKey]*Package
	missing  map[string]bool
	focus    []*Package
	todo     []work
	prog     *Program

	// members are the names the focus selects or uses as keys, methods those it
	// declares methods by.
	members, methods map[string]bool
}

// work is a piece of syntax whose names have to be found.
type work struct {
	file *sourceFile
	node ast.Node
}

// roots opens the packages in focus.
func (l *loader) roots(ctx context.Context) error {
	paths := slices.Clone(l.opts.Focus)
	for p := range l.opts.Some {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := l.open(l.sources.locate(typed.Location{}, path))
		if p == nil {
			return notFound(path)
		}
		l.focus = append(l.focus, p)
		p.Focus = slices.Contains(l.opts.Focus, path)
		p.bodies = map[string]bool{}
		for _, name := range l.opts.Some[path] {
			p.bodies[name] = true
		}
		if p.Focus {
			l.parseWhole(p)
		}
	}
	// Only now is all known that the focus mentions.
	for _, p := range l.focus {
		if !p.Focus {
			l.parseSome(p)
		}
	}
	return nil
}

// parseWhole parses the files of a package in focus.
func (l *loader) parseWhole(p *Package) {
	for _, f := range p.files {
		file, _ := parser.ParseFile(l.fset, f.name, f.src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			continue
		}
		f.whole, f.specs, f.header = file, file.Imports, true
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv != nil {
				l.methods[fd.Name.Name] = true
			}
		}
		l.mention(file)
		l.todo = append(l.todo, work{f, file})
	}
}

// parseSome parses the functions wanted of a package.
func (l *loader) parseSome(p *Package) {
	for _, name := range slices.Sorted(maps.Keys(p.bodies)) {
		if typ, method, ok := strings.Cut(name, "."); ok {
			for _, c := range p.index.methods[typ][method] {
				l.take(p, c, "")
			}
			continue
		}
		l.want(p, name)
	}
	// Types come last: which of their members are kept depends on what the
	// functions mention.
	for _, name := range slices.Sorted(maps.Keys(p.bodies)) {
		if typ, _, ok := strings.Cut(name, "."); ok {
			l.want(p, typ)
		}
	}
}

// mention notes the members that focus code names.
func (l *loader) mention(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			l.members[n.Sel.Name] = true
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				l.members[id.Name] = true
			}
		}
		return true
	})
}

// open opens a package, or returns nil if it has no files.
func (l *loader) open(at typed.Location) *Package {
	if p, ok := l.packages[at.Path]; ok {
		return p
	}
	if len(at.Files) == 0 {
		return nil
	}
	st := l.sources.open(at)
	p := &Package{Path: at.Path, Name: st.name, Std: at.Std, Tree: at.Tree, at: at, wanted: map[string]bool{}, kept: map[string]*ast.TypeSpec{},
		index: &st.index, taken: map[*chunk]*taking{}}
	for _, f := range st.files {
		p.files = append(p.files, &sourceFile{pkg: p, name: f.name, src: f.src, used: map[*ast.ImportSpec]bool{}})
	}
	l.packages[at.Path] = p
	return p
}

// gather follows names until nothing new turns up.
func (l *loader) gather(ctx context.Context) error {
	for i := 0; len(l.todo) > 0; i++ {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		w := l.todo[len(l.todo)-1]
		l.todo = l.todo[:len(l.todo)-1]
		l.names(w)
	}
	return nil
}

// names finds what the names in a piece of syntax stand for.
func (l *loader) names(w work) {
	ast.Inspect(w.node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.CommentGroup:
			return false
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				if spec := l.importOf(w.file, id.Name); spec != nil {
					w.file.used[spec] = true
					if p := l.imported(w.file, spec); p != nil {
						l.want(p, n.Sel.Name)
					}
				}
				if w.file.whole == nil {
					l.want(w.file.pkg, id.Name)
				}
				return false
			}
			l.names(work{w.file, n.X})
			return false
		case *ast.Ident:
			if w.file.whole == nil {
				l.want(w.file.pkg, n.Name)
			}
		}
		return true
	})
}
