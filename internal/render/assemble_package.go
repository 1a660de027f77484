package render

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

func (a *assembler) packagePages() {
	for _, p := range a.packages {
		a.add(a.packagePage(p))
	}
}

func (a *assembler) packagePage(p *packageInfo) *Page {
	title := p.Name
	if title == "" {
		title = path.Base(p.ImportPath)
	}
	pg := &Page{
		ID: p.id, Kind: PackagePage, Path: "pkg/" + p.ImportPath,
		Title: title, Label: "package", Name: p.ImportPath, Synopsis: p.synopsis,
		Trail:  a.packageTrail(p),
		About:  p.ImportPath,
		Import: p.ImportPath,
		Names:  map[string]bool{},
	}
	scope := packageScope(p)
	if p.doc != "" {
		pg.Blocks = append(pg.Blocks, Comment{p.doc, scope})
	}
	pg.Sections = a.declarations(p, pg)
	placeExamples(pg, a.examples(p))
	p.names = maps.Clone(pg.Names)
	pg.Sections = append(pg.Sections, a.unexported(p)...)
	pg.Entries = a.entries(p)
	pg.Sections = append(pg.Sections, a.subpackages(p)...)
	pg.Sections = append(pg.Sections, a.importSections(p)...)
	pg.Sections = append(pg.Sections, filesSection(p.Package))
	if ds := a.onPackage[p.Package]; len(ds) > 0 {
		pg.Sections = append(pg.Sections, a.diagnosticSection(ds))
	}
	a.split(p, pg)
	pg.Facts = a.packageFacts(p)
	return pg
}

// packageScope is what names mean in the package comment: every import of every
// file, first come first served.
func packageScope(p *packageInfo) *Scope {
	s := &Scope{Package: p.ImportPath, Imports: map[string]string{}}
	for _, imp := range p.imports {
		name := path.Base(imp.path)
		if imp.in != nil && imp.in.Name != "" {
			name = imp.in.Name
		}
		if _, ok := s.Imports[name]; !ok {
			s.Imports[name] = imp.path
		}
	}
	return s
}

func (a *assembler) packageTrail(p *packageInfo) []Ref {
	trail := []Ref{{Page: HomeID, Text: a.Tree.Name}}
	if p.Module == nil {
		return trail
	}
	trail = append(trail, Ref{Page: moduleID(p.Module), Text: moduleName(p.Module)})
	rel, ok := strings.CutPrefix(p.ImportPath, p.Module.Path+"/")
	if !ok {
		return trail
	}
	parts := strings.Split(rel, "/")
	at := p.Module.Path
	for _, part := range parts[:len(parts)-1] {
		at += "/" + part
		ref := Ref{Text: part}
		if up := a.byPackage[a.Tree.Package(at)]; up != nil {
			ref.Page = up.id
		}
		trail = append(trail, ref)
	}
	return append(trail, Ref{Text: parts[len(parts)-1]})
}

func (a *assembler) packageFacts(p *packageInfo) []Fact {
	facts := []Fact{{"Import", Text{{Text: p.ImportPath, Style: Mono}}}}
	if p.binaryID != "" {
		facts = append(facts, Fact{"Program", Name(a.binaryName(p), Ref{Page: p.binaryID})})
	}
	facts = append(facts, a.walkthroughFact(p.ImportPath)...)
	if p.Module != nil {
		facts = append(facts, Fact{"Module", Name(moduleName(p.Module), Ref{Page: moduleID(p.Module)})})
	}
	facts = append(facts, Fact{"Source", Text{{Text: p.Dir, Style: Mono, To: Ref{File: p.Dir}}}})
	built, tests := 0, 0
	for _, f := range p.Files {
		switch {
		case f.Test:
			tests++
		case f.Active:
			built++
		}
	}
	size := plural(built, "file") + ", " + plural(p.lines, "line")
	if tests > 0 {
		size += ", and " + plural(tests, "test file")
	}
	if rest := len(p.Files) - built - tests; rest > 0 {
		size += ", and " + count(rest) + " for other platforms"
	}
	facts = append(facts, Fact{"Size", Words(size)})
	if n := len(a.onPackage[p.Package]); n > 0 {
		facts = append(facts, Fact{"Checks", Text{{Text: plural(n, "diagnostic"), To: Ref{Anchor: diagnostics}}}})
	}
	return facts
}

// subpackages lists the packages below p in the same module.
func (a *assembler) subpackages(p *packageInfo) []Section {
	var nodes []Node
	prefix := p.ImportPath + "/"
	all := a.byModule[p.Module] // sorted by import path
	i, _ := slices.BinarySearchFunc(all, prefix, func(x *packageInfo, s string) int { return strings.Compare(x.ImportPath, s) })
	for ; i < len(all) && strings.HasPrefix(all[i].ImportPath, prefix); i++ {
		nodes = append(nodes, Node{Text: Name(strings.TrimPrefix(all[i].ImportPath, prefix), Ref{Page: all[i].id}), Note: all[i].synopsis})
	}
	if nodes == nil {
		return nil
	}
	return []Section{{ID: "packages", Title: "Packages below", Count: len(nodes), Blocks: []Block{Outline{Nodes: nodes}}}}
}

func (a *assembler) importSections(p *packageInfo) []Section {
	var out []Section
	if len(p.imports) > 0 {
		s := Section{ID: "imports", Title: "Imports", Count: len(p.imports)}
		s.Blocks = a.importGroups(p)
		out = append(out, s)
	}
	if len(p.importers) > 0 {
		s := Section{ID: "importers", Title: "Imported by", Count: len(p.importers), Folded: len(p.importers) > 60}
		for part := range slices.Chunk(p.importers, 400) { // which may stand on several pages
			l := List{Compact: true}
			for _, by := range part {
				l.Items = append(l.Items, Item{Blocks: []Block{Paragraph{Text{{Text: by.ImportPath, To: Ref{Page: by.id}}}}}})
			}
			s.Blocks = append(s.Blocks, l)
		}
		out = append(out, s)
	}
	return out
}

// importGroups lists imports by where they come from: this module, other
// modules of the tree, the standard library, elsewhere.
func (a *assembler) importGroups(p *packageInfo) []Block {
	groups := []string{"This module", "Other modules of the tree", "Other projects", "Standard library"}
	lists := make([]List, len(groups))
	for _, imp := range p.imports {
		g := 2
		to := a.site.externalLink(imp.path)
		switch {
		case imp.in != nil && imp.in.Module == p.Module:
			g, to = 0, Ref{Page: imp.in.id}
		case imp.in != nil:
			g, to = 1, Ref{Page: imp.in.id}
		case imp.kind == walk.Std:
			g = 3
		}
		lists[g].Items = append(lists[g].Items, Item{Blocks: []Block{Paragraph{Name(imp.path, to)}}})
	}
	var out []Block
	for i, l := range lists {
		if l.Items != nil {
			l.Compact = true
			out = append(out, Heading{1, Words(groups[i])}, l)
		}
	}
	return out
}

// externalLink leads to the public documentation of a package.
func (s *Site) externalLink(importPath string) Ref {
	if importPath == "C" || strings.HasPrefix(importPath, ".") {
		return Ref{}
	}
	return Ref{URL: goDocURL(importPath, "")}
}

func filesSection(p *walk.Package) Section {
	t := Table{Head: []string{"File", "Lines", "Notes"}, Right: []bool{false, true, false}}
	for _, f := range p.Files {
		lines := ""
		if o := outline.Of(f); o != nil {
			lines = count(o.Lines)
		}
		t.Rows = append(t.Rows, []Text{Name(f.Base(), Ref{File: f.Path}), Words(lines), fileNotes(f)})
	}
	return Section{ID: "files", Title: "Source files", Count: len(t.Rows), Blocks: []Block{t}}
}

// fileNotes says when a file takes part in a build.
func fileNotes(f *walk.File) Text {
	var t Text
	note := func(s string, style Style) {
		if len(t) > 0 {
			t = append(t, Span{Text: ", "})
		}
		t = append(t, Span{Text: s, Style: style})
	}
	if f.Test {
		note("for tests", Plain)
	}
	if f.Header.Constraint != "" {
		note(f.Header.Constraint, Mono)
	}
	if !f.Active && !f.Test {
		note("not on the documented platform", Plain)
	}
	if f.Generated {
		note("generated", Plain)
	}
	return t
}

// A declaration is an outlined declaration with the file it is from.
type declaration struct {
	*outline.Decl
	file  *walk.File
	scope *Scope
}

// collect returns the declarations of a package in the order pages show them.
func (a *assembler) collect(p *packageInfo) []declaration {
	var out []declaration
	for _, f := range p.Files {
		o := outline.Of(f)
		if o == nil || len(o.Decls) == 0 || f.Test {
			continue
		}
		scope := a.fileScope(p, f)
		for i := range o.Decls {
			out = append(out, declaration{&o.Decls[i], f, scope})
		}
	}
	slices.SortStableFunc(out, func(a, b declaration) int {
		if a.Kind == outline.Const || a.Kind == outline.Var {
			// Groups stay in the order their authors chose.
			return cmp.Compare(a.Kind, b.Kind)
		}
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Of, b.Of), strings.Compare(a.Name, b.Name))
	})
	return out
}

func (a *assembler) fileScope(p *packageInfo, f *walk.File) *Scope {
	s := &Scope{Package: p.ImportPath, Imports: make(map[string]string, len(f.Header.Imports))}
	for _, imp := range f.Header.Imports {
		name := imp.Name
		if name == "" {
			name = importName(imp.Path)
			if i, ok := slices.BinarySearchFunc(p.imports, imp.Path, func(x imported, s string) int { return strings.Compare(x.path, s) }); ok {
				if in := p.imports[i].in; in != nil && in.Name != "" {
					name = in.Name
				}
			}
		}
		s.Imports[name] = imp.Path
	}
	return s
}

// importName guesses the name of a package that is not in the tree: the last
// element of its path that is no major version, without what cannot be in a
// name.
func importName(importPath string) string {
	dir, base := cutLast(importPath)
	if isMajor(base) && dir != "" {
		_, base = cutLast(dir)
	}
	if i := strings.LastIndex(base, ".v"); i > 0 { // gopkg.in/yaml.v3
		base = base[:i]
	}
	base = strings.TrimPrefix(base, "go-")
	if i := strings.LastIndexByte(base, '-'); i >= 0 {
		base = base[i+1:]
	}
	return base
}

func isMajor(s string) bool {
	return len(s) > 1 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}
