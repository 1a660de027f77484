// Package markdown prints a site as CommonMark with tables, readable as it is
// and safe to hand to any renderer: whatever comes from a tree is escaped, so it
// shows as its authors wrote it.
package markdown

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// New returns the format.
func New() render.Format { return With(render.NoFrontMatter) }

// With returns the format with settings for a site generator in front of every
// page, in place of its first heading, and links it understands.
func With(front render.FrontMatter) render.Format {
	return render.Format{
		Name: "markdown",
		Doc:  "One Markdown file per page, linked to each other",
		Render: func(ctx context.Context, s *render.Site, emit func(render.File) error) error {
			for _, p := range s.Pages {
				if err := ctx.Err(); err != nil {
					return err
				}
				if p.Kind == render.SourcePage || p.Kind == render.UsesPage {
					continue // the source is text already
				}
				p, err := p.Complete()
				if err != nil {
					return err
				}
				w := &writer{site: s, at: p, front: front}
				w.page(p)
				if err := emit(render.File{Path: w.file(p), Data: w.finished()}); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// file is where a page is written. To Hugo, a file named index is one that the
// others in its directory belong to; lists of pages have an underscore.
func (w *writer) file(p *render.Page) string {
	dir, base := path.Split(p.Path)
	if w.front == render.Hugo && base == "index" {
		return dir + "_index.md"
	}
	return p.Path + ".md"
}

// shortcode stands for the braces that begin a shortcode of ours; text from a
// tree has no such character.
const shortcode = "\x00"

// finished is the page. What looks like a shortcode in text is taken apart: Hugo
// would run it, even in code.
func (w *writer) finished() []byte {
	out := w.out.Bytes()
	if w.front != render.Hugo {
		return out
	}
	for _, open := range []string{"{{<", "{{%"} {
		out = bytes.ReplaceAll(out, []byte(open), []byte("{ "+open[1:]))
	}
	return bytes.ReplaceAll(out, []byte(shortcode), []byte("{{"))
}

// A writer writes one page. Blocks are separated by one empty line; indent is
// what lines of the surrounding list items and quotes start with.
type writer struct {
	site   *render.Site
	at     *render.Page
	front  render.FrontMatter
	out    bytes.Buffer
	indent string
	level  int // of the heading above
	first  bool
	close  bool // within a list whose items are not set apart
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

// heading writes a heading. In references of APIs, an id that is not "" makes it
// something links lead to.
func (w *writer) heading(level int, s, id string) {
	w.line(strings.Repeat("#", min(level, 6)) + " " + w.anchored(s, id))
}

func (w *writer) page(p *render.Page) {
	title := escape(p.Title)
	if p.Label != "" {
		title = escape(p.Label) + " " + title
	}
	if w.front == render.NoFrontMatter {
		w.heading(1, title, "")
	} else {
		w.out.WriteString(w.front.HeadIn(p.Lang, strings.TrimSpace(p.Label+" "+p.Title), p.Synopsis))
		w.first = true
	}
	w.translations(p)
	if p.Synopsis != "" && p.Synopsis != p.Title && p.Kind != render.PackagePage && p.Kind != render.BinaryPage {
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

// translations leads to the page in other languages.
func (w *writer) translations(p *render.Page) {
	var links render.Text
	for _, t := range p.Translations {
		if w.site.Page(t.Page) == nil {
			continue
		}
		if len(links) > 0 {
			links = append(links, render.Span{Text: " · "})
		}
		links = append(links, render.Span{Text: t.Name, To: render.Ref{Page: t.Page}})
	}
	if links != nil {
		w.line(w.text(links))
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
	w.heading(level, title, s.ID)
	if s.Source.File != "" {
		w.line(w.text(sourceText(s.Source, w.at.Lang)))
	}
	w.level = level
	w.blocks(s.Blocks)
	for i := range s.Sections {
		w.section(&s.Sections[i], level+1)
	}
}

// sourceText says where something is, in a language.
func sourceText(r render.Ref, lang string) render.Text {
	label := "Source: "
	if strings.HasPrefix(lang, "zh") {
		label = "源码："
	}
	name := r.File
	if r.Line > 0 {
		name += ":" + strconv.Itoa(r.Line)
	}
	return render.Text{{Text: label}, {Text: name, Style: render.Mono, To: r}}
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
// that all renderers agree on, so links lead to pages, except in references of
// APIs: they are little without, and bring anchors along.
func (w *writer) href(to render.Ref) string {
	switch {
	case to.Page != "":
		p := w.site.Find(to)
		if p == nil || p == w.at && (p.Kind != render.APIPage || to.Anchor == "") {
			return ""
		}
		u := url.URL{}
		if p != w.at {
			u.Path = render.Relative(w.file(w.at), w.file(p))
		}
		if p.Kind == render.APIPage {
			u.Fragment = to.Anchor
		}
		if w.front == render.Hugo && u.Path != "" { // it does not follow links to files
			to := u.Path
			if u.Fragment != "" {
				to += "#" + u.EscapedFragment()
			}
			return shortcode + `< relref "` + to + `" >}}`
		}
		return destination(u.String())
	case to.File != "":
		return destination(w.site.Source.URL(to.File, to.Line))
	}
	return destination(to.Web())
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
		w.heading(w.level+b.Level, w.text(b.Text), "")
	case render.Pre:
		w.fence(b.Lang, b.Text)
	case render.List:
		w.list(b)
	case render.Terms:
		for _, item := range b.Items {
			w.nested("- ", "  ", func() {
				w.block(render.Paragraph{Text: item.Name})
				w.blocks(item.Blocks)
			})
		}
	case render.Fields:
		w.fields(b)
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
			w.line(w.text(sourceText(b.Source, w.at.Lang)))
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
