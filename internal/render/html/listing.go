package html

import (
	"bytes"
	"go/scanner"
	"go/token"
	"html"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// listing writes Go source with a number and an anchor per line. To keep large
// files small the markup is terse: i for comments, b for keywords, samp for
// strings, and attributes without quotes where they hold nothing but letters and
// digits.
func (w *writer) listing(l *render.Listing) {
	text := l.Text
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		text = text[3:]
	}
	p := &lister{w: w, l: l, text: text, shift: len(l.Text) - len(text), line: l.First, targets: make([]string, len(l.Targets))}
	w.raw(`<div class="listing">` + "\n")
	end := p.licenceEnd()
	if end > 0 {
		w.raw(`<details class="licence"><summary>`, w.words.Licence, ` `, strconv.Itoa(l.Licence), `</summary>`+"\n"+`<pre class="src"><code>`)
		p.startLine()
		p.limit = end
		p.run()
		w.raw("</code></pre></details>\n")
	}
	w.raw(`<pre class="src" tabindex="0" role="region"`)
	w.attribute("aria-label", w.words.Source)
	w.raw("><code>")
	if p.done < len(p.text) {
		p.startLine()
		p.limit = len(p.text)
		p.run()
	}
	w.raw("</code></pre>\n</div>\n")
}

// licenceEnd is the offset behind the lines of the licence.
func (p *lister) licenceEnd() int {
	end := 0
	for line := p.l.First; line <= p.l.Licence; line++ {
		i := bytes.IndexByte(p.text[end:], '\n')
		if i < 0 {
			return 0
		}
		end += i + 1
	}
	return end
}

// A lister writes one listing, token by token.
type lister struct {
	w       *writer
	l       *render.Listing
	text    []byte
	shift   int // how much of the listing's text is left out before it
	line    int // that is being written
	done    int // how much of the text is written
	limit   int // where to stop
	next    int // the first of the names that is not written
	targets []string

	scanner scanner.Scanner
	base    int
	started bool
	tok     token.Token
	at, end int
}

func (p *lister) startLine() {
	n := strconv.Itoa(p.line)
	p.w.raw("<a id=L", n, " href=#L", n, " tabindex=-1>", n, "</a>")
}

// put writes text, with an anchor at the beginning of each line.
func (p *lister) put(to int) {
	for p.done < to {
		i := bytes.IndexByte(p.text[p.done:to], '\n')
		if i < 0 {
			text := string(p.text[p.done:to])
			if to < len(p.text) && p.text[to] == '\n' {
				text = strings.TrimSuffix(text, "\r")
			}
			p.w.escape(text)
			p.done = to
			return
		}
		p.w.escape(strings.TrimSuffix(string(p.text[p.done:p.done+i]), "\r"))
		p.w.raw("\n")
		p.done += i + 1
		p.line++
		if p.done < p.limit {
			p.startLine()
		}
	}
}

func (p *lister) run() {
	if !p.started {
		p.started = true
		file := token.NewFileSet().AddFile("", -1, len(p.text))
		p.base = file.Base()
		p.scanner.Init(file, p.text, func(token.Position, string) {}, scanner.ScanComments)
		p.scan()
	}
	for p.tok != token.EOF && p.at < p.limit {
		p.token()
		p.scan()
	}
	p.put(p.limit)
}

// scan takes the next token that is written in the text. The scanner leaves
// carriage returns out of what it returns, so the ends of comments and raw
// strings are looked for.
func (p *lister) scan() {
	for {
		pos, tok, lit := p.scanner.Scan()
		p.tok, p.at = tok, int(pos)-p.base
		if tok == token.SEMICOLON && lit == "\n" {
			continue
		}
		if lit == "" {
			lit = tok.String()
		}
		p.end = min(p.at+len(lit), len(p.text))
		if tok == token.COMMENT || tok == token.STRING {
			p.end = p.long(lit)
		}
		if tok == token.EOF || p.at >= p.done {
			return
		}
	}
}

func (p *lister) long(lit string) int {
	rest := p.text[p.at:]
	i, skip := -1, 0
	switch {
	case strings.HasPrefix(lit, "//"):
		if i = bytes.IndexByte(rest, '\n'); i < 0 {
			return len(p.text)
		}
	case strings.HasPrefix(lit, "/*"):
		i, skip = bytes.Index(rest[2:], []byte("*/")), 4
	case strings.HasPrefix(lit, "`"):
		i, skip = bytes.IndexByte(rest[1:], '`'), 2
	default:
		return p.end
	}
	if i < 0 {
		return len(p.text)
	}
	return p.at + i + skip
}

func (p *lister) token() {
	p.put(p.at)
	switch {
	case p.tok == token.COMMENT:
		p.in("i")
	case p.tok == token.STRING && !p.named():
		p.in("samp")
	case p.tok == token.CHAR:
		p.in("samp")
	case p.tok.IsKeyword():
		p.in("b")
	case p.tok == token.IDENT:
		if !p.named() {
			p.put(p.end)
		}
	}
}

func (p *lister) in(tag string) {
	p.w.raw("<", tag, ">")
	p.put(p.end)
	p.w.raw("</", tag, ">")
}

// named writes the token as a link or target if the listing says that it is one.
// A name may be both, in two entries.
func (p *lister) named() bool {
	names := p.l.Names
	for p.next < len(names) && names[p.next].Offset-p.shift < p.at {
		p.next++
	}
	id, href := "", ""
	for ; p.next < len(names) && names[p.next].Offset-p.shift == p.at; p.next++ {
		n := &names[p.next]
		if n.ID != "" {
			id = n.ID
		}
		if h := p.href(n); h != "" {
			href = h
		}
	}
	if id == "" && href == "" {
		return false
	}
	tag := "a"
	if href == "" {
		tag = "span"
	}
	p.w.raw("<", tag)
	if id != "" {
		p.w.raw(" class=d")
		p.w.id(id)
	}
	if href != "" {
		p.w.raw(` href="`, href, `"`)
	}
	p.w.raw(">")
	if p.tok == token.STRING {
		p.in("samp")
	} else {
		p.put(p.end)
	}
	p.w.raw("</", tag, ">")
	return true
}

func (p *lister) href(n *render.ListedName) string {
	switch {
	case n.Line > 0:
		if n.Line >= p.l.First {
			return "#L" + strconv.Itoa(n.Line)
		}
		return ""
	case n.To < 0:
		return ""
	}
	if p.targets[n.To] == "" {
		p.targets[n.To] = html.EscapeString(p.w.href(p.l.Targets[n.To]))
		if p.targets[n.To] == "" {
			p.targets[n.To] = "-"
		}
	}
	if p.targets[n.To] == "-" {
		return ""
	}
	return p.targets[n.To]
}
