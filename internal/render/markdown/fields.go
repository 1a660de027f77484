package markdown

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// anchored makes a heading or the start of a paragraph something that links in
// the reference of an API lead to; on other pages it adds nothing. Markdown has
// no anchors of its own: forges keep an empty link with an id, site generators
// know ids behind headings.
func (w *writer) anchored(s, id string) string {
	switch {
	case id == "" || w.at.Kind != render.APIPage:
		return s
	case w.front == render.NoFrontMatter:
		return `<a id="` + attribute(id) + `"></a>` + s
	}
	return s + " {#" + plainID.Replace(id) + "}"
}

// plainID leaves nothing in an id that would end it.
var plainID = strings.NewReplacer(" ", "-", "}", "-", "{", "-", "\n", "-")

// attribute escapes text for the value of an attribute within Markdown.
func attribute(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "\n", " ", "`", "&#96;", "\\", "&#92;").Replace(render.Visible(s))
}

// fields writes a list, or headings if those are what can have an id.
func (w *writer) fields(fs render.Fields) {
	for _, f := range fs.Items {
		head := code(f.Name)
		if w.front == render.NoFrontMatter {
			head = "**" + head + "**"
		}
		if t := w.text(f.Type); t != "" {
			head += " " + t
		}
		for _, n := range f.Notes {
			head += ", *" + escape(n) + "*"
		}
		if w.front != render.NoFrontMatter {
			w.heading(w.level+1, head, f.ID)
			w.about(f)
			continue
		}
		w.nested("- ", "  ", func() {
			w.line(w.anchored(head, f.ID))
			w.about(f)
		})
	}
}

// about writes what there is to know of a field.
func (w *writer) about(f render.Field) {
	level := w.level
	w.level++ // headings of descriptions are below that of the field
	w.blocks(f.Blocks)
	w.level = level
	if len(f.Facts) == 0 {
		return
	}
	w.start()
	for i, fact := range f.Facts {
		if i > 0 {
			w.out.WriteString(w.indent)
		}
		w.out.WriteString("- " + escape(fact.Name) + ": " + w.text(fact.Value) + "\n")
	}
}
