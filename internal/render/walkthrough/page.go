// Package walkthrough lays a walkthrough out: as a page for the formats that
// print sites, as text for a terminal, and as a Mermaid diagram.
package walkthrough

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Page lays a walkthrough out as a page. diagram is the block that shows its
// call flow; nil leaves that out.
func Page(w *summarize.Walkthrough, diagram render.Block) *render.Page {
	l := summarize.LanguageOf(w.Lang)
	p := &render.Page{ID: "walkthrough:" + w.Lang + ":" + w.Target, Kind: render.ListPage, Path: "walkthrough", Title: w.Title, Name: w.Title}
	for _, n := range w.Notes {
		p.Blocks = append(p.Blocks, render.Quote{Blocks: []render.Block{render.Paragraph{Text: sentence(n)}}})
	}
	for i := range w.Sections {
		p.Sections = append(p.Sections, section(&w.Sections[i], w.Model, l))
		if w.Sections[i].ID == flowAfter(w) && diagram != nil && len(w.Flow.Edges) > 0 {
			p.Sections = append(p.Sections, render.Section{ID: "flow", Title: l.Phrase("section.flow"), Blocks: []render.Block{diagram}})
		}
	}
	if n := len(p.Sections); n > 0 {
		last := &p.Sections[n-1]
		for len(last.Sections) > 0 {
			last = &last.Sections[len(last.Sections)-1]
		}
		last.Blocks = append(last.Blocks, footer(w.Model, l)...)
	}
	return p
}

// flowAfter is the section that the call flow follows: how it starts, or
// whatever comes first.
func flowAfter(w *summarize.Walkthrough) string {
	last := ""
	for _, s := range w.Sections {
		if s.ID == "what" || s.ID == "starts" || s.ID == "made" {
			last = s.ID
		}
	}
	if last == "" && len(w.Sections) > 0 {
		last = w.Sections[0].ID
	}
	return last
}

func section(s *summarize.Section, m *summarize.Model, l *summarize.Language) render.Section {
	out := render.Section{ID: s.ID, Title: s.Title, Blocks: prose(s, m, l)}
	if len(s.Sentences) > 0 {
		out.Blocks = append(out.Blocks, sentences(s))
	}
	for _, t := range s.Tables {
		out.Blocks = append(out.Blocks, render.Paragraph{Text: sentence(t.Caption)}, table(t, l))
	}
	for i, g := range s.Groups {
		list := render.List{}
		for _, x := range g.Sentences {
			list.Items = append(list.Items, render.Item{Blocks: []render.Block{render.Paragraph{Text: sentence(x)}}})
		}
		out.Sections = append(out.Sections, render.Section{ID: s.ID + "-" + strconv.Itoa(i+1), Title: g.Name, Code: true,
			Blocks: []render.Block{render.Paragraph{Text: render.Text{place(g.At)}}, list}})
	}
	if len(s.After) > 0 {
		rest := render.Section{ID: s.ID + "-rest", Title: l.Phrase("section.rest")}
		list := render.List{}
		for _, x := range s.After {
			list.Items = append(list.Items, render.Item{Blocks: []render.Block{render.Paragraph{Text: sentence(x)}}})
		}
		rest.Blocks = []render.Block{list}
		out.Sections = append(out.Sections, rest)
	}
	return out
}

// sentences sets statements as a list, or as one paragraph if they are few and
// belong together.
func sentences(s *summarize.Section) render.Block {
	if s.ID == "what" {
		var text render.Text
		for i, x := range s.Sentences {
			if i > 0 && !isWide(x) {
				text = append(text, render.Span{Text: " "})
			}
			text = append(text, sentence(x)...)
		}
		return render.Paragraph{Text: text}
	}
	list := render.List{Ordered: s.Ordered, Start: 1}
	for _, x := range s.Sentences {
		list.Items = append(list.Items, render.Item{Blocks: []render.Block{render.Paragraph{Text: sentence(x)}}})
	}
	return list
}

func sentence(s summarize.Sentence) render.Text {
	return append(parts(s.Parts), citation(s, "")...)
}

// citation is the places of a sentence in brackets: path:line, and :line for
// what is in the file before or in the one at base. Behind Chinese the brackets
// are Chinese.
func citation(s summarize.Sentence, base string) render.Text {
	if len(s.At) == 0 {
		return nil
	}
	open, comma, end := " (", ", ", ")"
	if isWide(s) {
		open, comma, end = "（", "，", "）"
	}
	t := render.Text{{Text: open, Style: render.Label}}
	for i, p := range s.At {
		if i > 0 {
			t = append(t, render.Span{Text: comma, Style: render.Label})
		}
		span := place(p)
		switch {
		case p.Path == base:
			span.Text = strings.TrimPrefix(span.Text, p.Path)
			if i > 0 && p.Path == s.At[i-1].Path {
				span.Text = strings.TrimPrefix(span.Text, ":")
			}
		case i > 0 && p.Path == s.At[i-1].Path:
			span.Text = strings.TrimPrefix(span.Text, p.Path+":")
		}
		t = append(t, span)
	}
	return append(t, render.Span{Text: end, Style: render.Label})
}

// isWide reports whether a sentence is written in wide characters, whose
// punctuation leaves no blanks.
func isWide(s summarize.Sentence) bool {
	return slices.ContainsFunc(s.Parts, func(p summarize.Part) bool {
		return !p.Code && !p.Quote && strings.ContainsFunc(p.Text, wide)
	})
}

func parts(in []summarize.Part) (t render.Text) {
	for _, p := range in {
		s := render.Span{Text: p.Text}
		if p.Code {
			s.Style = render.Mono
		}
		t = append(t, s)
	}
	return t
}

// place is a citation: path:line, or path:first-last.
func place(p factgraph.Pos) render.Span {
	text := p.Path + ":" + strconv.Itoa(p.Line)
	if p.To > p.Line {
		text += "-" + strconv.Itoa(p.To)
	}
	return render.Span{Text: text, Style: render.Label, To: render.Ref{File: p.Path, Line: p.Line}}
}

func table(t summarize.Table, l *summarize.Language) render.Table {
	out := render.Table{Head: append(append([]string(nil), t.Head...), l.Phrase("head.source"))}
	for _, r := range t.Rows {
		var cells []render.Text
		for _, c := range r.Cells {
			cells = append(cells, parts(c))
		}
		out.Rows = append(out.Rows, append(cells, render.Text{place(r.At)}))
	}
	return out
}
