package render

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// nameBinaries gives every program an id.
func (a *assembler) nameBinaries() {
	for _, p := range a.binaries {
		p.binaryID = strings.Replace(p.id, "pkg:", "bin:", 1)
	}
}

// binaryName is what go install would call the program.
func (a *assembler) binaryName(p *packageInfo) string {
	dir, base := cutLast(p.ImportPath)
	if isMajor(base) && dir != "" {
		_, base = cutLast(dir)
	}
	return base
}

func (a *assembler) binaryPages() {
	names := map[string]int{}
	for _, p := range a.binaries {
		names[fold(a.binaryName(p))]++
	}
	for _, p := range a.binaries {
		at := a.binaryName(p)
		if names[fold(at)] > 1 {
			at = p.ImportPath
		}
		a.add(a.binaryPage(p, "bin/"+at))
	}
	if len(a.binaries) > 0 {
		a.add(a.programsPage())
	}
}

func (a *assembler) binaryPage(p *packageInfo, at string) *Page {
	name := a.binaryName(p)
	pg := &Page{
		ID: p.binaryID, Kind: BinaryPage, Path: at,
		Title: name, Label: "program", Name: name, Synopsis: p.synopsis,
		About: p.ImportPath,
		Trail: []Ref{{Page: HomeID, Text: a.Tree.Name}, {Page: programsID, Text: "Programs"}, {Text: name}},
		Facts: []Fact{
			{"Package", Name(p.ImportPath, Ref{Page: p.id})},
			{"Entry point", Text{place(p.main.File, walk.Pos{Line: p.main.Line})}},
		},
	}
	if p.Module != nil {
		pg.Facts = append(pg.Facts, Fact{"Module", Name(moduleName(p.Module), Ref{Page: moduleID(p.Module)})})
	}
	pg.Facts = append(pg.Facts, a.walkthroughFact(p.ImportPath)...)
	root := a.rootCommand(p)
	if root != nil && root.Synopsis != "" && a.treeOwner(p) == p {
		pg.Blocks = append(pg.Blocks, Paragraph{Words(root.Synopsis)})
		pg.Synopsis = root.Synopsis
	}
	if p.doc != "" {
		pg.Blocks = append(pg.Blocks, Comment{p.doc, packageScope(p)})
	} else if len(pg.Blocks) == 0 {
		pg.Blocks = append(pg.Blocks, Paragraph{Text{{Text: "The package comment says nothing about this program.", Style: Emphasis}}})
	}
	c := a.closure(p)
	pg.Facts = append(pg.Facts, Fact{"Built from", Words(c.String())})
	pg.Sections = append(pg.Sections, a.commandSections(p, at)...)
	if len(p.imports) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: "imports", Title: "Direct imports", Count: len(p.imports), Blocks: a.importGroups(p)})
	}
	pg.Sections = append(pg.Sections, a.closureSections(c)...)
	pg.Sections = append(pg.Sections, filesSection(p.Package))
	if ds := a.onPackage[p.Package]; len(ds) > 0 {
		pg.Sections = append(pg.Sections, a.diagnosticSection(ds))
	}
	return pg
}

// A closure is everything a program is built from.
type closure struct {
	modules  []*walk.Module                  // of the tree, sorted by path
	packages map[*walk.Module][]*packageInfo // sorted by import path
	external map[string][]string             // import paths by module path, of packages that are imported directly
	lines    int
}

func (c *closure) String() string {
	n := 0
	for _, list := range c.packages {
		n += len(list)
	}
	s := plural(n, "package") + " of " + plural(len(c.modules), "module") + " here (" + plural(c.lines, "line") + ")"
	if len(c.external) > 0 {
		s += ", and packages of " + plural(len(c.external), "other module")
	}
	return s
}

// closure follows imports from a program through the tree. Packages elsewhere
// are counted where the tree imports them; what they import is not known.
func (a *assembler) closure(p *packageInfo) *closure {
	c := &closure{packages: map[*walk.Module][]*packageInfo{}, external: map[string][]string{}}
	a.mark++
	seen := map[string]bool{}
	stack := []*packageInfo{p}
	p.mark = a.mark
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		c.packages[at.Module] = append(c.packages[at.Module], at)
		c.lines += at.lines
		for _, imp := range at.imports {
			switch {
			case imp.in != nil && imp.in.mark != a.mark:
				imp.in.mark = a.mark
				stack = append(stack, imp.in)
			case imp.in == nil && imp.kind != walk.Std && imp.kind != walk.InTree && !seen[imp.path]:
				seen[imp.path] = true
				m := a.externalModule(at.Module, imp.path)
				c.external[m] = append(c.external[m], imp.path)
			}
		}
	}
	for m, list := range c.packages {
		c.modules = append(c.modules, m)
		slices.SortFunc(list, func(a, b *packageInfo) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	}
	slices.SortFunc(c.modules, func(a, b *walk.Module) int { return cmp.Compare(moduleName(a), moduleName(b)) })
	return c
}

// externalModule finds the module a package elsewhere is from: the longest
// required path it lies below, or failing that the package's own path.
func (a *assembler) externalModule(from *walk.Module, importPath string) string {
	key := importPath
	if from != nil {
		key = from.Path + " " + importPath
	}
	if m, ok := a.externals[key]; ok {
		return m
	}
	best := ""
	for _, m := range []*walk.Module{from, a.Tree.Root()} {
		if m == nil || m.GoMod == nil {
			continue
		}
		for _, r := range m.GoMod.Require {
			if len(r.Mod.Path) > len(best) && (importPath == r.Mod.Path || strings.HasPrefix(importPath, r.Mod.Path+"/")) {
				best = r.Mod.Path
			}
		}
	}
	if best == "" {
		best = importPath
	}
	a.externals[key] = best
	return best
}

// maxBuilt is how many packages of one module a program lists that is built from
// them.
const maxBuilt = 200

func (a *assembler) closureSections(c *closure) []Section {
	all := Section{ID: "packages", Title: "Packages it is built from"}
	var nodes []Node
	for _, m := range c.modules {
		n := Node{Text: append(Name(moduleName(m), Ref{Page: moduleID(m)}), Span{Text: " " + plural(len(c.packages[m]), "package"), Style: Label})}
		all.Count += len(c.packages[m])
		if len(c.packages[m]) <= maxBuilt { // else the page of the module lists them
			for _, p := range c.packages[m] {
				n.Nodes = append(n.Nodes, Node{Text: Text{{Text: relName(p.Package), To: Ref{Page: p.id}}}})
			}
		}
		nodes = append(nodes, n)
	}
	all.Blocks = []Block{Outline{Nodes: nodes}}
	out := []Section{all}
	if len(c.external) > 0 {
		t := Table{Head: []string{"Module", "Packages imported by the tree"}}
		for _, m := range sortedKeys(c.external) {
			slices.Sort(c.external[m])
			var cell Text
			for i, imp := range c.external[m] {
				if i > 0 {
					cell = append(cell, Span{Text: ", "})
				}
				rel := strings.TrimPrefix(strings.TrimPrefix(imp, m), "/")
				cell = append(cell, Name(cmp.Or(rel, path.Base(imp)), a.site.externalLink(imp))...)
			}
			t.Rows = append(t.Rows, []Text{Name(m, Ref{URL: goDocURL(m, "")}), cell})
		}
		out = append(out, Section{ID: "external", Title: "Other modules", Count: len(t.Rows), Folded: len(t.Rows) > 20, Blocks: []Block{t}})
	}
	return out
}

// binaryNodes lists the programs among packages.
func (a *assembler) binaryNodes(pkgs []*packageInfo) []Node {
	var out []Node
	for _, p := range pkgs {
		if p.binaryID != "" {
			out = append(out, Node{
				Text: Text{{Text: a.binaryName(p), Style: Mono, To: Ref{Page: p.binaryID}}, {Text: " " + relName(p.Package), Style: Label}},
				Note: a.purpose(p),
			})
		}
	}
	return out
}

// programsPage lists all programs.
func (a *assembler) programsPage() *Page {
	pg := &Page{
		ID: programsID, Kind: ListPage, Path: "bin/index", Title: "Programs", Name: "Programs",
		Synopsis: plural(len(a.binaries), "program") + " in " + a.Tree.Name,
		Trail:    []Ref{{Page: HomeID, Text: a.Tree.Name}, {Text: "Programs"}},
	}
	for _, m := range a.Tree.Modules {
		if nodes := a.binaryNodes(a.byModule[m]); nodes != nil {
			pg.Sections = append(pg.Sections, Section{
				ID: "in-" + anchor(moduleName(m)), Title: moduleName(m), Code: true, Count: len(nodes), Blocks: []Block{Outline{Nodes: nodes}},
			})
		}
	}
	return pg
}

// inCmd reports whether a program is laid out as one for users: below the
// module's directory cmd, or as the module's root.
func inCmd(p *packageInfo) bool {
	rel := relName(p.Package)
	return rel == p.ImportPath || strings.HasPrefix(rel, "cmd/")
}
