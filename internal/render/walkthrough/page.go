// Package walkthrough lays a walkthrough out: as a page for the formats that
// print sites, as text for a terminal, and its journeys as pictures.
package walkthrough

import (
	"context"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// A Look says what of a walkthrough a page shows.
type Look struct {
	// Draw makes the pictures of journeys; nil leaves them out.
	Draw Drawing
	// Details keeps what is folded, for readers who look something up.
	Details bool
}

// Page lays a walkthrough out as a page.
func Page(ctx context.Context, w *summarize.Walkthrough, look Look) (*render.Page, error) {
	p := &render.Page{ID: "walkthrough:" + w.Lang + ":" + w.Target, Kind: render.ListPage, Path: "walkthrough", Title: w.Title, Name: w.Title, Lang: w.Lang}
	l := &layouter{ctx: ctx, w: w, look: look, home: home(w)}
	for _, n := range w.Notes {
		p.Blocks = append(p.Blocks, render.Quote{Blocks: []render.Block{render.Paragraph{Text: l.home.text(n)}}})
	}
	for i := range w.Sections {
		if s := &w.Sections[i]; !s.Folded || look.Details {
			p.Sections = append(p.Sections, l.section(s))
		}
	}
	l.modelled(p)
	return p, l.err
}

// A layouter lays one walkthrough out.
type layouter struct {
	ctx  context.Context
	w    *summarize.Walkthrough
	look Look
	home base
	err  error // the first that a drawing failed with
}

func (l *layouter) section(s *summarize.Section) render.Section {
	out := render.Section{ID: s.ID, Title: s.Title, Folded: s.Folded}
	if s.Folded {
		out.Count = len(s.Groups)
	}
	switch {
	case len(s.Sentences) == 0:
	case s.Running:
		out.Blocks = append(out.Blocks, render.Paragraph{Text: l.home.paragraph(s.Sentences)})
	default:
		out.Blocks = append(out.Blocks, list(s.Sentences, l.home, ordered(s)))
	}
	for _, t := range s.Tables {
		if len(t.Caption.Parts) > 0 {
			out.Blocks = append(out.Blocks, render.Paragraph{Text: l.home.text(t.Caption)})
		}
		out.Blocks = append(out.Blocks, l.table(t))
	}
	for i := range s.Groups {
		if g := &s.Groups[i]; !empty(g) {
			out.Sections = append(out.Sections, l.group(g, s.ID+"-"+strconv.Itoa(i+1)))
		}
	}
	var after []render.Block
	for _, x := range s.After {
		after = append(after, render.Paragraph{Text: l.home.text(x)})
	}
	if len(after) > 0 && len(out.Sections) > 0 {
		out.Sections = append(out.Sections, render.Section{ID: s.ID + "-rest", Title: summarize.LanguageOf(l.w.Lang).Phrase("section.rest"), Blocks: after})
	} else {
		out.Blocks = append(out.Blocks, after...)
	}
	return out
}

// ordered reports whether the sentences of a section follow one another.
func ordered(s *summarize.Section) bool { return s.ID == "startup" || s.ID == "next" }

// empty reports whether nothing is told below a heading.
func empty(g *summarize.Group) bool {
	if len(g.Lead)+len(g.Items) > 0 {
		return false
	}
	for i := range g.Groups {
		if !empty(&g.Groups[i]) {
			return false
		}
	}
	return true
}

func (l *layouter) group(g *summarize.Group, id string) render.Section {
	b := baseOf(g.At)
	out := render.Section{ID: id, Title: plain(g.Title), Code: isCode(g.Title)}
	if g.At.IsValid() {
		out.Source = render.Ref{File: g.At.Path, Line: g.At.Line}
	}
	out.Blocks = lead(g.Lead, b)
	if picture := l.draw(g.Flow); picture != nil {
		out.Blocks = append(out.Blocks, picture)
	}
	if len(g.Items) > 0 {
		out.Blocks = append(out.Blocks, list(g.Items, b, true))
	}
	for i := range g.Groups {
		if sub := &g.Groups[i]; !empty(sub) {
			out.Sections = append(out.Sections, l.group(sub, id+"-"+strconv.Itoa(i+1)))
		}
	}
	return out
}

// draw is the picture of a journey, or nil.
func (l *layouter) draw(f *summarize.Flow) render.Block {
	if l.look.Draw == nil || f == nil || len(f.Edges) == 0 || l.err != nil {
		return nil
	}
	block, err := l.look.Draw(l.ctx, l.w.Lang, f)
	l.err = err
	return block
}

func isCode(title []summarize.Part) bool {
	for _, p := range title {
		if !p.Code {
			return false
		}
	}
	return len(title) > 0
}

// lead sets what introduces steps: what comments say as quotes.
func lead(sentences []summarize.Sentence, b base) (out []render.Block) {
	for _, s := range sentences {
		block := render.Block(render.Paragraph{Text: b.text(s)})
		if isQuote(s) {
			block = render.Quote{Blocks: []render.Block{block}}
		}
		out = append(out, block)
	}
	return out
}

// list sets sentences with what they introduce below them. Steps are numbered if
// there are several; what stands below a step is told apart by its indent.
func list(sentences []summarize.Sentence, b base, steps bool) render.List {
	out := render.List{Ordered: steps && len(sentences) > 1, Start: 1}
	for _, s := range sentences {
		item := render.Item{Blocks: []render.Block{render.Paragraph{Text: b.text(s)}}}
		if len(s.Items) > 0 {
			item.Blocks = append(item.Blocks, list(s.Items, b, false))
		}
		out.Items = append(out.Items, item)
	}
	return out
}

func (l *layouter) table(t summarize.Table) render.Table {
	head := summarize.LanguageOf(l.w.Lang).Phrase("head.source")
	out := render.Table{Head: append(append([]string(nil), t.Head...), head)}
	for _, r := range t.Rows {
		var cells []render.Text
		for _, c := range r.Cells {
			cells = append(cells, parts(c))
		}
		source := render.Text(nil)
		if r.At.IsValid() {
			source = render.Text{l.home.place(r.At)}
		}
		out.Rows = append(out.Rows, append(cells, source))
	}
	return out
}
