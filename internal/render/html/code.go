package html

import (
	"go/scanner"
	"go/token"
	"strings"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// wideLine is how long a line may be before its block can be expected to
// scroll, and must be reachable by keyboard.
const wideLine = 84

func (w *writer) pre(p render.Pre) {
	w.openPre(p.Text)
	if p.Lang == "go" {
		w.goText(render.Code{Text: p.Text})
	} else {
		w.escape(p.Text)
	}
	w.raw("</code></pre>\n")
}

func (w *writer) openPre(text string) {
	if isWide(text) {
		w.raw(`<pre tabindex="0"><code>`)
	} else {
		w.raw("<pre><code>")
	}
}

func isWide(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line)+7*strings.Count(line, "\t") > wideLine {
			return true
		}
	}
	return false
}

func (w *writer) code(c render.Code) {
	w.raw(`<div class="code">`)
	if c.Source.File != "" || c.Note != "" {
		w.raw(`<p class="origin">`)
		if c.Note != "" {
			w.raw(`<span class="note">`)
			w.escape(c.Note)
			w.raw("</span> ")
		}
		w.source(c.Source)
		w.raw("</p>")
	}
	if strings.Contains(c.Text, "\n") {
		w.openPre(c.Text)
	} else {
		w.raw(`<pre class="line"><code>`) // wraps
	}
	w.goText(c)
	w.raw("</code></pre></div>\n")
}

// goText writes Go source with its comments, keywords and literals told apart
// and names linked to what they mean.
func (w *writer) goText(c render.Code) {
	if !utf8.ValidString(c.Text) {
		w.escape(c.Text) // whose tokens could begin inside of a character
		return
	}
	h := highlighter{w: w, code: c, fset: token.NewFileSet()}
	src := []byte(c.Text)
	f := h.fset.AddFile("", -1, len(src))
	h.base = f.Base()
	h.scanner.Init(f, src, func(token.Position, string) {}, scanner.ScanComments)
	h.next()
	for h.tok != token.EOF {
		h.token()
	}
	w.escape(c.Text[min(h.done, len(c.Text)):])
}

type highlighter struct {
	w       *writer
	code    render.Code
	fset    *token.FileSet
	scanner scanner.Scanner
	base    int
	done    int // how much of the text is written
	marks   int // how many marks are

	// the token in hand
	tok  token.Token
	at   int
	text string
	// afterDot is set if a selector's dot came before it
	afterDot bool
}

func (h *highlighter) next() {
	h.afterDot = h.tok == token.PERIOD
	pos, tok, lit := h.scanner.Scan()
	h.tok, h.at, h.text = tok, int(pos)-h.base, lit
	switch {
	case tok == token.SEMICOLON && lit == "\n":
		h.text = "" // inserted, not written
	case lit == "" && tok != token.EOF:
		h.text = tok.String()
	}
	h.at = min(max(h.at, 0), len(h.code.Text))
}

// upTo writes what comes before the offset as it is.
func (h *highlighter) upTo(at int) {
	if at > h.done {
		h.w.escape(h.code.Text[h.done:at])
		h.done = at
	}
}

// token writes the token in hand and takes the next.
func (h *highlighter) token() {
	h.upTo(h.at)
	end := min(h.at+len(h.text), len(h.code.Text))
	if h.text == "" || end < h.done {
		h.next()
		return
	}
	class := ""
	switch {
	case h.tok == token.COMMENT:
		class = "c"
		end = h.comments(end)
		// The scanner drops carriage returns; the text has none.
	case h.tok == token.STRING, h.tok == token.CHAR:
		class = "s"
	case h.tok.IsKeyword():
		class = "k"
	case h.tok == token.IDENT:
		h.ident(end)
		return
	}
	if class != "" {
		h.w.raw(`<span class="`, class, `">`)
	}
	h.upTo(end)
	if class != "" {
		h.w.raw("</span>")
	}
	h.next()
	for class == "c" && h.tok != token.EOF && h.at < end {
		h.next() // it is written
	}
}

// comments returns the end of the comments on the lines below, up to the first
// line that is none.
func (h *highlighter) comments(end int) int {
	text := h.code.Text
	for strings.HasPrefix(h.text, "//") && end < len(text) && text[end] == '\n' {
		line := strings.TrimLeft(text[end:], "\n\t ")
		if !strings.HasPrefix(line, "//") {
			break
		}
		start := len(text) - len(line)
		n := strings.IndexByte(line, '\n')
		if n < 0 {
			n = len(line)
		}
		end = start + n
	}
	return end
}

// ident writes an identifier: the place of a mark, a qualified name, a name of
// the package, or just a word.
func (h *highlighter) ident(end int) {
	scope := h.code.Scope
	if to, ok := h.embedded(end); ok {
		h.link(to, h.at, end)
		h.next()
		return
	}
	if h.mark(end) || scope == nil {
		h.upTo(end)
		h.next()
		return
	}
	if path, ok := scope.Imports[h.text]; ok && !h.afterDot && end < len(h.code.Text) && h.code.Text[end] == '.' {
		h.next() // the dot
		h.next()
		if h.tok == token.IDENT {
			h.link(h.w.r.site.Link(path, h.text), h.at, h.at+len(h.text))
			h.next()
		}
		return
	}
	if !h.afterDot && token.IsExported(h.text) {
		to := h.w.r.site.Link(scope.Package, h.text)
		if to.URL == "" {
			h.link(to, h.at, end)
		}
	}
	h.upTo(end)
	h.next()
}

// embedded reports whether the identifier is an embedded field: marked as a
// member, and alone on its line but for a tag or comment. It is the name of a
// type of the package then.
func (h *highlighter) embedded(end int) (render.Ref, bool) {
	marks := h.code.Marks[min(h.marks, len(h.code.Marks)):]
	for len(marks) > 0 && marks[0].Offset < h.at {
		marks = marks[1:]
	}
	if len(marks) == 0 || marks[0].Offset != h.at || !strings.Contains(marks[0].ID, ".") || h.afterDot || h.code.Scope == nil {
		return render.Ref{}, false
	}
	rest := strings.TrimLeft(h.code.Text[end:], " \t")
	if rest != "" && !strings.ContainsRune("\n`}", rune(rest[0])) && !strings.HasPrefix(rest, "//") {
		return render.Ref{}, false
	}
	to := h.w.r.site.Link(h.code.Scope.Package, h.text)
	return to, to.Page != ""
}

// link writes the text up to end, with the part from start on in a mark if one
// is due, as a link.
func (h *highlighter) link(to render.Ref, start, end int) {
	href := h.w.href(to)
	if href != "" {
		h.w.open(href, "")
	}
	h.upTo(start)
	h.mark(end)
	h.upTo(end)
	if href != "" {
		h.w.raw("</a>")
	}
}

// mark writes the text from h.at to end as the target of links, if it is one.
func (h *highlighter) mark(end int) bool {
	marks := h.code.Marks
	for h.marks < len(marks) && marks[h.marks].Offset < h.at {
		h.marks++
	}
	if h.marks == len(marks) || marks[h.marks].Offset != h.at {
		return false
	}
	h.w.raw("<span")
	h.w.id(marks[h.marks].ID)
	h.w.raw(` class="m">`)
	h.upTo(end)
	h.w.raw("</span>")
	h.marks++
	return true
}
