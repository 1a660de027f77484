package html

import "github.com/kdoc-dev/kdoc/internal/render"

// fields writes the fields of an object: a line that says what each is, the
// description, and what else there is to know in two columns.
func (w *writer) fields(fs render.Fields) {
	if len(fs.Items) == 0 {
		return
	}
	w.raw(`<dl class="fields">` + "\n")
	for i := range fs.Items {
		f := &fs.Items[i]
		w.raw("<dt")
		w.id(f.ID)
		w.raw("><code>")
		w.escape(f.Name)
		w.raw("</code>")
		if len(f.Type) > 0 {
			w.raw(` <span class="type">`)
			w.text(f.Type)
			w.raw("</span>")
		}
		for _, n := range f.Notes {
			w.raw(` <span class="note"`)
			w.attribute("data-note", n)
			w.raw(">")
			w.escape(n)
			w.raw("</span>")
		}
		if f.ID != "" {
			w.raw(` <a class="self" aria-hidden="true" tabindex="-1"`)
			w.attribute("href", fragment(f.ID))
			w.raw(">#</a>")
		}
		w.source(f.Source)
		w.raw("</dt>\n<dd>")
		w.blocks(f.Blocks)
		if len(f.Facts) > 0 {
			w.raw(`<dl class="about">`)
			for _, fact := range f.Facts {
				w.raw("<div><dt>")
				w.escape(fact.Name)
				w.raw("</dt><dd>")
				w.text(fact.Value)
				w.raw("</dd></div>")
			}
			w.raw("</dl>\n")
		}
		w.raw("</dd>\n")
	}
	w.raw("</dl>\n")
}
