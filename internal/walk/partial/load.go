package partial

import (
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
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

type importKey struct {
	from *Package
	path string
}

type loader struct {
	opts     Options
	find     *typed.Locator
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
		p := l.open(l.find.Locate(typed.Location{}, path))
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

// open reads and indexes a package, or returns nil if it has no files.
func (l *loader) open(at typed.Location) *Package {
	if p, ok := l.packages[at.Path]; ok {
		return p
	}
	if len(at.Files) == 0 {
		return nil
	}
	p := &Package{Path: at.Path, Std: at.Std, Tree: at.Tree, at: at, wanted: map[string]bool{}, kept: map[string]*ast.TypeSpec{},
		index: &index{names: map[string][]*chunk{}, methods: map[string]map[string][]*chunk{}}}
	for _, s := range at.Files {
		src, err := s.Read()
		if err != nil || !l.find.Built(s.Name, src) || bytes.Contains(src, []byte("import \"C\"")) {
			continue
		}
		f := &sourceFile{pkg: p, name: s.Name, src: src, used: map[*ast.ImportSpec]bool{}}
		p.files = append(p.files, f)
		p.index.scan(f, src)
		if p.Name == "" {
			p.Name = packageName(src)
		}
	}
	l.packages[at.Path] = p
	return p
}

// packageName reads a package clause.
func packageName(src []byte) string {
	f, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly)
	if f == nil || f.Name == nil {
		return ""
	}
	return f.Name.Name
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

// parseHeader reads a file's imports.
func (l *loader) parseHeader(f *sourceFile) {
	if f.header {
		return
	}
	f.header = true
	if file, _ := parser.ParseFile(l.fset, f.name, f.src, parser.ImportsOnly|parser.SkipObjectResolution); file != nil {
		f.specs = file.Imports
	}
}

// importOf returns the import that a name stands for in a file.
func (l *loader) importOf(f *sourceFile, name string) *ast.ImportSpec {
	if !f.imports {
		l.parseHeader(f)
		f.imports, f.byName = true, map[string]*ast.ImportSpec{}
		for _, s := range f.specs {
			if n := l.importName(f, s); n != "" && n != "_" {
				f.byName[n] = s
			}
		}
	}
	return f.byName[name]
}

func (l *loader) importName(f *sourceFile, s *ast.ImportSpec) string {
	if s.Name != nil {
		return s.Name.Name
	}
	ip, _ := strconv.Unquote(s.Path.Value)
	at := l.find.Locate(f.pkg.at, ip)
	switch {
	case at.Tree != nil:
		return at.Tree.Name
	case at.Std || len(at.Files) == 0:
		return guessName(ip)
	}
	if src, err := at.Files[0].Read(); err == nil {
		return packageName(src)
	}
	return guessName(ip)
}

// guessName is what the package at a path is most likely called.
func guessName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	base, _, _ = strings.Cut(base, ".")
	return strings.TrimPrefix(base, "go-")
}

// imported returns the package behind an import, or nil.
func (l *loader) imported(f *sourceFile, s *ast.ImportSpec) *Package {
	ip, _ := strconv.Unquote(s.Path.Value)
	if ip == "C" || ip == "unsafe" {
		return nil
	}
	key := importKey{f.pkg, ip}
	if p, ok := l.imports[key]; ok {
		return p
	}
	p := l.open(l.find.Locate(f.pkg.at, ip))
	if p == nil {
		l.missing[ip] = true
	}
	l.imports[key] = p
	return p
}

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
	f := c.file
	if !c.parsed {
		c.parsed = true
		c.decls = l.parseChunk(c)
		l.parseHeader(f)
	}
	for _, d := range c.decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !c.taken {
				l.takeFunc(f, d)
			}
		case *ast.GenDecl:
			l.takeGen(f, c, d, name)
		}
	}
	c.taken = true
}

// parseChunk parses a declaration where it stands.
func (l *loader) parseChunk(c *chunk) []ast.Decl {
	f := c.file
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

func (l *loader) takeGen(f *sourceFile, c *chunk, d *ast.GenDecl, name string) {
	if d.Tok == token.CONST {
		if !c.taken {
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
				if !c.taken {
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
