package html

import (
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// page writes what stands in the main landmark.
func (w *writer) page() {
	p := w.at
	w.raw(`<header class="title">` + "\n")
	w.heading(1, "", func() {
		if p.Label != "" {
			w.raw(`<span class="kind">`)
			w.escape(p.Label)
			w.raw("</span> ")
		}
		w.escape(p.Title)
	})
	if p.Synopsis != "" && p.Synopsis != p.Title && p.Kind != render.PackagePage && p.Kind != render.BinaryPage {
		w.raw(`<p class="synopsis">`)
		w.escape(p.Synopsis)
		w.raw("</p>\n")
	}
	w.facts(p.Facts)
	w.raw("</header>\n")
	if len(p.Blocks) > 0 {
		w.raw(`<div class="prose lead">` + "\n")
		w.blocks(p.Blocks)
		w.raw("</div>\n")
	}
	if p.Kind == render.SourcePage {
		return // its sections are places in the listing
	}
	for i := range p.Sections {
		w.section(&p.Sections[i], 2)
	}
}

func (w *writer) facts(facts []render.Fact) {
	if len(facts) == 0 {
		return
	}
	w.raw(`<dl class="facts">` + "\n")
	for _, f := range facts {
		w.raw("<div><dt>")
		w.escape(f.Name)
		w.raw("</dt><dd>")
		w.text(f.Value)
		w.raw("</dd></div>\n")
	}
	w.raw("</dl>\n")
}

func (w *writer) section(s *render.Section, level int) {
	w.raw(`<section`)
	w.id(s.ID)
	if s.Code {
		w.raw(` class="decl"`)
	}
	w.raw(">\n")
	w.heading(level, "", func() {
		if s.Code {
			w.raw("<code>")
		}
		w.escape(s.Title)
		if s.Code {
			w.raw("</code>")
		}
		if s.Count > 0 {
			w.raw(` <span class="count">`, strconv.Itoa(s.Count), "</span>")
		}
		for _, n := range s.Notes {
			w.raw(` <span class="note">`)
			w.escape(n)
			w.raw("</span>")
		}
		if s.ID != "" {
			w.raw(` <a class="self" aria-hidden="true" tabindex="-1"`)
			w.attribute("href", fragment(s.ID))
			w.raw(">#</a>")
		}
		w.aside(s)
	})
	if s.Folded {
		w.raw("<details><summary>", w.words.Shown)
		if s.Count > 0 {
			w.raw(strconv.Itoa(s.Count))
		}
		w.raw("</summary>\n")
	}
	w.level, w.lead = level, 0
	w.blocks(s.Blocks)
	for i := range s.Sections {
		w.section(&s.Sections[i], level+1)
	}
	if s.Folded {
		w.raw("</details>\n")
	}
	w.raw("</section>\n")
}

// tocDepth is how deep the table of contents goes: sections, declarations,
// methods; where there are thousands, just the first.
func (w *writer) tocDepth() int {
	if w.at.Kind == render.UsesPage {
		return 1
	}
	return 3
}

// contents writes the table of contents.
func (w *writer) contents(sections []render.Section) {
	if len(sections) > 0 {
		w.contentsList(sections, 1)
	}
}

func (w *writer) contentsList(sections []render.Section, depth int) {
	w.raw("<ul>\n")
	for i := range sections {
		s := &sections[i]
		name := s.Short
		if name == "" {
			name = s.Title
		}
		w.raw("<li>")
		if s.ID != "" {
			w.raw("<a")
			w.attribute("href", fragment(s.ID))
			w.raw(">")
		}
		if s.Code {
			w.raw("<code>")
			w.name(name)
			w.raw("</code>")
		} else {
			w.escape(name)
		}
		if s.ID != "" {
			w.raw("</a>")
		}
		if s.Count > 0 && depth == 1 {
			w.raw(` <span class="count">`, strconv.Itoa(s.Count), "</span>")
		}
		if below := unfolded(s.Sections); len(below) > 0 && depth < w.tocDepth() && !s.Folded {
			if depth > 1 {
				w.raw(" <details><summary>", strconv.Itoa(len(below)), "</summary>\n")
			}
			w.contentsList(below, depth+1)
			if depth > 1 {
				w.raw("</details>")
			}
		}
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}

// aside writes what stands at the end of a heading: a remark, and the place in the
// source.
func (w *writer) aside(s *render.Section) {
	if len(s.Aside) == 0 {
		w.source(s.Source)
		return
	}
	w.raw(` <span class="aside">`)
	w.text(s.Aside)
	w.raw("</span> ")
	w.source(s.Source)
}

// unfolded leaves out the sections that readers have to open, declarations apart.
func unfolded(in []render.Section) []render.Section {
	var out []render.Section
	for _, s := range in {
		if !s.Folded || s.Code {
			out = append(out, s)
		}
	}
	return out
}
