package apiref

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

func (l *layout) kind(v *reference.Version, k *reference.Type) *render.Page {
	pg := &render.Page{
		ID: kindID(k), Kind: render.APIPage, Path: versionPath(v) + "/" + k.Name,
		Title: k.Name, Label: "kind", Name: k.Name, Synopsis: synopsis(k.Doc),
		Trail: l.trail(render.Ref{Page: IndexID, Text: "API reference"}, render.Ref{Page: versionID(v), Text: v.Path()}, render.Ref{Text: k.Name}),
		Facts: l.kindFacts(v, k), Names: map[string]bool{},
	}
	if rest := strings.TrimSpace(k.Doc); strings.Contains(rest, "\n\n") || len(rest) > len(pg.Synopsis)+1 {
		pg.Synopsis = ""
		pg.Blocks = append(pg.Blocks, description(rest, scope(k)))
	}
	pg.Blocks = append(pg.Blocks, l.warnings(k)...)
	if k.Sample != "" {
		s := render.Section{ID: "sample", Title: "Sample", Blocks: []render.Block{render.Pre{Lang: "yaml", Text: strings.TrimSuffix(k.Sample, "\n")}}}
		if k.SampleFrom != "" {
			s.Source = render.Ref{File: k.SampleFrom}
		} else {
			s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Text{{Text: sampleNote(k), Style: render.Label}}})
		}
		pg.Sections = append(pg.Sections, s)
	}
	pg.Sections = append(pg.Sections, render.Section{ID: "structure", Title: "Structure", Blocks: []render.Block{
		render.Outline{Open: 1, Nodes: (&tree{layout: l, page: pg.ID, seen: map[*reference.Type]bool{}}).nodes(k)},
	}})
	var types []render.Section
	for _, t := range l.homed(pg.ID, k) {
		types = append(types, l.typeSection(pg, t))
	}
	fields := render.Section{ID: "fields", Title: "Fields", Sections: types}
	if slices.ContainsFunc(l.homed(pg.ID, k), hasAbsent) {
		fields.Blocks = []render.Block{absentNote}
	}
	pg.Sections = append(pg.Sections, fields)
	if s := l.operations(k); s != nil {
		pg.Sections = append(pg.Sections, *s)
	}
	return pg
}

// homed are the types explained on a kind's page: the kind, what it is made of
// in the order a reader meets it, and its list.
func (l *layout) homed(page string, k *reference.Type) []*reference.Type {
	out := []*reference.Type{k}
	for _, top := range k.Fields { // all of the spec before the status
		from := len(out)
		for i := from - 1; i < len(out); i++ {
			fields := []*reference.Field{top}
			if i >= from {
				fields = out[i].Fields
			}
			for _, f := range fields {
				if u := f.Type.Base().Type; u != nil && l.pages[u] == page && !slices.Contains(out, u) {
					out = append(out, u)
				}
			}
		}
	}
	for _, t := range k.Version.Types { // its list, and what only that leads to
		if l.pages[t] == page && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func (l *layout) kindFacts(v *reference.Version, k *reference.Type) []render.Fact {
	mono := func(s string) render.Text { return render.Text{{Text: s, Style: render.Mono}} }
	facts := []render.Fact{{Name: "apiVersion", Value: mono(v.APIVersion())}}
	if r := k.Resource; r != nil {
		facts = append(facts, render.Fact{Name: "Resource", Value: mono(r.Name)})
		if r.Scope != "" {
			facts = append(facts, render.Fact{Name: "Scope", Value: render.Words(r.Scope)})
		}
		if len(r.ShortNames) > 0 {
			facts = append(facts, render.Fact{Name: "Short name", Value: mono(strings.Join(r.ShortNames, ", "))})
		}
		if len(r.Categories) > 0 {
			facts = append(facts, render.Fact{Name: "Category", Value: mono(strings.Join(r.Categories, ", "))})
		}
	}
	if k.ListKind != nil {
		facts = append(facts, render.Fact{Name: "List", Value: render.Name(k.ListKind.Name, l.to(k.ListKind))})
	}
	if others := l.otherKinds(k); others != nil {
		facts = append(facts, render.Fact{Name: "Also in", Value: others})
	}
	if tasks := l.tasksOf(k); tasks != nil {
		facts = append(facts, render.Fact{Name: "Task", Value: tasks})
	}
	if k.Since != "" && k.Since != v.Name {
		facts = append(facts, render.Fact{Name: "Since", Value: mono(k.Since)})
	}
	if k.Introduced != "" {
		facts = append(facts, render.Fact{Name: "Introduced", Value: render.Words(k.Introduced)})
	}
	facts = append(facts, render.Fact{Name: "Go type", Value: render.Name(k.Decl.Symbol(), render.Ref{Page: "pkg:" + k.Decl.Pkg.Ref.ImportPath, Anchor: k.Decl.Name})})
	return facts
}

// otherKinds are the kinds of the same name in other versions.
func (l *layout) otherKinds(k *reference.Type) render.Text {
	var out render.Text
	for _, g := range l.model.Groups {
		if g.Name != k.Version.Group {
			continue
		}
		for _, v := range g.Versions {
			for _, o := range v.Kinds {
				if o != k && o.Name == k.Name {
					if len(out) > 0 {
						out = append(out, render.Span{Text: " "})
					}
					out = append(out, render.Span{Text: v.Name, Style: render.Mono, To: render.Ref{Page: kindID(o)}})
				}
			}
		}
	}
	return out
}

// warnings say that a kind is on its way out.
func (l *layout) warnings(t *reference.Type) []render.Block {
	var s string
	switch {
	case t.DeprecatedIn != "" || t.Removed != "":
		if t.DeprecatedIn != "" {
			s = "Deprecated in " + t.DeprecatedIn
		}
		if t.Removed != "" {
			if s != "" {
				s += ", no longer served in " + t.Removed
			} else {
				s = "No longer served in " + t.Removed
			}
		}
		if t.Replacement != "" {
			s += "; use " + strings.ReplaceAll(t.Replacement, ",", " ")
		}
		s += "."
	case t.Deprecated == "deprecated":
		s = "Deprecated."
	case t.Deprecated != "":
		s = "Deprecated: " + t.Deprecated
	default:
		return nil
	}
	return []render.Block{render.Quote{Blocks: []render.Block{render.Paragraph{Text: render.Words(s)}}}}
}

func scope(t *reference.Type) *render.Scope {
	if t.Decl == nil {
		return nil
	}
	return &render.Scope{Package: t.Decl.Pkg.Ref.ImportPath}
}

// A tree lays out the fields of a kind as the object has them. A type that is
// explained elsewhere, or has been laid out already, is led to instead.
type tree struct {
	*layout
	page string
	seen map[*reference.Type]bool
}

func (t *tree) nodes(of *reference.Type) []render.Node {
	t.seen[of] = true
	var out []render.Node
	for _, f := range of.Fields {
		n := render.Node{Text: render.Text{{Text: f.Name, Style: render.Mono, To: t.toField(f)}, {Text: " "}}}
		typ := render.Span{Text: f.Type.String(), Style: render.Label}
		if u := f.Type.Base().Type; u != nil && u.IsObject() {
			if t.pages[u] == t.page && !t.seen[u] {
				n.Nodes = t.nodes(u)
			} else {
				typ.To = t.to(u)
			}
		}
		n.Text = append(n.Text, typ)
		if f.Required {
			n.Text = append(n.Text, render.Span{Text: " required", Style: render.Emphasis})
		}
		out = append(out, n)
	}
	return out
}
