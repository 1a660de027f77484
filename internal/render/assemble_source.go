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

// partBytes is about how long a page with source may become.
const partBytes = 700_000

// What a line and a reference add to a page besides the text, in bytes.
const (
	lineCost = 44
	nameCost = 75
)

func sourceID(file string) string   { return "src:" + file }
func lineAnchor(line int) string    { return "L" + strconv.Itoa(line) }
func definedAnchor(n string) string { return "d." + n }
func partID(file string, n int) string {
	if n == 0 {
		return sourceID(file)
	}
	return sourceID(file) + "#" + strconv.Itoa(n+1)
}

// planSources decides which page shows what of the source: every own Go file has
// a page, and large ones several. So do the uses of names.
func (a *assembler) planSources() {
	if a.References == nil {
		return
	}
	a.site.sources = map[string][]sourcePart{}
	for _, p := range a.packages {
		for _, f := range p.Files {
			a.site.sources[f.Path] = a.parts(f)
		}
	}
	a.planUses()
}

// sourcePages adds the pages that were planned. What stands on them is made when
// they are printed.
func (a *assembler) sourcePages() {
	if a.References == nil {
		return
	}
	for _, add := range a.usesPages {
		add()
	}
	for _, p := range a.packages {
		for _, f := range p.Files {
			parts := a.site.sources[f.Path]
			for i := range parts {
				a.add(a.sourcePage(p, f, i))
			}
		}
	}
}

// parts divides a file into pages by what its lines and references will cost.
func (a *assembler) parts(f *walk.File) []sourcePart {
	out := []sourcePart{{1, partID(f.Path, 0)}}
	o, refs := xref.Of(f), a.References.File(f)
	if o == nil || refs == nil || o.Lines == 0 {
		return out
	}
	// Text is taken to be spread evenly over the lines.
	perLine := int(f.Size)*5/4/o.Lines + lineCost
	cost, next := 0, 0
	for line := 1; line <= o.Lines; line++ {
		cost += perLine
		for next < len(refs.Refs) && int(refs.Refs[next].Line) <= line {
			cost += nameCost
			next++
		}
		if cost > partBytes && line < o.Lines {
			out = append(out, sourcePart{line + 1, partID(f.Path, len(out))})
			cost = 0
		}
	}
	return out
}

func (a *assembler) sourcePage(p *packageInfo, f *walk.File, part int) *Page {
	parts := a.site.sources[f.Path]
	pg := &Page{
		ID: parts[part].page, Kind: SourcePage, Path: "src/" + f.Path,
		Title: f.Base(), Label: "source", Name: f.Path,
		Trail: a.sourceTrail(p, f, part),
	}
	if part > 0 {
		pg.Path += "." + strconv.Itoa(part+1)
	}
	pg.Key = func() string { return a.sourceKey(p, f, part) }
	pg.Content = func(pg *Page) error {
		l, err := a.listing(p, f, part)
		if err != nil {
			return err
		}
		pg.Facts = a.sourceFacts(p, f)
		if len(parts) > 1 {
			pg.Facts = append(pg.Facts, Fact{"Parts", partLinks(parts, part)})
		}
		pg.Blocks = []Block{l}
		pg.Sections = a.declared(f, part)
		return nil
	}
	return pg
}

func (a *assembler) sourceTrail(p *packageInfo, f *walk.File, part int) []Ref {
	trail := a.packageTrail(p)
	trail[len(trail)-1].Page = p.id
	last := Ref{Text: f.Base()}
	if part > 0 {
		trail = append(trail, Ref{Text: f.Base(), Page: sourceID(f.Path)})
		last.Text = "part " + strconv.Itoa(part+1)
	}
	return append(trail, last)
}

func partLinks(parts []sourcePart, at int) (t Text) {
	for i, part := range parts {
		if i > 0 {
			t = append(t, Span{Text: ", "})
		}
		s := Span{Text: "from line " + count(part.line), To: Ref{Page: part.page}}
		if i == at {
			s.To, s.Style = Ref{}, Strong
		}
		t = append(t, s)
	}
	return t
}

func (a *assembler) sourceFacts(p *packageInfo, f *walk.File) []Fact {
	file := Text{{Text: f.Path, Style: Mono}}
	if url := a.Source.URL(f.Path, 0); url != "" {
		file[0].To = Ref{URL: url}
	}
	facts := []Fact{{"File", file}, {"Package", Name(p.ImportPath, Ref{Page: p.id})}}
	if notes := fileNotes(f); len(notes) > 0 {
		facts = append(facts, Fact{"Built", notes})
	}
	if others := a.variants(p, f); others != nil {
		facts = append(facts, Fact{"Variants", others})
	}
	how := "by types"
	if x := a.References.File(f); x == nil || !x.Typed {
		how = "by names: fields and methods of other types are not linked"
	}
	return append(facts, Fact{"Links", Words(how)})
}

// variants are the files that declare a name of f for other platforms.
func (a *assembler) variants(p *packageInfo, f *walk.File) (t Text) {
	o := xref.Of(f)
	if o == nil || f.Test {
		return nil
	}
	var others []*walk.File
	for i := range o.Defs {
		if o.Defs[i].Kind.Member() || o.Defs[i].Name == "init" || o.Defs[i].Name == "main" {
			continue
		}
		for _, at := range a.References.Places(xref.Symbol{Package: p.ImportPath, Name: o.Defs[i].Name}) {
			if at.File != f && !at.File.Test && !slices.Contains(others, at.File) {
				others = append(others, at.File)
			}
		}
	}
	for i, other := range others {
		if i > 0 {
			t = append(t, Span{Text: ", "})
		}
		t = append(t, Name(other.Base(), Ref{File: other.Path})...)
		if c := other.Header.Constraint; c != "" {
			t = append(t, Span{Text: " " + c, Style: Label})
		}
	}
	return t
}

// declared lists what a file declares, for its table of contents.
func (a *assembler) declared(f *walk.File, part int) []Section {
	o := xref.Of(f)
	if o == nil {
		return nil
	}
	parts := a.site.sources[f.Path]
	groups := []Section{{Title: "Types"}, {Title: "Functions"}, {Title: "Constants and variables"}}
	seen := map[string]bool{}
	for i := range o.Defs {
		d := &o.Defs[i]
		if d.Kind.Member() || d.Line < parts[part].line || part+1 < len(parts) && d.Line >= parts[part+1].line || seen[d.Name] {
			continue
		}
		seen[d.Name] = true
		g := 2
		switch d.Kind {
		case xref.Type:
			g = 0
		case xref.Func, xref.Method:
			g = 1
		}
		groups[g].Sections = append(groups[g].Sections, Section{ID: definedAnchor(d.Name), Title: d.Name, Code: true})
	}
	return slices.DeleteFunc(groups, func(s Section) bool { return len(s.Sections) == 0 })
}

// listing makes what a page of a file shows.
func (a *assembler) listing(p *packageInfo, f *walk.File, part int) (*Listing, error) {
	text, err := a.ReadSource(f)
	if err != nil {
		return nil, err
	}
	parts := a.site.sources[f.Path]
	starts := lineStarts(text)
	l := &Listing{First: min(parts[part].line, len(starts))}
	from, to := starts[l.First-1], len(text)
	if part+1 < len(parts) && parts[part+1].line <= len(starts) {
		to = starts[parts[part+1].line-1]
	}
	l.Text = text[from:to]
	a.listNames(l, p, f, from, to)
	a.listImports(l, p, f, starts, from, to)
	slices.SortStableFunc(l.Names, func(a, b ListedName) int { return a.Offset - b.Offset })
	if o := xref.Of(f); o != nil && part == 0 {
		l.Licence = o.Licence
	}
	return l, nil
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// listNames adds the definitions and references between two offsets.
func (a *assembler) listNames(l *Listing, p *packageInfo, f *walk.File, from, to int) {
	x := a.References.File(f)
	if x == nil {
		return
	}
	l.Targets = make([]Ref, len(x.Symbols))
	for i, s := range x.Symbols {
		l.Targets[i] = a.symbolRef(s, f)
	}
	refs := map[int]bool{}
	for _, r := range x.Refs {
		if int(r.Offset) < from || int(r.Offset) >= to {
			continue
		}
		n := ListedName{Offset: int(r.Offset) - from, To: int(r.Symbol)}
		if r.Symbol == xref.Local {
			n.Line = int(r.Def)
		} else {
			refs[n.Offset] = true
		}
		l.Names = append(l.Names, n)
	}
	o := xref.Of(f)
	if o == nil {
		return
	}
	for i := range o.Defs {
		d := &o.Defs[i]
		if d.Offset < from || d.Offset >= to {
			continue
		}
		n := ListedName{Offset: d.Offset - from, ID: definedAnchor(d.Name), To: -1}
		// The name of an embedded field leads to its type.
		if to := a.aboutSymbol(xref.Symbol{Package: p.ImportPath, Name: d.Name}); !to.IsZero() && !refs[n.Offset] {
			n.To = len(l.Targets)
			l.Targets = append(l.Targets, to)
		}
		l.Names = append(l.Names, n)
	}
}

// listImports leads from import paths to packages.
func (a *assembler) listImports(l *Listing, p *packageInfo, f *walk.File, starts []int, from, to int) {
	for _, im := range f.Header.Imports {
		if im.Pos.Line < 1 || im.Pos.Line > len(starts) {
			continue
		}
		at := starts[im.Pos.Line-1] + im.Pos.Col - 1
		if at < from || at >= to {
			continue
		}
		ref := a.site.externalLink(im.Path)
		if in := a.byPackage[a.Tree.Resolve(p.Package, im.Path).Package]; in != nil {
			ref = Ref{Page: in.id}
		}
		l.Names = append(l.Names, ListedName{Offset: at - from, To: len(l.Targets)})
		l.Targets = append(l.Targets, ref)
	}
}

// symbolRef leads to the declaration of a symbol in the source, or in the public
// documentation of what is not in the tree.
func (a *assembler) symbolRef(s xref.Symbol, from *walk.File) Ref {
	places := a.References.Places(s)
	if places == nil {
		if p := a.byPackage[a.Tree.Package(s.Package)]; p != nil || s.Package == "C" {
			return Ref{}
		}
		return Ref{URL: goDocURL(strings.TrimPrefix(s.Package, "vendor/"), s.Name)}
	}
	at := places[0]
	for _, other := range places {
		if other.File == from {
			at = other
		}
	}
	return a.definition(at)
}

// definition leads to the place of a declaration in the source.
func (a *assembler) definition(at xref.Place) Ref {
	parts := a.site.sources[at.File.Path]
	page := parts[0].page
	for _, part := range parts {
		if part.line <= at.Def.Line {
			page = part.page
		}
	}
	return Ref{Page: page, Anchor: definedAnchor(at.Def.Name)}
}

// sourceKey stands for everything that the page of a file depends on.
func (a *assembler) sourceKey(p *packageInfo, f *walk.File, part int) string {
	sum := sha256.New()
	o, x := xref.Of(f), a.References.File(f)
	if o == nil || x == nil {
		return ""
	}
	fmt.Fprintln(sum, f.Path, part, a.site.sources[f.Path], x.Typed, a.Source, p.id, fileNotes(f), len(x.Refs))
	sum.Write(o.Content[:])
	fmt.Fprintln(sum, a.variants(p, f))
	for _, s := range x.Symbols {
		to := a.symbolRef(s, f)
		sum.Write([]byte(to.Page + "\x00" + to.Anchor + "\x00" + to.URL + "\n"))
	}
	var b [12]byte
	for _, r := range x.Refs {
		putInt32(b[0:], r.Offset)
		putInt32(b[4:], r.Symbol)
		putInt32(b[8:], r.Def)
		sum.Write(b[:])
	}
	for i := range o.Defs {
		to := a.aboutSymbol(xref.Symbol{Package: p.ImportPath, Name: o.Defs[i].Name})
		sum.Write([]byte(to.Page + "\n"))
	}
	for _, im := range f.Header.Imports {
		in := a.byPackage[a.resolve(p.Package, im.Path).Package]
		fmt.Fprintln(sum, im.Path, in != nil)
	}
	return string(sum.Sum(nil))
}

func putInt32(b []byte, n int32) {
	b[0], b[1], b[2], b[3] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
}
