// Package apiref lays out the reference of a tree's APIs: a page with all
// groups, one per version, and one per kind; and one of kinds by what users want
// to do with them, if that is known.
//
// A type is explained once: with the kind it is nearest to, or on the page of
// its version. The anchor of a type is its name, that of a field the type's name
// and its own, as in "PodSpec.containers", so addresses stay the same as long as
// the API does.
package apiref

import (
	"go/doc"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// IndexID is the id of the page that lists all groups.
const IndexID = "api"

const parametersID = "api:parameters"

// Pages returns the pages of a reference; none if there is no API. Home is the
// reference to the page above the index, zero if there is none.
func Pages(m *reference.Model, home render.Ref) []*render.Page {
	if len(m.Groups) == 0 {
		return nil
	}
	l := &layout{model: m, home: home, pages: map[*reference.Type]string{}, ids: map[*reference.Type]string{}}
	l.name()
	out := []*render.Page{l.index()}
	if p := l.tasks(); p != nil {
		out = append(out, p)
	}
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			out = append(out, l.version(g, v))
			for _, k := range v.Kinds {
				out = append(out, l.split(l.kind(v, k), l.near(k))...)
			}
		}
	}
	if p := l.parameters(); p != nil {
		out = append(out, p)
	}
	l.entries(out)
	return out
}

type layout struct {
	model *reference.Model
	home  render.Ref
	// pages are the ids of the pages types are explained on, ids their anchors
	// there.
	pages map[*reference.Type]string
	ids   map[*reference.Type]string
	// params are the parameters of operations by name and place.
	params map[string]reference.Parameter
}

// name decides where every type goes, and what its anchor is. Two types of one
// name on one page, from different packages, are told apart by a number.
func (l *layout) name() {
	taken := map[string]bool{}
	l.params = map[string]reference.Parameter{}
	for _, t := range l.model.Types() {
		page := versionID(t.Version)
		switch {
		case t.Home != nil:
			page = kindID(t.Home)
		case slices.Contains(t.Version.Kinds, t):
			page = kindID(t)
		}
		id := anchor(t.Name)
		for i := 2; taken[page+"#"+id]; i++ {
			id = anchor(t.Name) + "-" + strconv.Itoa(i)
		}
		taken[page+"#"+id] = true
		l.pages[t], l.ids[t] = page, id
		if t.Resource != nil {
			for _, op := range t.Resource.Operations {
				for _, p := range op.Parameters {
					if old, ok := l.params[parameterID(p)]; p.In != "body" && p.Doc != "" && (!ok || old.Doc == "") {
						l.params[parameterID(p)] = p
					}
				}
			}
		}
	}
}

func versionID(v *reference.Version) string { return "api:" + v.Path() }
func kindID(k *reference.Type) string {
	for _, other := range k.Version.Kinds {
		if other != k && other.Name == k.Name { // declared by two packages
			return "api:" + k.Version.Path() + "." + k.Name + "@" + k.Key
		}
	}
	return "api:" + k.Version.Path() + "." + k.Name
}

// anchor makes a name fit for an id: what is neither a letter, a digit nor one
// of "._-" becomes "-".
func anchor(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			return r
		}
		return '-'
	}, name)
}

// To is where a type is explained.
func (l *layout) to(t *reference.Type) render.Ref {
	if l.pages[t] == "" {
		return render.Ref{}
	}
	return render.Ref{Page: l.pages[t], Anchor: l.ids[t]}
}

func (l *layout) fieldID(f *reference.Field) string { return l.ids[f.In] + "." + anchor(f.Name) }

func (l *layout) toField(f *reference.Field) render.Ref {
	if l.pages[f.In] == "" {
		return render.Ref{}
	}
	return render.Ref{Page: l.pages[f.In], Anchor: l.fieldID(f)}
}

// trail leads from the top to a page; the last one is the page itself.
func (l *layout) trail(refs ...render.Ref) []render.Ref {
	var out []render.Ref
	if !l.home.IsZero() {
		out = append(out, l.home)
	}
	return append(out, refs...)
}

func groupTitle(name string) string {
	if name == "" {
		return "core"
	}
	return name
}

func versionPath(v *reference.Version) string { return "api/" + groupTitle(v.Group) + "/" + v.Name }

func synopsis(text string) string { return new(doc.Package).Synopsis(text) }

func (l *layout) version(g *reference.Group, v *reference.Version) *render.Page {
	pg := &render.Page{
		ID: versionID(v), Kind: render.APIPage, Path: versionPath(v) + "/index",
		Title: v.Path(), Label: "API", Name: v.Path(), Synopsis: synopsis(v.Doc),
		Trail: l.trail(render.Ref{Page: IndexID, Text: "API reference"}, render.Ref{Text: v.Path()}),
		Names: map[string]bool{},
	}
	if others := l.otherVersions(g, v); others != nil {
		pg.Facts = append(pg.Facts, render.Fact{Name: "Versions", Value: others})
	}
	for i, p := range v.Packages {
		to := render.Name(p.Ref.ImportPath, render.Ref{Page: "pkg:" + p.Ref.ImportPath})
		if i == 0 {
			pg.Facts = append(pg.Facts, render.Fact{Name: "Go package", Value: to})
			continue
		}
		last := &pg.Facts[len(pg.Facts)-1]
		last.Value = append(append(last.Value, render.Span{Text: ", "}), to...)
	}
	if rest := strings.TrimSpace(v.Doc); rest != "" && len(rest) > len(pg.Synopsis) && len(v.Packages) > 0 {
		pg.Synopsis = ""
		pg.Blocks = append(pg.Blocks, description(rest, &render.Scope{Package: v.Packages[0].Ref.ImportPath}))
	}
	if len(v.Kinds) > 0 {
		pg.Sections = append(pg.Sections, l.kindTable(v))
	}
	var shared []render.Section
	for _, t := range v.Types {
		if l.pages[t] == pg.ID {
			shared = append(shared, l.typeSection(pg, t))
		}
	}
	if len(shared) > 0 {
		title := "Types that several kinds use"
		if len(v.Kinds) == 0 {
			title = "Types"
		}
		s := render.Section{ID: "types", Title: title, Count: len(shared), Sections: shared}
		if slices.ContainsFunc(v.Types, func(t *reference.Type) bool { return l.pages[t] == pg.ID && hasAbsent(t) }) {
			s.Blocks = []render.Block{absentNote}
		}
		pg.Sections = append(pg.Sections, s)
	}
	return pg
}

func (l *layout) otherVersions(g *reference.Group, v *reference.Version) render.Text {
	if len(g.Versions) < 2 {
		return nil
	}
	var out render.Text
	for i, other := range g.Versions {
		if i > 0 {
			out = append(out, render.Span{Text: " "})
		}
		s := render.Span{Text: other.Name, Style: render.Mono}
		if other != v {
			s.To = render.Ref{Page: versionID(other)}
		}
		out = append(out, s)
	}
	return out
}

func (l *layout) kindTable(v *reference.Version) render.Section {
	t := render.Table{Head: []string{"Kind", "Resource", "Scope", "What it is"}}
	for _, k := range v.Kinds {
		name := render.Text{{Text: k.Name, To: render.Ref{Page: kindID(k)}}}
		if k.Deprecated != "" || k.Removed != "" {
			name = append(name, render.Span{Text: " deprecated", Style: render.Label})
		}
		resource, scope := render.Text{}, render.Text{}
		if r := k.Resource; r != nil {
			resource = render.Text{{Text: r.Name, Style: render.Mono}}
			scope = render.Words(r.Scope)
		}
		t.Rows = append(t.Rows, []render.Text{name, resource, scope, render.Words(synopsis(k.Doc))})
	}
	return render.Section{ID: "kinds", Title: "Kinds", Count: len(t.Rows), Blocks: []render.Block{t}}
}
