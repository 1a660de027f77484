// Package markdown prints a site as CommonMark with tables, readable as it is
// and safe to hand to any renderer: whatever comes from a tree is escaped, so it
// shows as its authors wrote it.
package markdown

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// New returns the format.
func New() render.Format {
	return render.Format{
		Name: "markdown",
		Doc:  "One Markdown file per page, linked to each other",
		Render: func(ctx context.Context, s *render.Site, emit func(render.File) error) error {
			for _, p := range s.Pages {
				if err := ctx.Err(); err != nil {
					return err
				}
				w := &writer{site: s, at: p}
				w.page(p)
				if err := emit(render.File{Path: file(p), Data: w.out.Bytes()}); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func file(p *render.Page) string { return p.Path + ".md" }

// A writer writes one page. Blocks are separated by one empty line; indent is
// what lines of the surrounding list items and quotes start with.
type writer struct {
	site   *render.Site
	at     *render.Page
	out    bytes.Buffer
	indent string
	level  int // of the heading above
	first  bool
}

// start begins a block: an empty line, unless nothing came before it.
func (w *writer) start() {
	if w.out.Len() > 0 && !w.first {
		w.out.WriteString(strings.TrimRight(w.indent, " ") + "\n")
	}
	if !w.first {
		w.out.WriteString(w.indent)
	}
	w.first = false
}

func (w *writer) line(s string) {
	w.start()
	w.out.WriteString(s + "\n")
}

func (w *writer) heading(level int, s string) {
	w.line(strings.Repeat("#", min(level, 6)) + " " + s)
}

func (w *writer) page(p *render.Page) {
	title := escape(p.Title)
	if p.Label != "" {
		title = p.Label + " " + title
	}
	w.heading(1, title)
	if p.Synopsis != "" && p.Kind != render.PackagePage && p.Kind != render.BinaryPage {
		w.line(lineStart(escape(p.Synopsis)))
	}
	if len(p.Facts) > 0 {
		w.start()
		for i, f := range p.Facts {
			if i > 0 {
				w.out.WriteString(w.indent)
			}
			w.out.WriteString("- " + escape(f.Name) + ": " + w.text(f.Value) + "\n")
		}
	}
	w.level = 1
	w.blocks(p.Blocks)
	for i := range p.Sections {
		w.section(&p.Sections[i], 2)
	}
}

func (w *writer) section(s *render.Section, level int) {
	title := escape(s.Title)
	if s.Code {
		title = code(s.Title)
	}
	for _, n := range s.Notes {
		title += " (" + escape(n) + ")"
	}
	w.heading(level, title)
	if s.Source.File != "" {
		w.line(w.text(sourceText(s.Source)))
	}
	w.level = level
	w.blocks(s.Blocks)
	for i := range s.Sections {
		w.section(&s.Sections[i], level+1)
	}
}

// sourceText says where something is.
func sourceText(r render.Ref) render.Text {
	name := r.File
	if r.Line > 0 {
		name += ":" + strconv.Itoa(r.Line)
	}
	return render.Text{{Text: "Source: "}, {Text: name, Style: render.Mono, To: r}}
}

// text returns running text on one line.
func (w *writer) text(t render.Text) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(w.span(s))
	}
	return strings.TrimSpace(b.String())
}

func (w *writer) span(s render.Span) string {
	if s.Style == render.Break {
		return " "
	}
	// Emphasis and links do not take blanks at their ends.
	body := strings.TrimSpace(s.Text)
	if body == "" {
		return s.Text
	}
	at := strings.Index(s.Text, body)
	before, after := s.Text[:at], s.Text[at+len(body):]
	switch s.Style {
	case render.Mono:
		body = code(body)
	case render.Strong:
		body = "**" + escape(body) + "**"
	case render.Emphasis:
		body = "*" + escape(body) + "*"
	default:
		body = escape(body)
	}
	if to := w.href(s.To); to != "" {
		body = "[" + body + "](" + to + ")"
	}
	return flat(before) + body + flat(after)
}

// href is where a reference leads, or "". Places within pages have no address
// that all renderers agree on, so links lead to pages.
func (w *writer) href(to render.Ref) string {
	switch {
	case to.Page != "":
		p := w.site.Page(to.Page)
		if p == nil || p == w.at {
			return ""
		}
		u := url.URL{Path: render.Relative(file(w.at), file(p))}
		return u.EscapedPath()
	case to.File != "":
		return destination(w.site.Source.URL(to.File, to.Line))
	}
	return destination(to.URL)
}

// destination escapes what would end a link's destination early.
func destination(u string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C", "\n", "").Replace(render.Visible(u))
}

func (w *writer) blocks(bs []render.Block) {
	for _, b := range bs {
		w.block(b)
	}
}

func (w *writer) block(b render.Block) {
	switch b := b.(type) {
	case render.Paragraph:
		if s := w.text(b.Text); s != "" {
			w.line(lineStart(s))
		}
	case render.Heading:
		w.heading(w.level+b.Level, w.text(b.Text))
	case render.Pre:
		w.fence(b.Lang, b.Text)
	case render.List:
		w.list(b)
	case render.Quote:
		w.nested("> ", "> ", func() { w.blocks(b.Blocks) })
	case render.Table:
		w.table(b)
	case render.Comment:
		w.blocks(b.Blocks(w.site))
	case render.Markup:
		w.blocks(b.Blocks())
	case render.Code:
		w.fence("go", b.Text)
		if b.Source.File != "" {
			w.line(w.text(sourceText(b.Source)))
		}
	case render.Outline:
		if len(b.Nodes) > 0 {
			w.start()
			w.nodes(b.Nodes, w.indent)
		}
	case render.Picture:
		w.line("*" + escape(b.Alt) + "*")
	case *render.Diagnostics:
		w.diagnostics(b)
	case render.Tally:
		w.start()
		for i, f := range b.Figures {
			if i > 0 {
				w.out.WriteString(w.indent)
			}
			w.out.WriteString("- " + w.text(render.Text{{Text: f.Value, Style: render.Strong}, {Text: " "}, {Text: f.Label, To: f.To}}) + "\n")
		}
	default:
		panic(fmt.Sprintf("markdown: block %T", b)) // the set is closed
	}
}

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
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + ". "
		}
		if i > 0 && tight(l) {
			// Items of one paragraph each stand close together.
			w.out.WriteString(w.indent)
			w.first = true
		}
		w.nested(mark, strings.Repeat(" ", len(mark)), func() { w.blocks(item.Blocks) })
	}
}

func tight(l render.List) bool {
	for _, item := range l.Items {
		if len(item.Blocks) > 1 {
			return false
		}
		for _, b := range item.Blocks {
			if _, ok := b.(render.Paragraph); !ok {
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
