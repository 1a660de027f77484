package summarize

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A statement is a sentence before it has a language: the name of a template and
// what fills it.
type statement struct {
	fact string
	args []arg
	at   []factgraph.Pos
}

// An arg is a list of terms; most have one.
type arg []term

// A term is a name (code), a quotation, a number, a word of the catalogue, or
// plain text that no language changes.
type term struct {
	kind termKind
	text string
	n    int
}

type termKind int

const (
	plain termKind = iota
	code
	quote
	number
	word // a template of its own
)

func codes(names ...string) arg {
	var a arg
	for _, n := range names {
		a = append(a, term{kind: code, text: n})
	}
	return a
}

func texts(s string) arg  { return arg{{kind: plain, text: s}} }
func quoted(s string) arg { return arg{{kind: quote, text: s}} }
func count(n int) arg     { return arg{{kind: number, n: n}} }

func say(fact string, at []factgraph.Pos, args ...arg) statement {
	return statement{fact: fact, args: args, at: at}
}

// A Language words statements.
type Language struct {
	// Tag is the BCP 47 tag.
	Tag string
	// templates hold a text for every fact, with {0}, {1}… for its arguments.
	// A text "one|many" depends on how many terms, or what number, the first
	// argument has; {1:one|many} is the second with the word that fits it.
	templates map[string]string
	// and, comma join lists.
	comma, and string
	// open and close are quotation marks.
	open, close string
}

// Languages are those a walkthrough can be written in.
func Languages() []*Language { return []*Language{English(), Chinese()} }

// sentence words a statement.
func (l *Language) sentence(s statement) Sentence {
	out := Sentence{Fact: s.fact, At: places(s.at)}
	out.Parts = l.fill(s.fact, s.args)
	return out
}

func (l *Language) fill(fact string, args []arg) []Part {
	text, ok := l.templates[fact]
	if !ok {
		panic(fmt.Sprintf("no %s text for %q", l.Tag, fact)) // a test holds the catalogues to the facts
	}
	if one, many, ok := cutOutside(text); ok {
		text = many
		if len(args) > 0 && singular(args[0]) {
			text = one
		}
	}
	var parts []Part
	for text != "" {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text, '}')
		parts = appendText(parts, text[:open])
		hole, noun, counts := strings.Cut(text[open+1:end], ":")
		i, err := strconv.Atoi(hole)
		switch {
		case err != nil || i >= len(args):
		case counts:
			one, many, _ := strings.Cut(noun, "|")
			if singular(args[i]) {
				many = one
			}
			parts = appendText(l.list(parts, args[i]), " "+many)
		default:
			parts = l.list(parts, args[i])
		}
		text = text[end+1:]
	}
	return appendText(parts, text)
}

// cutOutside cuts a text at the first bar that is not inside of braces.
func cutOutside(text string) (before, after string, ok bool) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 {
				return text[:i], text[i+1:], true
			}
		}
	}
	return text, "", false
}

func singular(a arg) bool {
	if len(a) == 1 && a[0].kind == number {
		return a[0].n == 1
	}
	return len(a) == 1
}

func (l *Language) list(parts []Part, a arg) []Part {
	for i, t := range a {
		switch {
		case i == 0:
		case i == len(a)-1:
			parts = appendText(parts, l.and)
		default:
			parts = appendText(parts, l.comma)
		}
		switch t.kind {
		case code:
			parts = append(parts, Part{Text: t.text, Code: true})
		case quote:
			parts = appendText(parts, l.open)
			parts = append(parts, Part{Text: t.text, Quote: true})
			parts = appendText(parts, l.close)
		case number:
			parts = appendText(parts, strconv.Itoa(t.n))
		case word:
			for _, p := range l.fill(t.text, nil) {
				parts = appendText(parts, p.Text)
			}
		default:
			parts = appendText(parts, t.text)
		}
	}
	return parts
}

func appendText(parts []Part, s string) []Part {
	if s == "" {
		return parts
	}
	if n := len(parts); n > 0 && !parts[n-1].Code && !parts[n-1].Quote {
		parts[n-1].Text += s
		return parts
	}
	return append(parts, Part{Text: s})
}

// phrase is a text of the catalogue without arguments.
func (l *Language) phrase(key string) string {
	var b strings.Builder
	for _, p := range l.fill(key, nil) {
		b.WriteString(p.Text)
	}
	return b.String()
}

// maxPlaces is how many places a sentence cites.
const maxPlaces = 10

// places joins places of one file that lie close together and drops what is
// said already.
func places(in []factgraph.Pos) []factgraph.Pos {
	out, _ := gathered(in)
	return out
}

// crowded reports whether there are more places than a sentence cites.
func crowded(in []factgraph.Pos) bool {
	_, all := gathered(in)
	return !all
}

func gathered(in []factgraph.Pos) (out []factgraph.Pos, all bool) {
	all = true
	for _, p := range in {
		if !p.IsValid() {
			continue
		}
		joined := false
		for i := range out {
			q := &out[i]
			from, to := min(q.Line, p.Line), max(q.Line, q.To, p.Line, p.To)
			if q.Path == p.Path && to-from < 8 {
				q.Line, q.To = from, 0
				if to > from {
					q.To = to
				}
				joined = true
				break
			}
		}
		switch {
		case joined:
		case len(out) < maxPlaces:
			out = append(out, p)
		default:
			all = false
		}
	}
	return out, all
}

// Flow tells where a function of a call flow leads.
func (l *Language) Flow(kind, from string, to []string) string {
	var list arg
	for _, n := range to {
		list = append(list, term{kind: plain, text: n})
	}
	var b strings.Builder
	for _, p := range l.fill("flow.says."+kind, []arg{list, texts(from)}) {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Phrase is a text of the catalogue that takes no arguments.
func (l *Language) Phrase(key string) string { return l.phrase(key) }

// LanguageOf returns the language with a tag, or nil. "zh" is "zh-CN".
func LanguageOf(tag string) *Language {
	for _, l := range Languages() {
		if l.Tag == tag || strings.HasPrefix(l.Tag, tag+"-") {
			return l
		}
	}
	return nil
}
