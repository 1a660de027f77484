package html

import (
	"fmt"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
)

func (w *writer) blocks(bs []render.Block) {
	for _, b := range bs {
		w.block(b)
	}
}

func (w *writer) block(b render.Block) {
	switch b := b.(type) {
	case render.Paragraph:
		w.raw("<p>")
		w.text(b.Text)
		w.raw("</p>\n")
	case render.Heading:
		w.runningHeading(b)
	case *render.Listing:
		w.listing(b)
	case render.Pre:
		w.pre(b)
	case render.List:
		w.list(b)
	case render.Terms:
		w.terms(b)
	case render.Fields:
		w.fields(b)
	case render.Quote:
		w.raw("<blockquote>\n")
		w.blocks(b.Blocks)
		w.raw("</blockquote>\n")
	case render.Table:
		w.table(b)
	case render.Comment:
		w.lead = 0
		w.blocks(b.Blocks(w.r.site))
	case render.Markup:
		w.lead = 0
		w.blocks(b.Blocks())
	case render.Code:
		w.code(b)
	case render.Outline:
		w.outline(b)
	case render.Picture:
		w.picture(b)
	case *render.Diagnostics:
		w.diagnostics(b)
	case render.Tally:
		w.tally(b)
	default:
		panic(fmt.Sprintf("html: block %T", b)) // the set is closed
	}
}

// runningHeading writes a heading inside of running text, never more than one
// level below the one before it.
func (w *writer) runningHeading(h render.Heading) {
	w.lead = max(1, min(h.Level, w.lead+1))
	w.heading(w.level+w.lead, "running", func() { w.text(h.Text) })
}

func (w *writer) list(l render.List) {
	open, end := "<ul", "</ul>\n"
	if l.Ordered {
		open, end = "<ol", "</ol>\n"
	}
	w.raw(open)
	if l.Compact {
		w.raw(` class="compact"`)
	}
	if l.Ordered && l.Start != 1 {
		w.raw(` start="`, strconv.Itoa(l.Start), `"`)
	}
	w.raw(">\n")
	for i := range l.Items {
		item := &l.Items[i]
		w.raw("<li")
		w.id(item.ID)
		w.raw(">")
		// A single paragraph needs no element of its own.
		if p, ok := single(item.Blocks); ok {
			w.text(p.Text)
		} else {
			w.blocks(item.Blocks)
		}
		w.raw("</li>\n")
	}
	w.raw(end)
}

func (w *writer) terms(t render.Terms) {
	if len(t.Items) == 0 {
		return
	}
	w.raw(`<dl class="terms">` + "\n")
	for i := range t.Items {
		item := &t.Items[i]
		w.raw("<dt")
		w.id(item.ID)
		w.raw(">")
		w.text(item.Name)
		w.raw("</dt>\n<dd>")
		w.blocks(item.Blocks)
		w.raw("</dd>\n")
	}
	w.raw("</dl>\n")
}

func single(bs []render.Block) (render.Paragraph, bool) {
	if len(bs) != 1 {
		return render.Paragraph{}, false
	}
	p, ok := bs[0].(render.Paragraph)
	return p, ok
}

func (w *writer) table(t render.Table) {
	w.raw(`<div class="table"><table>` + "\n<thead><tr>")
	right := func(i int) bool { return i < len(t.Right) && t.Right[i] }
	for i, h := range t.Head {
		w.raw(`<th scope="col"`)
		if right(i) {
			w.raw(` class="number"`)
		}
		w.raw(">")
		w.escape(h)
		w.raw("</th>")
	}
	w.raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		w.raw("<tr>")
		for i, cell := range row {
			if right(i) {
				w.raw(`<td class="number">`)
			} else {
				w.raw("<td>")
			}
			w.text(cell)
			w.raw("</td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody></table></div>\n")
}

// An outline with more entries than this starts out folded, except for small
// branches.
const (
	foldOutline = 60
	foldBranch  = 6
)

func (w *writer) outline(o render.Outline) {
	w.nodes(o.Nodes, size(o.Nodes) > foldOutline, o.Open, "outline")
}

func (w *writer) nodes(nodes []render.Node, fold bool, open int, class string) {
	if class == "" && len(nodes) > foldBranch && render.JustNames(nodes) {
		class = "compact"
	}
	w.raw("<ul")
	if class != "" {
		w.attribute("class", class)
	}
	w.raw(">\n")
	for i := range nodes {
		n := &nodes[i]
		w.raw("<li>")
		w.text(n.Text)
		if n.Note != "" {
			w.raw(` <span class="about">`)
			w.escape(n.Note)
			w.raw("</span>")
		}
		if below := size(n.Nodes); below > 0 {
			folded := fold && open <= 0 && below > foldBranch
			if folded {
				w.raw("<details><summary>", strconv.Itoa(below), " below</summary>\n")
			}
			w.nodes(n.Nodes, fold, open-1, "")
			if folded {
				w.raw("</details>")
			}
		}
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}

// size counts the entries of an outline.
func size(nodes []render.Node) int {
	n := len(nodes)
	for i := range nodes {
		n += size(nodes[i].Nodes)
	}
	return n
}

func (w *writer) diagnostics(d *render.Diagnostics) {
	w.raw(`<ol class="diagnostics">` + "\n")
	for i := range d.Items {
		w.diagnostic(&d.Items[i])
	}
	w.raw("</ol>\n")
}

func (w *writer) diagnostic(d *render.Diagnostic) {
	w.raw(`<li><p class="where"><span class="severity"`)
	w.attribute("data-severity", d.Severity)
	w.raw(">")
	w.escape(d.Severity)
	w.raw("</span> ")
	w.span(&d.Rule)
	w.raw(` <span class="place">`)
	w.span(&d.Place)
	w.raw("</span></p>\n<p>")
	w.escape(d.Message)
	if d.Symbol.Text != "" && w.href(d.Symbol.To) != "" {
		w.raw(` <span class="label">see `)
		w.span(&d.Symbol)
		w.raw("</span>")
	}
	w.raw("</p>\n")
	if d.Remedy != "" {
		w.raw(`<p class="remedy">`)
		w.escape(d.Remedy)
		w.raw("</p>\n")
	}
	if len(d.Related) > 0 {
		w.raw(`<ul class="related">`)
		for i := range d.Related {
			w.raw("<li>")
			w.span(&d.Related[i].Place)
			w.raw(" ")
			w.escape(d.Related[i].Message)
			w.raw("</li>\n")
		}
		w.raw("</ul>\n")
	}
	w.raw("</li>\n")
}

func (w *writer) tally(t render.Tally) {
	w.raw(`<ul class="tally">` + "\n")
	for _, f := range t.Figures {
		w.raw("<li")
		if f.Tone != "" {
			w.attribute("data-tone", f.Tone)
		}
		w.raw(">")
		href := w.href(f.To)
		if href != "" {
			w.open(href, "")
		}
		w.raw("<b>")
		w.escape(f.Value)
		w.raw("</b> <span>")
		w.escape(f.Label)
		w.raw("</span>")
		if href != "" {
			w.raw("</a>")
		}
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}
