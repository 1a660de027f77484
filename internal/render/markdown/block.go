package markdown

import (
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// nested writes blocks behind a mark, such as that of a list item, with what
// their further lines are indented by.
func (w *writer) nested(mark, indent string, inner func()) {
	w.start()
	w.out.WriteString(mark)
	was := w.indent
	w.indent += indent
	w.first = true
	inner()
	if w.first { // nothing was written
		w.out.WriteByte('\n')
	}
	w.first = false
	w.indent = was
}

func (w *writer) list(l render.List) {
	within, close := w.close, tight(l)
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + ". "
		}
		if close && (i > 0 || within) {
			// Items of one paragraph each stand close together.
			w.out.WriteString(w.indent)
			w.first = true
		}
		w.close = close
		w.nested(mark, strings.Repeat(" ", len(mark)), func() { w.blocks(item.Blocks) })
	}
	w.close = within
}

// tight reports whether items are one paragraph each, with no more below it than
// a list that is tight as well.
func tight(l render.List) bool {
	for _, item := range l.Items {
		for i, b := range item.Blocks {
			switch b := b.(type) {
			case render.Paragraph:
				if i > 0 {
					return false
				}
			case render.List:
				if i != 1 || !tight(b) {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// nodes writes an outline as nested lists. The indentation of the first line is
// there already.
func (w *writer) nodes(nodes []render.Node, indent string) {
	for i, n := range nodes {
		if i > 0 || indent != w.indent {
			w.out.WriteString(indent)
		}
		w.out.WriteString("- " + lineStart(w.text(n.Text)))
		if n.Note != "" {
			w.out.WriteString(": " + escape(n.Note))
		}
		if render.JustNames(n.Nodes) {
			w.out.WriteString(": " + w.names(n.Nodes) + "\n")
			continue
		}
		w.out.WriteByte('\n')
		w.nodes(n.Nodes, indent+"  ")
	}
}

func (w *writer) names(nodes []render.Node) string {
	names := make([]string, len(nodes))
	for i, n := range nodes {
		names[i] = w.text(n.Text)
	}
	return strings.Join(names, ", ")
}

func (w *writer) table(t render.Table) {
	row := func(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }
	head, rule := make([]string, len(t.Head)), make([]string, len(t.Head))
	for i, h := range t.Head {
		head[i], rule[i] = escape(h), "---"
		if i < len(t.Right) && t.Right[i] {
			rule[i] = "--:"
		}
	}
	w.start()
	w.out.WriteString(row(head) + w.indent + row(rule))
	for _, r := range t.Rows {
		cells := make([]string, len(r))
		for i, c := range r {
			// A bar ends a cell even in code, unless escaped.
			cells[i] = strings.ReplaceAll(strings.ReplaceAll(w.text(c), `\|`, "|"), "|", `\|`)
		}
		w.out.WriteString(w.indent + row(cells))
	}
}

// fence writes preformatted text between fences longer than any in it.
func (w *writer) fence(lang, text string) {
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	w.start()
	w.out.WriteString(fence + info(lang) + "\n")
	for line := range strings.SplitSeq(render.Visible(text), "\n") {
		w.out.WriteString(strings.TrimRight(w.indent+line, " ") + "\n")
	}
	w.out.WriteString(w.indent + fence + "\n")
}

// info keeps a language that is a plain word.
func info(lang string) string {
	for _, r := range lang {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("+-_.#", r)) {
			return ""
		}
	}
	return lang
}

func (w *writer) diagnostics(d *render.Diagnostics) {
	for _, x := range d.Items {
		w.nested("- ", "  ", func() {
			w.line("**" + escape(x.Severity) + "** " + w.span(x.Rule) + " at " + w.span(x.Place) + ": " + escape(x.Message))
			if x.Remedy != "" {
				w.line("Remedy: " + escape(x.Remedy))
			}
			for _, r := range x.Related {
				w.nested("- ", "  ", func() { w.line(w.span(r.Place) + " " + escape(r.Message)) })
			}
		})
	}
}
