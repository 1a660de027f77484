// Package reflist lays out the lists of what the programs of a tree register,
// publish and read by name, one page per list.
package reflist

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

// IndexID is the page that leads to all lists.
const IndexID = "lists"

// A Layout says what is around the lists.
type Layout struct {
	// Home is the page above.
	Home render.Ref
	// Explained leads to what explains the code of a package, by import path; it
	// may be empty.
	Explained map[string][]render.Ref
	// Flags are those of all programs, if programs were evaluated.
	Flags []Flag
}

// Pages returns a page per list that has entries, the index first, or nil if
// none has.
func Pages(m *registry.Model, l Layout) []*render.Page {
	w := &writer{Layout: l, model: m}
	for _, list := range []func() ([]*render.Page, string){
		w.flags, w.gates, w.metrics, w.events, w.keys, w.env, w.ports, w.routes, w.exits, w.plugins, w.controllers, w.roles,
	} {
		if ps, what := list(); ps != nil {
			w.index = append(w.index, entry{ps, what})
		}
	}
	if len(w.index) == 0 {
		return nil
	}
	pages := []*render.Page{w.indexPage()}
	for _, e := range w.index {
		pages = append(pages, e.pages...)
	}
	return pages
}

type writer struct {
	Layout
	model *registry.Model
	index []entry
}

type entry struct {
	pages []*render.Page
	what  string // the list has
}

func (w *writer) indexPage() *render.Page {
	p := &render.Page{
		ID: IndexID, Kind: render.ListPage, Path: "reference/index", Title: "Reference lists", Name: "Reference lists",
		Synopsis: "What the programs of this tree register, publish and read by name, found in their source",
		Trail:    []render.Ref{w.Home, {Text: "Reference"}},
	}
	var t render.Table
	t.Head, t.Right = []string{"List", "Entries", "What it has"}, []bool{false, true, false}
	for _, e := range w.index {
		n := 0
		for _, page := range e.pages {
			for i := range page.Sections {
				n += page.Sections[i].Count
			}
		}
		t.Rows = append(t.Rows, []render.Text{{{Text: e.pages[0].Name, To: render.Ref{Page: e.pages[0].ID}}}, render.Words(strconv.Itoa(n)), render.Words(e.what)})
	}
	p.Blocks = []render.Block{t}
	return p
}

// page starts the page of a list. dynamic is the list's key in Model.Dynamic.
func (w *writer) page(id, title, synopsis, dynamic string) *render.Page {
	p := &render.Page{
		ID: "list:" + id, Kind: render.ListPage, Path: "reference/" + id, Title: title, Name: title, Synopsis: synopsis,
		Trail: []render.Ref{w.Home, {Page: IndexID, Text: "Reference"}, {Text: title}},
	}
	if n := w.model.Dynamic[dynamic]; n > 0 {
		places := strconv.Itoa(n) + " places"
		if n == 1 {
			places = "1 place"
		}
		p.Facts = append(p.Facts, render.Fact{Name: "Not listed", Value: render.Words("what " + places + " name only when they run")})
	}
	return p
}

// most is how many entries a page takes: longer lists go on on other pages, so
// that none is slow to open.
const most = 120

// sections lays entries out: those of the tree's programs, and apart from them
// those of tests and samples. A list that is long is split.
func sections(p *render.Page, title string, items []item) []*render.Page {
	if len(items) == 0 {
		return nil
	}
	slices.SortStableFunc(items, func(a, b item) int {
		switch {
		case a.aside == b.aside:
			return 0
		case a.aside:
			return 1
		}
		return -1
	})
	var out []*render.Page
	n := (len(items) + most - 1) / most
	size := (len(items) + n - 1) / n
	taken := map[string]bool{}
	for i := range n {
		part := items[i*size : min((i+1)*size, len(items))]
		page := *p
		if i > 0 {
			page.ID += "-" + strconv.Itoa(i+1)
			page.Path += "-" + strconv.Itoa(i+1)
			page.Trail = append(slices.Clone(p.Trail[:len(p.Trail)-1]), render.Ref{Page: p.ID, Text: p.Title}, render.Ref{Text: strconv.Itoa(i + 1)})
		}
		if n > 1 {
			page.Title += ", " + strconv.Itoa(i+1) + " of " + strconv.Itoa(n)
			page.Blocks = append(slices.Clone(p.Blocks), parts(p, items, n, size, i))
		}
		fill(&page, title, part, taken)
		out = append(out, &page)
	}
	return out
}

// parts leads from each page of a list to the others.
func parts(p *render.Page, items []item, n, size, at int) render.Block {
	t := render.Text{{Text: "Pages: "}}
	for i := range n {
		first, last := items[i*size].Name, items[min((i+1)*size, len(items))-1].Name
		s := render.Span{Text: first + " to " + last}
		if i > 0 {
			t = append(t, render.Span{Text: "; "})
		}
		if i != at {
			s.To.Page = p.ID
			if i > 0 {
				s.To.Page += "-" + strconv.Itoa(i+1)
			}
		}
		t = append(t, s)
	}
	return render.Paragraph{Text: t}
}

func fill(p *render.Page, title string, items []item, taken map[string]bool) {
	p.Names = map[string]bool{}
	main, aside := render.Section{ID: "entries", Title: title}, render.Section{ID: "aside", Title: "In tests, samples and tools", Folded: true}
	add(p, &main, items, false, taken)
	add(p, &aside, items, true, taken)
	for _, s := range []render.Section{main, aside} {
		if s.Count > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
}

func add(p *render.Page, s *render.Section, items []item, aside bool, taken map[string]bool) {
	var out render.Fields
	for _, it := range items {
		if it.aside != aside {
			continue
		}
		for base, n := it.ID, 2; taken[it.ID]; n++ {
			it.ID = base + "-" + strconv.Itoa(n)
		}
		taken[it.ID] = true
		p.Names[it.ID] = true
		p.Entries = append(p.Entries, it.entry(entryKinds[strings.TrimPrefix(listOf(p.ID), "list:")]))
		out.Items = append(out.Items, it.Field)
	}
	if s.Count = len(out.Items); s.Count > 0 {
		s.Blocks = []render.Block{out}
	}
}

// An item is an entry of a list.
type item struct {
	render.Field
	aside bool
}

// entryOf starts an item. Its id is its name, since links from elsewhere and
// search know no other.
func entryOf(name string, at registry.Place) item {
	return item{Field: render.Field{ID: name, Name: name, Source: ref(at)}, aside: at.Aside()}
}

func (it *item) fact(name string, value render.Text) {
	if len(value) > 0 {
		it.Facts = append(it.Facts, render.Fact{Name: name, Value: value})
	}
}

func (it *item) text(name, value string) {
	if value != "" {
		it.fact(name, render.Words(value))
	}
}

func (it *item) doc(text, pkg string) {
	if text = strings.TrimSpace(text); text != "" {
		it.Blocks = append(it.Blocks, render.Comment{Text: text, Scope: &render.Scope{Package: pkg}})
	}
}

func ref(p registry.Place) render.Ref { return render.Ref{File: p.File, Line: p.Pos.Line} }

// places lists places by the package they are in, each by the function around
// it.
func places(ps []registry.Place) render.Text {
	var out render.Text
	last := ""
	for i, p := range ps {
		if p.Package != last {
			if i > 0 {
				out = append(out, render.Span{Text: "; "})
			}
			last = p.Package
			out = append(out, render.Span{Text: cmp.Or(short(p.Package), p.File), Style: render.Mono, To: pageOf(p.Package)}, render.Span{Text: ": "})
		} else {
			out = append(out, render.Span{Text: ", "})
		}
		name := p.In
		if name == "" {
			name = path.Base(p.File) + ":" + strconv.Itoa(p.Pos.Line)
		}
		out = append(out, render.Span{Text: name, Style: render.Mono, To: ref(p)})
	}
	return out
}

func pageOf(pkg string) render.Ref {
	if pkg == "" {
		return render.Ref{}
	}
	return render.Ref{Page: "pkg:" + pkg}
}

// short is a package's path as people tell it apart: its last two elements.
func short(pkg string) string {
	dir, base := path.Split(pkg)
	if dir == "" {
		return pkg
	}
	return path.Join(path.Base(dir), base)
}

// explained leads to the walkthroughs of the packages that places are in.
func (w *writer) explained(groups ...[]registry.Place) render.Text {
	var out render.Text
	var seen []string
	for _, p := range slices.Concat(groups...) {
		if slices.Contains(seen, p.Package) {
			continue
		}
		seen = append(seen, p.Package)
		for _, r := range w.Explained[p.Package] {
			if len(out) > 0 {
				out = append(out, render.Span{Text: ", "})
			}
			out = append(out, render.Span{Text: r.Text, To: r})
		}
	}
	return out
}

func mono(list []string) render.Text {
	var out render.Text
	for i, s := range list {
		if i > 0 {
			out = append(out, render.Span{Text: ", "})
		}
		out = append(out, render.Span{Text: s, Style: render.Mono})
	}
	return out
}

// allAside reports whether everything that touches an entry is in tests and the
// like.
func allAside(ps []registry.Place) bool {
	return len(ps) > 0 && !slices.ContainsFunc(ps, func(p registry.Place) bool { return !p.Aside() })
}

// entryKinds are what search calls the entries of a list.
var entryKinds = map[string]render.EntryKind{
	"flags": render.FlagEntry, "feature-gates": render.GateEntry, "metrics": render.MetricEntry, "events": render.EventEntry,
	"labels": render.LabelEntry, "environment": render.EnvEntry, "ports": render.PortEntry, "http": render.RouteEntry,
	"exit-codes": render.ExitEntry, "plugins": render.PluginEntry, "controllers": render.LoopEntry, "rbac": render.RoleEntry,
}

// listOf is the id of the first page of a list that a page is part of.
func listOf(id string) string {
	if i := strings.LastIndexByte(id, '-'); i > 0 && strings.Trim(id[i+1:], "0123456789") == "" {
		return id[:i]
	}
	return id
}

func (it *item) entry(kind render.EntryKind) render.Entry {
	e := render.Entry{Kind: kind, Name: it.Name, Anchor: it.ID, About: it.Type.String(), Low: it.aside}
	for _, b := range it.Blocks {
		text := ""
		switch b := b.(type) {
		case render.Comment:
			text = b.Text
		case render.Paragraph:
			text = b.Text.String()
		}
		if text != "" {
			e.About = strings.TrimPrefix(e.About+": "+strings.Join(strings.Fields(text), " "), ": ")
			break
		}
	}
	return e
}
