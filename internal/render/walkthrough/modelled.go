package walkthrough

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// prose sets what a model wrote apart from what it rests on: in a quotation that
// says so.
func prose(s *summarize.Section, m *summarize.Model, l *summarize.Language) []render.Block {
	if len(s.Prose) == 0 {
		return nil
	}
	var text render.Text
	for i, x := range s.Prose {
		if i > 0 {
			text = append(text, render.Span{Text: between(l)})
		}
		text = append(text, sentence(x)...)
	}
	mark := render.Text{{Text: l.Mark(m), Style: render.Label}}
	return []render.Block{render.Quote{Blocks: []render.Block{render.Paragraph{Text: mark}, render.Paragraph{Text: text}}}}
}

// between is what stands between sentences: Chinese has no blanks.
func between(l *summarize.Language) string {
	if strings.HasPrefix(l.Tag, "zh") {
		return ""
	}
	return " "
}

// footer says at the end of a page what a model had a part in.
func footer(m *summarize.Model, l *summarize.Language) []render.Block {
	var out []render.Block
	for _, x := range l.Footer(m) {
		out = append(out, render.Paragraph{Text: render.Text{{Text: x, Style: render.Label}}})
	}
	if len(out) == 0 {
		return nil
	}
	return []render.Block{render.Quote{Blocks: out}}
}

// prose prints what a model wrote behind a bar.
func (p *textPrinter) prose(s *summarize.Section) {
	if len(s.Prose) == 0 {
		return
	}
	const bar = "| "
	p.out.WriteByte('\n')
	p.paragraph(bar, bar, []piece{{p.lang.Mark(p.model), dim}})
	var all []piece
	for i, x := range s.Prose {
		if i > 0 {
			all = append(all, piece{between(p.lang), ""})
		}
		all = append(all, pieces(x)...)
	}
	p.paragraph(bar, bar, all)
}

// footer prints what a model had a part in.
func (p *textPrinter) footer() {
	for i, x := range p.lang.Footer(p.model) {
		if i == 0 {
			p.out.WriteByte('\n')
		}
		p.paragraph("| ", "| ", []piece{{x, dim}})
	}
}
