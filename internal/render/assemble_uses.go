package render

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
)

// How uses are listed: a few by declaration and line, more by file, many by
// package.
const (
	usesByLine    = 40
	usesByFile    = 120 // files
	usesByPackage = 400 // packages; beyond that, by module
)

// usesElements is about how many elements a page of uses may have.
const usesElements = 3200

// A usesGroup is a package-level name with its members and what there is to say
// about where they are used.
type usesGroup struct {
	name    string
	symbols []xref.Symbol // its own first, those without uses left out
	weight  int           // elements, about
}

// planUses decides which page lists the uses of each name: one per package, or
// several if it would become too large.
func (a *assembler) planUses() {
	a.usesPage = map[xref.Symbol]string{}
	for _, p := range a.packages {
		if a.Tree.Package(p.ImportPath) != p.Package {
			continue
		}
		var page []*usesGroup
		weight, n := 0, 0
		flush := func() {
			if len(page) > 0 {
				a.addUsesPage(p, page, n)
				n++
				page, weight = nil, 0
			}
		}
		for _, g := range a.usesGroups(p) {
			if weight+g.weight > usesElements {
				flush()
			}
			page = append(page, g)
			weight += g.weight
		}
		flush()
	}
}

// usesGroups lists the names of a package that have uses, or relations to
// interfaces, sorted.
func (a *assembler) usesGroups(p *packageInfo) []*usesGroup {
	byName := map[string]*usesGroup{}
	var names []string
	seen := map[string]bool{}
	for _, f := range p.Files {
		o := xref.Of(f)
		if o == nil {
			continue
		}
		for i := range o.Defs {
			s := xref.Symbol{Package: p.ImportPath, Name: o.Defs[i].Name}
			if seen[s.Name] {
				continue
			}
			seen[s.Name] = true
			w := a.usesWeight(s, &o.Defs[i])
			if w == 0 {
				continue
			}
			top := s.Owner().Name
			g := byName[top]
			if g == nil {
				g = &usesGroup{name: top, weight: 10}
				byName[top] = g
				names = append(names, top)
			}
			g.symbols = append(g.symbols, s)
			g.weight += w
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	out := make([]*usesGroup, len(names))
	for i, name := range names {
		out[i] = byName[name]
		slices.SortFunc(out[i].symbols, func(a, b xref.Symbol) int { return strings.Compare(a.Name, b.Name) })
	}
	return out
}

// usesWeight is about how many elements it takes to list the uses of a symbol, 0
// if there are none.
func (a *assembler) usesWeight(s xref.Symbol, d *xref.Def) int {
	x := a.References
	n := x.Count(s)
	related := len(x.Implementations(s)) + len(x.Interfaces(s))
	if n == 0 && related == 0 {
		return 0
	}
	w := 9 + 3*min(related, maxRelated)
	if d.Kind == xref.Func || d.Kind == xref.Method {
		w += 2
		for _, at := range x.Places(s)[:1] {
			w += len(x.Calls(at))
		}
	}
	if n <= usesByLine {
		return w + 3*n
	}
	files := map[*walk.File]bool{}
	pkgs := map[*walk.Package]bool{}
	for _, u := range x.Uses(s) {
		files[u.File] = true
		pkgs[u.File.Pkg] = true
	}
	if len(files) <= usesByFile {
		return w + 2*len(files) + 4*len(pkgs)
	}
	return w + 5*min(len(pkgs), usesByPackage)
}

// aboutSymbol leads to what there is to say about a symbol of the tree: its uses,
// else its documentation.
func (a *assembler) aboutSymbol(s xref.Symbol) Ref {
	if page := a.usesPage[s]; page != "" {
		return Ref{Page: page, Anchor: usesAnchor(s)}
	}
	if p := a.byPackage[a.Tree.Package(s.Package)]; p != nil && documented(p, s.Name) {
		return Ref{Page: p.id, Anchor: s.Name}
	}
	return Ref{}
}

func documented(p *packageInfo, name string) bool { return p.names[name] }

func usesAnchor(s xref.Symbol) string { return "u." + s.Name }

func (a *assembler) addUsesPage(p *packageInfo, groups []*usesGroup, n int) {
	pg := &Page{
		ID: "uses:" + p.ImportPath, Kind: UsesPage, Path: "uses/" + p.ImportPath,
		Title: "Uses of " + p.ImportPath, Name: "Uses of " + p.ImportPath,
		Synopsis: "Who uses what package " + p.Name + " declares, what implements its interfaces and what its functions call",
	}
	if n > 0 {
		pg.ID += "#" + strconv.Itoa(n+1)
		pg.Path += "." + strconv.Itoa(n+1)
	}
	if first, last := groups[0].name, groups[len(groups)-1].name; n > 0 || first != last {
		pg.Title += ": " + first + " to " + last
	}
	trail := a.packageTrail(p)
	trail[len(trail)-1].Page = p.id
	pg.Trail = append(trail, Ref{Text: "uses"})
	for _, g := range groups {
		for _, s := range g.symbols {
			a.usesPage[s] = pg.ID
		}
	}
	a.usesPages = append(a.usesPages, func() {
		pg.Key = func() string { return a.usesKey(pg, groups) }
		pg.Content = func(pg *Page) error {
			for _, g := range groups {
				pg.Sections = append(pg.Sections, a.usesSection(g))
			}
			return nil
		}
		a.add(pg)
	})
}

// usesKey stands for everything that a page of uses depends on.
func (a *assembler) usesKey(pg *Page, groups []*usesGroup) string {
	sum := sha256.New()
	fmt.Fprintln(sum, pg.Title)
	x := a.References
	for _, g := range groups {
		for _, s := range g.symbols {
			fmt.Fprintln(sum, s.Name, a.aboutSymbol(s))
			for _, at := range x.Places(s) {
				sum.Write([]byte(at.File.Path))
				for _, c := range x.Calls(at) {
					sum.Write([]byte(c.Package + "." + c.Name + a.usesPage[c]))
				}
			}
			for _, u := range x.Uses(s) {
				in := ""
				if u.In != nil {
					in = u.In.Name
				}
				sum.Write([]byte(u.File.Path + in))
				var b [4]byte
				putInt32(b[:], u.Ref.Line)
				sum.Write(b[:])
			}
			fmt.Fprintln(sum, x.Implementations(s), x.Interfaces(s))
		}
	}
	return string(sum.Sum(nil))
}

func (a *assembler) usesSection(g *usesGroup) Section {
	var out Section
	for i, s := range g.symbols {
		sec := a.symbolUses(s)
		switch {
		case i == 0 && s.Name == g.name:
			out = sec
			continue
		case i == 0:
			out = Section{ID: usesAnchor(xref.Symbol{Package: s.Package, Name: g.name}), Title: g.name, Code: true}
		}
		out.Sections = append(out.Sections, sec)
	}
	return out
}

var kindWords = [...]string{"const", "var", "func", "type", "method", "field", "method"}

// symbolUses says where one symbol is declared, used, called and implemented.
func (a *assembler) symbolUses(s xref.Symbol) Section {
	x := a.References
	places := x.Places(s)
	sec := Section{ID: usesAnchor(s), Title: s.Name, Code: true, Count: x.Count(s)}
	if len(places) > 0 {
		sec.Notes = []string{kindWords[places[0].Def.Kind]}
	}
	var at Text
	for _, p := range places {
		if len(at) > 0 {
			at = append(at, Span{Text: ", "})
		}
		at = append(at, Span{Text: p.File.Base() + ":" + strconv.Itoa(p.Def.Line), Style: Mono, To: a.definition(p)})
	}
	if p := a.byPackage[a.Tree.Package(s.Package)]; p != nil && documented(p, s.Name) {
		at = append(at, Span{Text: " · "}, Span{Text: "documentation", To: Ref{Page: p.id, Anchor: s.Name}})
	}
	sec.Blocks = append(sec.Blocks, Paragraph{append(Text{{Text: "Declared in "}}, at...)})
	sec.Blocks = append(sec.Blocks, a.relations(s)...)
	if len(places) > 0 {
		sec.Blocks = append(sec.Blocks, a.callees(s, x.Calls(places[0]))...)
	}
	var code, tests []xref.Use
	for _, u := range x.Uses(s) {
		if u.File.Test {
			tests = append(tests, u)
		} else {
			code = append(code, u)
		}
	}
	if code != nil {
		sec.Blocks = append(sec.Blocks, a.usesOutline(code))
	}
	if tests != nil {
		sec.Blocks = append(sec.Blocks, Paragraph{Text{{Text: "In tests", Style: Strong}, {Text: " " + count(len(tests)), Style: Label}}}, a.usesOutline(tests))
	}
	return sec
}

// maxRelated is how many types or interfaces are listed before only their number
// is given.
const maxRelated = 150

func (a *assembler) relations(s xref.Symbol) (out []Block) {
	list := func(title string, all []xref.Satisfaction, other func(xref.Satisfaction) xref.Symbol) {
		if len(all) == 0 {
			return
		}
		t := Text{{Text: title + " ", Style: Strong}}
		for i, sat := range all[:min(len(all), maxRelated)] {
			if i > 0 {
				t = append(t, Span{Text: ", "})
			}
			o := other(sat)
			name := a.qualified(o, s)
			if sat.Pointer && o == sat.Type {
				name = "*" + name
			}
			t = append(t, Span{Text: name, To: a.symbolRef(o, nil)})
		}
		if rest := len(all) - maxRelated; rest > 0 {
			t = append(t, Span{Text: " and " + count(rest) + " more"})
		}
		out = append(out, Paragraph{t})
	}
	list("Implemented by", a.References.Implementations(s), func(x xref.Satisfaction) xref.Symbol { return x.Type })
	list("Implements", a.References.Interfaces(s), func(x xref.Satisfaction) xref.Symbol { return x.Interface })
	return out
}

// qualified is how one package writes a name of another.
func (a *assembler) qualified(s, from xref.Symbol) string {
	if s.Package == from.Package {
		return s.Name
	}
	if p := a.Tree.Package(s.Package); p != nil && p.Name != "" {
		return p.Name + "." + s.Name
	}
	return importName(s.Package) + "." + s.Name
}

func (a *assembler) callees(s xref.Symbol, calls []xref.Symbol) []Block {
	if len(calls) == 0 {
		return nil
	}
	t := Text{{Text: "Calls ", Style: Strong}}
	for i, c := range calls {
		if i > 0 {
			t = append(t, Span{Text: ", "})
		}
		t = append(t, Span{Text: a.qualified(c, s), To: a.aboutSymbol(c)})
	}
	return []Block{Paragraph{t}}
}

// usesOutline groups uses by module, package and declaration, or, if there are
// many, by file or by package alone.
func (a *assembler) usesOutline(uses []xref.Use) Outline {
	detail := 2
	if len(uses) > usesByLine {
		files := map[*walk.File]bool{}
		for _, u := range uses {
			files[u.File] = true
		}
		if detail = 1; len(files) > usesByFile {
			detail = 0
		}
		pkgs := map[*walk.Package]bool{}
		for _, u := range uses {
			pkgs[u.File.Pkg] = true
		}
		if len(pkgs) > usesByPackage {
			return moduleUses(uses)
		}
	}
	var modules []Node
	var module *walk.Module
	for len(uses) > 0 {
		p := uses[0].File.Pkg
		n := 1
		for n < len(uses) && uses[n].File.Pkg == p {
			n++
		}
		if len(modules) == 0 || module != p.Module {
			module = p.Module
			modules = append(modules, Node{Text: Text{{Text: moduleName(module), Style: Strong}}})
		}
		m := &modules[len(modules)-1]
		m.Nodes = append(m.Nodes, Node{Text: a.packageUses(uses[:n], detail)})
		uses = uses[n:]
	}
	if len(modules) == 1 {
		return Outline{Nodes: modules[0].Nodes, Open: 1}
	}
	return Outline{Nodes: modules, Open: 1}
}

// moduleUses counts uses by module, and leads to the first of each.
func moduleUses(uses []xref.Use) Outline {
	var o Outline
	for i := 0; i < len(uses); {
		m, first, n := uses[i].File.Pkg.Module, uses[i], 0
		for ; i < len(uses) && uses[i].File.Pkg.Module == m; i++ {
			n++
		}
		o.Nodes = append(o.Nodes, Node{Text: Text{
			{Text: moduleName(m), To: Ref{File: first.File.Path, Line: int(first.Ref.Line)}}, {Text: " " + count(n), Style: Label},
		}})
	}
	return o
}

// packageUses is one line about the uses of a symbol in one package.
func (a *assembler) packageUses(uses []xref.Use, detail int) Text {
	p := uses[0].File.Pkg
	t := Text{{Text: relName(p), To: Ref{File: uses[0].File.Path, Line: int(uses[0].Ref.Line)}}, {Text: " " + count(len(uses)), Style: Label}}
	switch detail {
	case 1:
		for i := 0; i < len(uses); {
			f, first, n := uses[i].File, uses[i].Ref.Line, 0
			for ; i < len(uses) && uses[i].File == f; i++ {
				n++
			}
			t = append(t, Span{Text: " "}, Span{Text: f.Base(), To: Ref{File: f.Path, Line: int(first)}})
			if n > 1 {
				t = append(t, Span{Text: " ×" + count(n)})
			}
		}
	case 2:
		last := ""
		for _, u := range uses {
			in := u.File.Base()
			if u.In != nil {
				in = u.In.Name
			}
			to := Ref{File: u.File.Path, Line: int(u.Ref.Line)}
			if at := u.File.Path + in; at != last {
				last = at
				t = append(t, Span{Text: " "}, Span{Text: in, To: to})
			} else {
				t = append(t, Span{Text: ", "}, Span{Text: strconv.Itoa(int(u.Ref.Line)), To: to})
			}
		}
	}
	return t
}
