package html

import (
	"bytes"
	"html"
	"net/url"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// A writer writes the contents of one page.
type writer struct {
	r    *renderer
	at   *render.Page
	out  *bytes.Buffer
	ids  map[string]bool
	refs map[string]string // page id to href without fragment
	// level is that of the heading above, lead that of the last heading in
	// running text.
	level, lead int
	pictures    []string
	words       words
}

func (r *renderer) writer(p *render.Page, out *bytes.Buffer) *writer {
	return &writer{r: r, at: p, out: out, ids: map[string]bool{}, refs: map[string]string{}, level: 1, words: wordsOf(langOf(p))}
}

// raw writes markup of this package.
func (w *writer) raw(literals ...string) {
	for _, s := range literals {
		w.out.WriteString(s)
	}
}

// escape writes text.
func (w *writer) escape(s string) { w.out.WriteString(html.EscapeString(render.Visible(s))) }

// attribute writes ` name="value"`.
func (w *writer) attribute(name, value string) {
	w.raw(" ", name, `="`)
	w.escape(value)
	w.raw(`"`)
}

// id writes the id attribute, once per id and page.
func (w *writer) id(id string) {
	if id == "" || w.ids[id] {
		return
	}
	w.ids[id] = true
	w.attribute("id", id)
}

// pageHref is the relative address of a page.
func (w *writer) pageHref(p *render.Page) string {
	h, ok := w.refs[p.ID]
	if !ok {
		u := url.URL{Path: render.Relative(file(w.at), file(p))}
		h = u.EscapedPath()
		w.refs[p.ID] = h
	}
	return h
}

// href is the address of a place, or "" if it has none.
func (w *writer) href(to render.Ref) string {
	switch {
	case to.Page != "":
		p := w.r.site.Find(to)
		switch {
		case p == nil:
			return ""
		case to.Anchor == "":
			return w.pageHref(p)
		case p.ID == w.at.ID: // maybe a copy
			return fragment(to.Anchor)
		}
		return w.pageHref(p) + fragment(to.Anchor)
	case to.Anchor != "":
		return fragment(to.Anchor)
	case to.File != "":
		if p, anchor := w.r.site.SourcePlace(to.File, to.Line); p != nil && p.ID == w.at.ID && anchor != "" {
			return "#" + anchor
		} else if p != nil && anchor != "" {
			return w.pageHref(p) + "#" + anchor
		} else if p != nil {
			return w.pageHref(p)
		}
		return w.r.site.Source.URL(to.File, to.Line)
	}
	return to.Web()
}

func fragment(id string) string {
	u := url.URL{Fragment: id}
	return "#" + u.EscapedFragment()
}

// text writes running text.
func (w *writer) text(t render.Text) {
	cites := false
	for i := range t {
		if cite := t[i].Style == render.Cite; cite != cites {
			if cites = cite; cite {
				w.raw(`<span class="cite">`)
			} else {
				w.raw("</span>")
			}
		}
		w.span(&t[i])
	}
	if cites {
		w.raw("</span>")
	}
}

// cite writes a place as a mark: the file without its directory, which is shown
// to those who ask.
func (w *writer) cite(s *render.Span) {
	if s.To.File == "" {
		w.escape(s.Text)
		return
	}
	tag, href := "span", w.href(s.To)
	w.raw("<")
	if href != "" {
		tag = "a"
		w.raw("a")
		w.attribute("href", href)
		if strings.Contains(href, "://") {
			w.raw(` rel="noopener nofollow"`)
		}
	} else {
		w.raw("span")
	}
	w.attribute("title", s.To.File+":"+strconv.Itoa(s.To.Line))
	w.raw(">")
	w.escape(s.Text[strings.LastIndexByte(s.Text, '/')+1:])
	w.raw("</", tag, ">")
}

var tags = map[render.Style][2]string{
	render.Plain:    {},
	render.Mono:     {"<code>", "</code>"},
	render.Strong:   {"<strong>", "</strong>"},
	render.Emphasis: {"<em>", "</em>"},
	render.Label:    {`<span class="label">`, "</span>"},
}

func (w *writer) span(s *render.Span) {
	if s.Style == render.Break {
		w.raw("<br>")
		return
	}
	if s.Style == render.Cite {
		w.cite(s)
		return
	}
	tag := tags[s.Style]
	href := w.href(s.To)
	if href != "" {
		w.open(href, "")
	}
	w.raw(tag[0])
	if s.Style == render.Mono {
		w.name(s.Text)
	} else {
		w.escape(s.Text)
	}
	w.raw(tag[1])
	if href != "" {
		w.raw("</a>")
	}
}

// breakable is how long a name may be before it must be able to break, in bytes.
const breakable = 24

// name writes a name so that, if it is long, it breaks where its parts meet:
// behind punctuation, or else between words that are joined by capitals.
func (w *writer) name(s string) {
	if len(s) <= breakable || strings.ContainsAny(s, " \t\n") {
		w.escape(s)
		return
	}
	from, words := 0, !strings.ContainsAny(s, "/.-_:")
	for i := 1; i < len(s); i++ {
		joint := strings.IndexByte("/.-_:,=", s[i-1]) >= 0 && strings.IndexByte("/.-_:,=", s[i]) < 0
		if words || i-from > breakable {
			joint = joint || s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'a' && s[i-1] <= 'z'
		}
		if joint && i-from > 3 && len(s)-i > 3 {
			w.escape(s[from:i])
			w.raw("<wbr>")
			from = i
		}
	}
	w.escape(s[from:])
}

// open starts a link.
func (w *writer) open(href, class string) {
	w.raw("<a")
	if class != "" {
		w.attribute("class", class)
	}
	w.attribute("href", href)
	if strings.Contains(href, "://") {
		w.raw(` rel="noopener nofollow"`)
	}
	w.raw(">")
}

// source writes where something is in the tree: the base name of the file and
// the line, linked if the site knows where to.
func (w *writer) source(to render.Ref) {
	if to.File == "" {
		return
	}
	name := to.File[strings.LastIndexByte(to.File, '/')+1:]
	if to.Line > 0 {
		name += ":" + strconv.Itoa(to.Line)
	}
	if href := w.href(to); href != "" {
		w.raw(`<a class="source"`)
		w.attribute("href", href)
		w.attribute("title", to.File)
		if strings.Contains(href, "://") {
			w.raw(` rel="noopener"`)
		}
		w.raw(">")
		w.escape(name)
		w.raw("</a>")
		return
	}
	w.raw(`<span class="source"`)
	w.attribute("title", to.File)
	w.raw(">")
	w.escape(name)
	w.raw("</span>")
}

func (w *writer) heading(level int, class string, inner func()) {
	n := strconv.Itoa(min(level, 6))
	w.raw("<h", n)
	if class != "" {
		w.attribute("class", class)
	}
	w.raw(">")
	inner()
	w.raw("</h", n, ">\n")
}
