package walkthrough

import (
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
)

// reading is what a model makes of a page, in a quotation that says that nothing
// proves it; nil if there is none.
func reading(w *summarize.Walkthrough, b base) []render.Block {
	if len(w.Reading) == 0 {
		return nil
	}
	blocks := []render.Block{render.Paragraph{Text: labelled(wording.Fill(w.Lang, "reading.note", wording.Text(modelName(w))))}}
	for _, x := range w.Reading {
		blocks = append(blocks, render.Paragraph{Text: append(render.Words(x.Text), b.citation(x.At, false)...)})
	}
	return []render.Block{render.Quote{Blocks: blocks}}
}

// planned says what part a model had in a page, nil if none.
func planned(w *summarize.Walkthrough) render.Text {
	m := w.Model
	if m == nil {
		return nil
	}
	name, number := wording.Text(modelName(w)), func(n int) []summarize.Part { return wording.Text(strconv.Itoa(n)) }
	if m.Missing != "" {
		return labelled(wording.Fill(w.Lang, "model.none", name, wording.Text(m.Missing)))
	}
	t := labelled(wording.Fill(w.Lang, "model.plan", name, number(m.Facts), number(m.Chosen), number(m.Connections), number(m.Claimed)))
	if m.In+m.Out > 0 {
		t = append(t, labelled(wording.Fill(w.Lang, "model.tokens", number(m.In), number(m.Out)))...)
	}
	if m.Redacted > 0 {
		t = append(t, labelled(wording.Fill(w.Lang, "model.redacted", number(m.Redacted)))...)
	}
	return t
}

func modelName(w *summarize.Walkthrough) string {
	if w.Model == nil {
		return ""
	}
	return w.Model.Name
}

func labelled(in []summarize.Part) (t render.Text) {
	for _, p := range in {
		t = append(t, render.Span{Text: p.Text, Style: render.Label})
	}
	return t
}

// modelled adds what a model had a part in behind the proved sections.
func (l *layouter) modelled(p *render.Page) {
	if blocks := reading(l.w, l.home); blocks != nil {
		p.Sections = append(p.Sections, render.Section{ID: "reading", Title: summarize.LanguageOf(l.w.Lang).Phrase("section.reading"), Blocks: blocks})
	}
	if t := planned(l.w); t != nil && len(p.Sections) > 0 {
		last := &p.Sections[0] // the first screen says it
		last.Blocks = append(last.Blocks, render.Quote{Blocks: []render.Block{render.Paragraph{Text: t}}})
	}
}

// modelled prints the same behind a bar.
func (p *textPrinter) modelled(w *summarize.Walkthrough) {
	const bar = "| "
	if len(w.Reading) > 0 {
		p.heading(summarize.LanguageOf(w.Lang).Phrase("section.reading"), '-')
		p.paragraph(bar, bar, []piece{{plain(wording.Fill(w.Lang, "reading.note", wording.Text(modelName(w)))), dim}})
		for _, x := range w.Reading {
			p.out.WriteString(bar + "\n")
			p.paragraph(bar, bar, pieces(append(render.Words(x.Text), p.home.citation(x.At, false)...)))
		}
	}
	if t := planned(w); t != nil {
		p.out.WriteByte('\n')
		p.paragraph(bar, bar, []piece{{t.String(), dim}})
	}
}
