package markdown

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// target is an anchor for links into the reference of an API; "" on other
// pages. Markdown has no anchors of its own, but most that show it know this.
func (w *writer) target(id string) string {
	if id == "" || w.at.Kind != render.APIPage {
		return ""
	}
	return `<span id="` + attribute(id) + `"></span>`
}

// attribute escapes text for the value of an attribute within Markdown.
func attribute(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "\n", " ", "`", "&#96;", "\\", "&#92;").Replace(render.Visible(s))
}

func (w *writer) fields(fs render.Fields) {
	for _, f := range fs.Items {
		head := w.target(f.ID) + "**" + code(f.Name) + "**"
		if t := w.text(f.Type); t != "" {
			head += " " + t
		}
		for _, n := range f.Notes {
			head += ", *" + escape(n) + "*"
		}
		w.nested("- ", "  ", func() {
			w.line(head)
			w.blocks(f.Blocks)
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
		})
	}
}
