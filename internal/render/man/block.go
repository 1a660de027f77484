package man

import (
	"fmt"
	"strconv"
	"strings"

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
		w.paragraph(w.text(b.Text))
	case render.Heading:
		if w.depth > 0 {
			w.paragraph(`\fB` + w.text(b.Text) + `\fR`)
		} else {
			w.out.WriteString(`.SS "` + strings.ReplaceAll(w.text(b.Text), `"`, `\(dq`) + "\"\n")
			w.joined = true
		}
	case render.Pre:
		w.pre(b.Text)
	case render.List:
		w.list(b)
	case render.Terms:
		w.terms(b)
	case render.Fields:
		w.terms(b.Terms())
	case render.Quote:
		w.indented(func() { w.blocks(b.Blocks) })
	case render.Table:
		w.table(b)
	case render.Comment:
		w.blocks(b.Blocks(w.site))
	case render.Markup:
		w.blocks(b.Blocks())
	case render.Code:
		w.pre(b.Text)
		if b.Source.File != "" {
			w.paragraph(w.text(sourceText(b.Source)))
		}
	case render.Outline:
		w.nodes(b.Nodes)
	case render.Picture:
		w.paragraph(`\fI` + escape(b.Alt) + `\fR`)
	case *render.Diagnostics:
		w.diagnostics(b)
	case render.Tally:
		for _, f := range b.Figures {
			w.item(`\(bu`)
			w.line(escape(f.Value + " " + f.Label))
		}
		w.hang = ""
	default:
		panic(fmt.Sprintf("man: block %T", b)) // the set is closed
	}
}

// terms writes names with what is said about them indented below.
func (w *writer) terms(t render.Terms) {
	const width = "4"
	for _, item := range t.Items {
		name := w.text(item.Name)
		if name == "" {
			name = `\&`
		}
		w.request("TP", width)
		w.line(name)
		if len(item.Blocks) == 0 {
			w.line(`\&`)
		}
		w.joined = true
		w.depth++ // lists in it are further in
		for _, b := range item.Blocks {
			w.hang = width // which a list resets
			w.block(b)
		}
		w.depth--
	}
	w.joined, w.hang = false, ""
}

func (w *writer) pre(text string) {
	w.paragraphBreak()
	w.out.WriteString(".RS 4\n.EX\n")
	for line := range strings.SplitSeq(text, "\n") {
		s := escape(strings.ReplaceAll(line, "\t", "    "))
		if s == "" {
			s = `\&`
		}
		w.line(s)
	}
	w.out.WriteString(".EE\n.RE\n")
}

// paragraphBreak sets what follows apart from what came before.
func (w *writer) paragraphBreak() {
	if !w.joined {
		w.out.WriteString(".PP\n")
	}
	w.joined = false
}

// item starts an item behind a mark, which is escaped.
func (w *writer) item(mark string) {
	width := "2"
	if mark != `\(bu` {
		width = strconv.Itoa(len(mark) + 1)
	}
	w.out.WriteString(`.IP "` + mark + `" ` + width + "\n")
	w.hang = width
	w.joined = true
}

func (w *writer) indented(inner func()) {
	w.out.WriteString(".RS 2\n")
	hang := w.hang
	w.depth, w.hang = w.depth+1, ""
	inner()
	w.depth, w.hang = w.depth-1, hang
	w.out.WriteString(".RE\n")
	w.joined = false
}

func (w *writer) list(l render.List) {
	if w.depth > 0 {
		w.indented(func() { w.items(l) })
		return
	}
	w.depth++
	w.items(l)
	w.depth--
}

func (w *writer) items(l render.List) {
	if l.Compact {
		w.out.WriteString(".PD 0\n")
		defer w.out.WriteString(".PD\n")
	}
	for i, item := range l.Items {
		mark := `\(bu`
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + "."
		}
		w.item(mark)
		w.blocks(item.Blocks)
	}
	w.joined, w.hang = false, ""
}

func (w *writer) nodes(nodes []render.Node) {
	defer func() { w.joined, w.hang = false, "" }()
	for _, n := range nodes {
		w.item(`\(bu`)
		s := w.text(n.Text)
		if n.Note != "" {
			s += ": " + escape(n.Note)
		}
		if render.JustNames(n.Nodes) {
			names := make([]string, len(n.Nodes))
			for i, below := range n.Nodes {
				names[i] = w.text(below.Text)
			}
			w.line(s + ":")
			w.line(strings.Join(names, ", "))
			continue
		}
		w.line(s)
		if len(n.Nodes) > 0 {
			w.indented(func() { w.nodes(n.Nodes) })
		}
	}
}

// table writes each row as an item: the first cell, then the others with their
// names. Tables proper do not fit a terminal.
func (w *writer) table(t render.Table) {
	for _, row := range t.Rows {
		w.request("TP")
		w.line(w.text(row[0]))
		var rest []string
		for i, c := range row[1:] {
			if s := w.text(c); s != "" {
				rest = append(rest, escape(t.Head[i+1])+": "+s)
			}
		}
		if rest == nil {
			rest = []string{`\&`}
		}
		w.line(strings.Join(rest, "; "))
	}
}

func (w *writer) diagnostics(d *render.Diagnostics) {
	for _, x := range d.Items {
		w.item(`\(bu`)
		w.line(escape(x.Place.Text + ": " + x.Severity + ": " + x.Message + " [" + x.Rule.Text + "]"))
		if x.Remedy != "" {
			w.out.WriteString(".br\n")
			w.line(escape(x.Remedy))
		}
		for _, r := range x.Related {
			w.out.WriteString(".br\n")
			w.line(escape(r.Place.Text + ": " + r.Message))
		}
	}
	w.hang = ""
}
