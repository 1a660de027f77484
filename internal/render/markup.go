package render

import (
	"html"
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Blocks reads the Markdown. Raw HTML and images are left out, and links lead to
// files of the tree or to the web. What is too large or nested too deep is left
// out, and a last paragraph says so; see markupBudget.
func (m Markup) Blocks() []Block {
	src, cut := boundMarkup(m.Text)
	if linkCost(src) > maxLinkCost {
		return []Block{Pre{"", string(src)}, Paragraph{Text{{Text: "This text has too many links in one word and is shown as it is written.", Style: Emphasis}}}}
	}
	extensions := []goldmark.Extender{extension.Strikethrough, extension.Linkify}
	if cut.tables = tableCells(src) > markupBudget(len(src)); !cut.tables {
		extensions = append(extensions, extension.Table)
	}
	doc := goldmark.New(goldmark.WithExtensions(extensions...)).Parser().Parse(text.NewReader(src))
	left := markupBudget(len(src))
	r := markupReader{src: src, base: m.Base, left: &left, cut: &cut}
	var out []Block
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			if m.Lead && len(out) > 0 {
				break
			}
			if m.Lead || m.SkipTitle && h.Level == 1 && len(out) == 0 {
				continue
			}
		}
		out = append(out, r.block(n)...)
		if m.Lead && len(out) >= leadBlocks {
			break
		}
	}
	if note := cut.note(); note != "" {
		out = append(out, Paragraph{Text{{Text: note, Style: Emphasis}}})
	}
	return out
}

// leadBlocks is how much of a README introduces a tree.
const leadBlocks = 6

// markupDepth bounds nesting: a quote in a quote in a quote is an attack.
const markupDepth = 12

type markupReader struct {
	src   []byte
	base  string
	depth int
	left  *int // bytes that may still come out
	cut   *markupCut
}

func (r markupReader) children(n ast.Node) []Block {
	if r.depth++; r.depth > markupDepth {
		r.cut.nested = true
		return nil
	}
	var out []Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, r.block(c)...)
	}
	return out
}

func (r markupReader) block(n ast.Node) []Block {
	switch n := n.(type) {
	case *ast.Heading:
		return []Block{Heading{max(n.Level-1, 1), r.inline(n)}}
	case *ast.Paragraph, *ast.TextBlock:
		if t := r.inline(n); strings.TrimSpace(t.String()) != "" {
			return []Block{Paragraph{t}}
		}
	case *ast.FencedCodeBlock:
		return []Block{Pre{string(n.Language(r.src)), r.lines(n)}}
	case *ast.CodeBlock:
		return []Block{Pre{"", r.lines(n)}}
	case *ast.Blockquote:
		if q := r.children(n); q != nil {
			return []Block{Quote{q}}
		}
	case *ast.List:
		l := List{Ordered: n.IsOrdered(), Start: n.Start}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if blocks := r.children(c); blocks != nil {
				l.Items = append(l.Items, Item{Blocks: blocks})
			}
		}
		if l.Items != nil {
			return []Block{l}
		}
	case *east.Table:
		return []Block{r.table(n)}
	}
	return nil // raw HTML, rules, link definitions
}

func (r markupReader) lines(n ast.Node) string {
	return strings.TrimRight(string(n.Lines().Value(r.src)), "\n")
}

func (r markupReader) table(n *east.Table) Table {
	var t Table
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Text
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, r.inline(c))
		}
		if _, ok := row.(*east.TableHeader); ok {
			for _, c := range cells {
				t.Head = append(t.Head, c.String())
			}
			continue
		}
		t.Rows = append(t.Rows, append(cells, make([]Text, max(len(t.Head)-len(cells), 0))...)[:len(t.Head)])
	}
	return t
}

func (r markupReader) inline(n ast.Node) Text { return r.spans(nil, n, Span{}) }

// spans adds the text below n in the style of its surroundings.
func (r markupReader) spans(out Text, n ast.Node, in Span) Text {
	if r.depth++; r.depth > 4*markupDepth {
		r.cut.nested = true
		return out
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := in
			s.Text = string(c.Segment.Value(r.src))
			if !c.IsRaw() {
				s.Text = unescape(s.Text)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				s.Text += " "
			}
			out = r.add(out, s)
		case *ast.String:
			s := in
			s.Text = string(c.Value)
			out = r.add(out, s)
		case *ast.CodeSpan:
			s := in
			s.Style = Mono
			s.Text = oneLine(r.raw(c))
			out = r.add(out, s)
		case *ast.Emphasis:
			s := in
			s.Style = Emphasis
			if c.Level > 1 {
				s.Style = Strong
			}
			out = r.spans(out, c, s)
		case *ast.Link:
			s := in
			if len(c.Destination) > *r.left {
				r.cut.long = true
			} else {
				s.To = r.link(string(c.Destination))
			}
			out = r.spans(out, c, s)
		case *ast.AutoLink:
			s := in
			s.Text = string(c.Label(r.src))
			s.To = Ref{URL: safeURL(string(c.URL(r.src)))}
			out = r.add(out, s)
		case *east.Strikethrough:
			out = r.spans(out, c, in)
		}
	}
	return out
}

// unescape resolves backslashes and character references.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, `\&`)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		if s[0] == '\\' {
			if len(s) > 1 && isPunct(s[1]) {
				s = s[1:]
			}
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		end := strings.IndexByte(s, ';') + 1
		if end == 0 || end > 40 {
			end = 1
		}
		b.WriteString(html.UnescapeString(s[:end]))
		s = s[end:]
	}
	return b.String() + s
}

func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

func (r markupReader) raw(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(r.src))
		}
	}
	return b.String()
}

// link leads to the web, or to a file of the tree if the destination is
// relative.
func (r markupReader) link(dest string) Ref {
	if u := safeURL(dest); u != "" {
		return Ref{URL: u}
	}
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return Ref{}
	}
	p := path.Join(r.base, u.Path)
	if path.IsAbs(u.Path) || p == ".." || strings.HasPrefix(p, "../") {
		return Ref{}
	}
	return Ref{File: p}
}

// safeURL returns the address if a reader may be sent there, else "".
func safeURL(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host != "" {
			return u.String()
		}
	case "mailto":
		return u.String()
	}
	return ""
}
