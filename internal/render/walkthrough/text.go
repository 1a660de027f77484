package walkthrough

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// TextOptions say how a terminal shows a walkthrough.
type TextOptions struct {
	// Width is where lines end; 0 is 100.
	Width int
	// Color turns on ANSI styles.
	Color bool
	// Details keeps what is folded.
	Details bool
}

// Text prints a walkthrough for people.
func Text(out *bytes.Buffer, w *summarize.Walkthrough, opts TextOptions) {
	if opts.Width == 0 {
		opts.Width = 100
	}
	p := &textPrinter{out: out, opts: opts, home: home(w)}
	p.heading(w.Title, '=')
	for _, n := range w.Notes {
		p.paragraph("", "", pieces(p.home.text(n)))
	}
	for i := range w.Sections {
		if s := &w.Sections[i]; !s.Folded || opts.Details {
			p.section(s)
		}
	}
	p.modelled(w)
}

type textPrinter struct {
	out  *bytes.Buffer
	opts TextOptions
	home base
}

// A piece is text in one style.
type piece struct {
	text  string
	style string // an ANSI code, or ""
}

const (
	bold   = "1"
	dim    = "2"
	italic = "3"
	cyan   = "36"
)

func (p *textPrinter) heading(s string, line rune) {
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	s = clean(s)
	p.write(piece{s, bold})
	p.out.WriteString("\n" + strings.Repeat(string(line), columns(s)) + "\n")
}

func (p *textPrinter) section(s *summarize.Section) {
	p.heading(s.Title, '-')
	if len(s.Sentences) > 0 {
		p.out.WriteByte('\n')
		if s.Running {
			p.paragraph("", "", pieces(p.home.paragraph(s.Sentences)))
		} else {
			p.list(s.Sentences, p.home, "", ordered(s))
		}
	}
	for _, t := range s.Tables {
		p.table(t)
	}
	for i := range s.Groups {
		p.group(&s.Groups[i], base{}, "")
	}
	for i, x := range s.After {
		if i == 0 {
			p.out.WriteByte('\n')
		}
		p.paragraph("", "", pieces(p.home.text(x)))
	}
}

// group prints steps below a heading, which names their file unless the one above
// does.
func (p *textPrinter) group(g *summarize.Group, above base, in string) {
	if empty(g) {
		return
	}
	p.out.WriteByte('\n')
	title := []piece{{plain(g.Title), bold}}
	b := above
	if g.At.IsValid() {
		b = baseOf(g.At)
		title = append(title, piece{"  " + above.place(g.At).Text, dim})
	}
	p.paragraph(in, in+"  ", title)
	for _, x := range g.Lead {
		mark := in
		if isQuote(x) {
			mark += "| "
		}
		p.paragraph(mark, mark, pieces(b.text(x)))
	}
	p.list(g.Items, b, in, true)
	for i := range g.Groups {
		p.group(&g.Groups[i], b, in+"  ")
	}
}

// list prints sentences with what they introduce below them.
func (p *textPrinter) list(sentences []summarize.Sentence, b base, in string, steps bool) {
	for i, x := range sentences {
		mark := "- "
		if steps && len(sentences) > 1 {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		rest := in + strings.Repeat(" ", len(mark))
		p.paragraph(in+mark, rest, pieces(b.text(x)))
		p.list(x.Items, b, rest, false)
	}
}

// table prints each row as an entry: tables are too wide for a terminal.
func (p *textPrinter) table(t summarize.Table) {
	p.out.WriteByte('\n')
	if len(t.Caption.Parts) > 0 {
		p.paragraph("", "", pieces(p.home.text(t.Caption)))
	}
	for _, r := range t.Rows {
		var row []piece
		for i, c := range r.Cells {
			text := plain(c)
			if text == "" {
				continue
			}
			switch {
			case len(row) == 0:
				row = append(row, piece{text, cyan})
			case i == 1:
				row = append(row, piece{"  " + label(t, i) + text, ""})
			default:
				row = append(row, piece{" — " + label(t, i) + text, ""})
			}
		}
		if r.At.IsValid() {
			row = append(row, piece{" (" + p.home.place(r.At).Text + ")", dim})
		}
		p.paragraph("  ", "      ", row)
	}
}

// label names a cell of a table that has so many that they do not explain
// themselves.
func label(t summarize.Table, i int) string {
	if len(t.Head) < 4 {
		return ""
	}
	if strings.ContainsFunc(t.Head[i], wide) {
		return t.Head[i] + "："
	}
	return t.Head[i] + ": "
}

// pieces sets text for a terminal.
func pieces(t render.Text) (out []piece) {
	styles := map[render.Style]string{render.Mono: cyan, render.Emphasis: italic, render.Cite: dim}
	for _, x := range t {
		out = append(out, piece{x.Text, styles[x.Style]})
	}
	return out
}

// clean keeps a terminal from acting on text of the tree.
func clean(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(render.Visible(s))
}

func (p *textPrinter) write(x piece) {
	if p.opts.Color && x.style != "" {
		p.out.WriteString("\x1b[" + x.style + "m" + x.text + "\x1b[0m")
		return
	}
	p.out.WriteString(x.text)
}

// paragraph wraps pieces between words. Text without blanks between words, such
// as Chinese, is also broken between its characters.
func (p *textPrinter) paragraph(first, rest string, in []piece) {
	p.out.WriteString(first)
	col, fresh := columns(first), true
	for _, unit := range unitsOf(in) {
		n := 0
		for _, x := range unit {
			n += columns(x.text)
		}
		if last := unit[len(unit)-1].text; strings.HasSuffix(last, " ") {
			n--
		}
		if !fresh && col+n > p.opts.Width {
			trimBlanks(p.out)
			p.out.WriteString("\n" + rest)
			col = columns(rest)
			unit[0].text = strings.TrimLeft(unit[0].text, " ")
		}
		for _, x := range unit {
			p.write(x)
			col += columns(x.text)
		}
		fresh = false
	}
	trimBlanks(p.out)
	p.out.WriteByte('\n')
}

// unitsOf cuts pieces into what no line end may divide: a word with the marks
// that belong to it, in whatever styles.
func unitsOf(in []piece) (units [][]piece) {
	open := false // the last unit may go on
	for _, x := range in {
		for _, w := range wordsOf(clean(x.text)) {
			if len(units) > 0 && (open || closing(w)) {
				units[len(units)-1] = append(units[len(units)-1], piece{w, x.style})
			} else {
				units = append(units, []piece{{w, x.style}})
			}
			r, _ := utf8.DecodeLastRuneInString(w)
			open = r != ' ' && !wide(r) || strings.ContainsRune("“（(", r)
		}
	}
	return units
}

func trimBlanks(b *bytes.Buffer) {
	for b.Len() > 0 && b.Bytes()[b.Len()-1] == ' ' {
		b.Truncate(b.Len() - 1)
	}
}

// wordsOf splits a text where a line may end: behind blanks and wide characters.
func wordsOf(s string) (out []string) {
	start := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = i + 1
		}
		if r == ' ' || wide(r) && !closing(s[end:]) {
			out = append(out, s[start:end])
			start = end
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

// closing reports whether what follows must not start a line.
func closing(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("，。；：、）”.,;:)", r)
}

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60
}

// columns is how many columns of a terminal a text takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}
