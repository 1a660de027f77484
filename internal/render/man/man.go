// Package man prints a site as manual pages, in roff with the man macros. Pages
// of programs are in section 1, all others in section 7.
//
// The pages are written from the model rather than through Markdown: converters
// lose angle brackets, lists behind paragraphs and second paragraphs of list
// items, all of which Go comments are full of.
package man

import (
	"bytes"
	"context"
	"path"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// New returns the format.
func New() render.Format {
	return render.Format{
		Name: "man",
		Doc:  "One manual page per page, in roff",
		Render: func(ctx context.Context, s *render.Site, emit func(render.File) error) error {
			for _, p := range s.Pages {
				if err := ctx.Err(); err != nil {
					return err
				}
				w := &writer{site: s}
				w.page(p)
				if err := emit(render.File{Path: file(p), Data: w.out.Bytes()}); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func section(p *render.Page) string {
	if p.Kind == render.BinaryPage || p.Kind == render.CommandPage {
		return "1"
	}
	return "7"
}

// file is where a page goes. Programs with a name of their own are at the top;
// manual pages of others keep their directories, since their names are paths.
func file(p *render.Page) string { return p.Path + "." + section(p) }

type writer struct {
	site *render.Site
	out  bytes.Buffer
	// depth is how many lists and quotes surround the text, and hang how far
	// the paragraphs of the item around it are indented; "" outside of items.
	depth int
	hang  string
	// joined is set where the next paragraph continues an item's first line.
	joined bool
}

func (w *writer) page(p *render.Page) {
	name := path.Base(p.Path)
	w.request("TH", strings.ToUpper(name), section(p), "", w.site.Title, "Documentation of "+w.site.Title)
	// Names of packages and flags are not words to be hyphenated or spread.
	w.out.WriteString(".nh\n.ad l\n")
	// The line "name - sentence" is what apropos reads.
	about := strings.TrimSuffix(p.Synopsis, ".")
	if about == "" {
		about = p.Label + " of " + w.site.Title
	}
	w.request("SH", "NAME")
	w.line(escape(name) + ` \- ` + escape(about))
	if p.Kind == render.BinaryPage {
		w.request("SH", "SYNOPSIS")
		w.line(`\fB` + escape(p.Name) + `\fR [\fIargument\fR ...]`)
	}
	if len(p.Blocks) > 0 {
		w.request("SH", "DESCRIPTION")
		w.blocks(p.Blocks)
	}
	if p.Kind != render.CommandPage { // whose sections have an order of their own
		w.facts(p)
	}
	for i := range p.Sections {
		w.section(&p.Sections[i], 1)
	}
	if p.Kind == render.CommandPage {
		w.facts(p)
	}
}

func (w *writer) facts(p *render.Page) {
	if len(p.Facts) == 0 {
		return
	}
	w.request("SH", factsTitle(p))
	for _, f := range p.Facts {
		w.request("TP")
		w.line(`\fB` + escape(f.Name) + `\fR`)
		w.line(w.text(f.Value))
	}
}

func factsTitle(p *render.Page) string {
	if p.Kind == render.CommandPage {
		return "NOTES"
	}
	if p.Label == "" {
		return "FACTS"
	}
	return strings.ToUpper(p.Label)
}

func (w *writer) section(s *render.Section, level int) {
	title := s.Title
	for _, n := range s.Notes {
		title += " (" + n + ")"
	}
	switch level {
	case 1:
		w.request("SH", strings.ToUpper(title))
	case 2:
		w.request("SS", title)
	default:
		w.paragraph(`\fB` + escape(title) + `\fR`)
	}
	if s.Source.File != "" {
		w.paragraph(w.text(sourceText(s.Source)))
	}
	w.blocks(s.Blocks)
	for i := range s.Sections {
		w.section(&s.Sections[i], level+1)
	}
}

func sourceText(r render.Ref) render.Text {
	name := r.File
	if r.Line > 0 {
		name += ":" + strconv.Itoa(r.Line)
	}
	return render.Text{{Text: "Source: "}, {Text: name, Style: render.Emphasis}}
}

// request writes a macro with its arguments.
func (w *writer) request(name string, args ...string) {
	w.out.WriteString("." + name)
	for _, a := range args {
		w.out.WriteString(` "` + escape(a) + `"`)
	}
	w.out.WriteByte('\n')
	w.joined = name == "SH" || name == "SS" // what follows needs no paragraph
}

// line writes a line of text that is escaped, except for its start.
func (w *writer) line(s string) {
	if s == "" {
		return
	}
	if s[0] == '.' || s[0] == '\'' {
		w.out.WriteString(`\&`)
	}
	w.out.WriteString(s + "\n")
	w.joined = false
}

func (w *writer) paragraph(s string) {
	if s == "" {
		return
	}
	if !w.joined {
		if w.hang != "" {
			w.request("IP", "", w.hang)
		} else {
			w.request("PP")
		}
	}
	w.line(s)
}

func (w *writer) text(t render.Text) string {
	var b strings.Builder
	for _, s := range t {
		if s.Style == render.Break {
			b.WriteByte(' ')
			continue
		}
		font := map[render.Style]string{render.Mono: "B", render.Strong: "B", render.Emphasis: "I"}[s.Style]
		if font != "" {
			b.WriteString(`\f` + font + escape(s.Text) + `\fR`)
		} else {
			b.WriteString(escape(s.Text))
		}
		// An address is worth printing if the text does not say it.
		if u := s.To.Web(); u != "" && u != s.Text && s.Style != render.Mono {
			b.WriteString(" (" + escape(u) + ")")
		}
	}
	return strings.TrimSpace(b.String())
}

var roff = strings.NewReplacer(
	`\`, `\e`, `-`, `\-`, `"`, `\(dq`, "'", `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`,
	"\n", " ", "\t", " ",
)

// escape makes text print as it is, anywhere but at the start of a line.
func escape(s string) string { return roff.Replace(render.Visible(s)) }
