package render

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func (a *assembler) modulePages() {
	for _, m := range a.Tree.Modules {
		a.add(a.modulePage(m))
	}
}

func (a *assembler) modulePage(m *walk.Module) *Page {
	pkgs := a.byModule[m]
	dir := m.Path
	if dir == "" {
		dir = m.Dir
	}
	pg := &Page{
		ID: moduleID(m), Kind: ModulePage, Path: "mod/" + dir,
		Title: moduleName(m), Label: "module", Name: moduleName(m),
		Trail: []Ref{{Page: HomeID, Text: a.Tree.Name}, {Text: moduleName(m)}},
		Facts: a.moduleFacts(m, pkgs),
	}
	if len(pkgs) > 0 && pkgs[0].ImportPath == m.Path {
		pg.Synopsis = pkgs[0].synopsis
	}
	if nodes := a.binaryNodes(pkgs); nodes != nil {
		pg.Sections = append(pg.Sections, Section{ID: "programs", Title: "Programs", Count: len(nodes), Blocks: []Block{Outline{Nodes: nodes}}})
	}
	if pic, ok := a.Pictures[m.Path]; ok {
		pg.Sections = append(pg.Sections, Section{ID: "picture", Title: "What imports what", Blocks: []Block{pic}})
	}
	if len(pkgs) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: "packages", Title: "Packages", Count: len(pkgs), Blocks: []Block{Outline{Nodes: packageTree(pkgs)}}})
	}
	if m.GoMod != nil {
		pg.Sections = append(pg.Sections, a.requirements(m)...)
	}
	if ds := a.onModule[m]; len(ds) > 0 {
		pg.Sections = append(pg.Sections, a.diagnosticSection(ds))
	}
	return pg
}

func (a *assembler) moduleFacts(m *walk.Module, pkgs []*packageInfo) []Fact {
	var facts []Fact
	where := Text{{Text: m.Dir, Style: Mono}}
	if m.Dir == "." {
		where = Words("the root of the tree")
	}
	if m.GoMod != nil {
		where = append(where, Span{Text: " ("}, Span{Text: "go.mod", Style: Mono, To: Ref{File: m.GoModPath()}}, Span{Text: ")"})
	}
	facts = append(facts, Fact{"Directory", where})
	if kind := moduleKind(m); kind != "" {
		facts = append(facts, Fact{"Role", Words(kind)})
	}
	if m.GoMod != nil && m.GoMod.Go != nil {
		facts = append(facts, Fact{"Go", Words(m.GoMod.Go.Version)})
	}
	lines, decls := 0, 0
	for _, p := range pkgs {
		lines += p.lines
		decls += p.declarations
	}
	facts = append(facts, Fact{"Size", Words(plural(len(pkgs), "package") + ", " + plural(lines, "line") + ", " + plural(decls, "exported declaration"))})
	if n := a.diagnosticCount(m); n > 0 {
		to := Ref{Page: reportID, Anchor: "packages"}
		if len(a.onModule[m]) > 0 {
			to = Ref{Anchor: diagnostics}
		}
		facts = append(facts, Fact{"Checks", Text{{Text: plural(n, "diagnostic"), To: to}}})
	}
	return facts
}

func moduleKind(m *walk.Module) string {
	switch {
	case m.Staging:
		return "staging: developed here, published on its own"
	case !m.Main:
		return "stands alone: not part of the main build"
	}
	return ""
}

func (a *assembler) diagnosticCount(m *walk.Module) int {
	n := len(a.onModule[m])
	for _, p := range a.byModule[m] {
		n += len(a.onPackage[p.Package])
	}
	return n
}

// packageTree nests the packages of a module by directory. A directory without
// a package of its own joins its parent's line if it has only one entry.
func packageTree(pkgs []*packageInfo) []Node {
	root := &dirNode{}
	var top []Node
	for _, p := range pkgs {
		if p.Module != nil && p.ImportPath == p.Module.Path {
			top = append(top, Node{Text: append(Name(p.ImportPath, Ref{Page: p.id}), Span{Text: " in the module's root", Style: Label}), Note: p.synopsis})
			continue
		}
		at := root
		for part := range strings.SplitSeq(relName(p.Package), "/") {
			at = at.child(part)
		}
		at.pkg = p
	}
	return append(top, root.nodes()...)
}

type dirNode struct {
	name     string
	pkg      *packageInfo
	children []*dirNode
}

// child returns the directory below d. Packages come sorted by path, so a
// directory's entries are nearly always adjacent; "a-b" between "a" and "a/c"
// is why the whole list is searched.
func (d *dirNode) child(name string) *dirNode {
	for i := len(d.children) - 1; i >= 0; i-- {
		if d.children[i].name == name {
			return d.children[i]
		}
	}
	c := &dirNode{name: name}
	d.children = append(d.children, c)
	return c
}

func (d *dirNode) nodes() []Node {
	slices.SortFunc(d.children, func(a, b *dirNode) int { return cmp.Compare(a.name, b.name) })
	out := make([]Node, 0, len(d.children))
	for _, c := range d.children {
		name := c.name
		for c.pkg == nil && len(c.children) == 1 {
			c = c.children[0]
			name += "/" + c.name
		}
		n := Node{Text: Text{{Text: name, Style: Mono}}, Nodes: c.nodes()}
		if c.pkg != nil {
			n.Text[0].To = Ref{Page: c.pkg.id}
			n.Note = c.pkg.synopsis
		}
		out = append(out, n)
	}
	return out
}

// requirements lists what go.mod asks for, the tree's own modules first.
func (a *assembler) requirements(m *walk.Module) []Section {
	var direct, indirect [][]Text
	for _, r := range m.GoMod.Require {
		to := Ref{URL: goDocURL(r.Mod.Path, "")}
		version := r.Mod.Version
		if own := a.Tree.Module(r.Mod.Path); own != nil {
			to = Ref{Page: moduleID(own)}
			version = "in this tree"
		} else if rep := replacement(m.GoMod, r); rep != "" {
			version += " ⇒ " + rep
		}
		row := []Text{Name(r.Mod.Path, to), {{Text: version, Style: Mono}}}
		if r.Indirect {
			indirect = append(indirect, row)
		} else {
			direct = append(direct, row)
		}
	}
	var out []Section
	head := []string{"Module", "Version"}
	if direct != nil {
		out = append(out, Section{ID: "requires", Title: "Requires", Count: len(direct), Blocks: []Block{Table{Head: head, Rows: direct}}})
	}
	if indirect != nil {
		out = append(out, Section{ID: "indirect", Title: "Requires indirectly", Count: len(indirect), Folded: true, Blocks: []Block{Table{Head: head, Rows: indirect}}})
	}
	return out
}

func replacement(f *modfile.File, r *modfile.Require) string {
	for _, rep := range f.Replace {
		if rep.Old.Path == r.Mod.Path && (rep.Old.Version == "" || rep.Old.Version == r.Mod.Version) {
			if rep.New.Version == "" {
				return path.Clean(rep.New.Path)
			}
			if rep.New.Path == r.Mod.Path {
				return rep.New.Version
			}
			return rep.New.Path + " " + rep.New.Version
		}
	}
	return ""
}
