package apiref

import (
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// How many elements the page of a kind may have, about, before types that are
// deep inside of it, and its operations, get pages of their own; and how many
// such a page may have.
const (
	kindElements = 3600
	partElements = 3200
)

// split moves what makes the page of a kind too large to pages that are part of
// it: the operations, and the types that neither the kind nor one of its fields
// is of. Addresses of what has moved still hold within the site.
func (l *layout) split(pg *render.Page, keep map[string]bool) []*render.Page {
	total := 0
	for i := range pg.Sections {
		total += render.Weight(&pg.Sections[i])
	}
	if total <= kindElements {
		return []*render.Page{pg}
	}
	out := []*render.Page{pg}
	pg.Elsewhere = map[string]string{}
	for i := range pg.Sections {
		s := &pg.Sections[i]
		switch s.ID {
		case "fields":
			out = append(out, l.moveTypes(pg, s, keep)...)
		case "operations":
			part := l.part(pg, "operations", "Operations")
			part.Sections = []render.Section{*s}
			out = append(out, part)
			s.Blocks, s.Sections = leadTo(part, "The requests for objects of this kind"), nil
		}
	}
	return out
}

func (l *layout) moveTypes(pg *render.Page, s *render.Section, keep map[string]bool) (out []*render.Page) {
	var kept []render.Section
	weight := 0
	var names render.Text
	for _, t := range s.Sections {
		if keep[t.ID] {
			kept = append(kept, t)
			continue
		}
		w := render.Weight(&t)
		if len(out) == 0 || weight+w > partElements {
			name, title := "types", "Types within"
			if n := len(out); n > 0 {
				name, title = name+"-"+strconv.Itoa(n+1), title+", part "+strconv.Itoa(n+1)
			}
			out = append(out, l.part(pg, name, title))
			weight = 0
		}
		weight += w
		part := out[len(out)-1]
		part.Sections = append(part.Sections, t)
		for _, id := range render.IDs(&t) {
			if pg.Names[id] {
				delete(pg.Names, id)
				part.Names[id] = true
				pg.Elsewhere[id] = part.ID
			}
		}
		if len(names) > 0 {
			names = append(names, render.Span{Text: ", "})
		}
		names = append(names, render.Span{Text: t.Title, Style: render.Mono, To: render.Ref{Page: part.ID, Anchor: t.ID}})
	}
	s.Sections = kept
	if names != nil {
		s.Sections = append(s.Sections, render.Section{ID: "types-within", Title: "Types further within", Blocks: []render.Block{render.Paragraph{Text: names}}})
	}
	return out
}

func leadTo(part *render.Page, what string) []render.Block {
	return []render.Block{render.Paragraph{Text: render.Text{{Text: what + " are on "}, {Text: "a page of their own", To: render.Ref{Page: part.ID}}, {Text: "."}}}}
}

// part is a page below that of a kind.
func (l *layout) part(pg *render.Page, name, title string) *render.Page {
	part := &render.Page{
		ID: pg.ID + "#" + name, Kind: render.APIPage, Path: pg.Path + "/" + name,
		Title: pg.Title + ": " + title, Label: pg.Label, Name: pg.Name + ": " + title,
		Facts: pg.Facts[:min(1, len(pg.Facts))], Names: map[string]bool{},
	}
	n := len(pg.Trail) - 1
	part.Trail = append(append([]render.Ref{}, pg.Trail[:n]...), render.Ref{Page: pg.ID, Text: pg.Trail[n].Text}, render.Ref{Text: title})
	return part
}

// near are the sections that stay with a kind: its own, and those of the types of
// its fields.
func (l *layout) near(k *reference.Type) map[string]bool {
	out := map[string]bool{l.ids[k]: true}
	for _, f := range k.Fields {
		if u := f.Type.Base().Type; u != nil {
			out[l.ids[u]] = true
		}
	}
	return out
}
