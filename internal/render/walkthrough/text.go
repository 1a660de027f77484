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
}

// Text prints a walkthrough for people.
func Text(out *bytes.Buffer, w *summarize.Walkthrough, opts TextOptions) {
	if opts.Width == 0 {
		opts.Width = 100
	}
	p := &textPrinter{out: out, opts: opts, lang: summarize.LanguageOf(w.Lang), model: w.Model}
	p.heading(w.Title, '=')
	for _, n := range w.Notes {
		p.paragraph("", "", pieces(n))
	}
	for i := range w.Sections {
		p.section(&w.Sections[i])
	}
	p.footer()
}

type textPrinter struct {
	out  *bytes.Buffer
	opts TextOptions
	// lang and model are the walkthrough's.
	lang  *summarize.Language
	model *summarize.Model
}

// A piece is text in one style.
type piece struct {
	text  string
	style string // an ANSI code, or ""
}

const (
	bold = "1"
	dim  = "2"
	cyan = "36"
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
	p.prose(s)
	if s.ID == "what" {
		var all []piece
		for i, x := range s.Sentences {
			if i > 0 && !isWide(x) {
				all = append(all, piece{" ", ""})
			}
			all = append(all, pieces(x)...)
		}
		p.out.WriteByte('\n')
		p.paragraph("", "", all)
	} else {
		for i, x := range s.Sentences {
			mark := "- "
			if s.Ordered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			if i == 0 {
				p.out.WriteByte('\n')
			}
			p.paragraph(mark, strings.Repeat(" ", len(mark)), pieces(x))
		}
	}
	for _, t := range s.Tables {
		p.table(t)
	}
	defer p.after(s)
	for _, g := range s.Groups {
		p.out.WriteByte('\n')
		p.write(piece{clean(g.Name), bold})
		p.write(piece{"  " + place(g.At).Text, dim})
		p.out.WriteByte('\n')
		for _, x := range g.Sentences {
			p.paragraph("  ", "    ", piecesAt(x, g.At.Path))
		}
	}
}

func (p *textPrinter) after(s *summarize.Section) {
	for i, x := range s.After {
		if i == 0 {
			p.out.WriteByte('\n')
		}
		p.paragraph("- ", "  ", pieces(x))
	}
}

// table prints each row as an entry: tables are too wide for a terminal.
func (p *textPrinter) table(t summarize.Table) {
	p.out.WriteByte('\n')
	p.paragraph("", "", pieces(t.Caption))
	for _, r := range t.Rows {
		var row []piece
		for i, c := range r.Cells {
			text := ""
			for _, x := range c {
				text += x.Text
			}
			if text == "" {
				continue
			}
			switch i {
			case 0:
				row = append(row, piece{text, cyan})
			case 1:
				row = append(row, piece{"  " + label(t, i) + text, ""})
			default:
				row = append(row, piece{" — " + label(t, i) + text, ""})
			}
		}
		at := place(r.At).Text
		if len(t.Caption.At) > 0 && t.Caption.At[0].Path == r.At.Path {
			at = strings.TrimPrefix(at, r.At.Path)
		}
		row = append(row, piece{" (" + at + ")", dim})
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

func pieces(s summarize.Sentence) []piece { return piecesAt(s, "") }

// piecesAt is pieces below a heading that names a file.
func piecesAt(s summarize.Sentence, base string) (out []piece) {
	for _, x := range s.Parts {
		style := ""
		if x.Code {
			style = cyan
		}
		out = append(out, piece{x.Text, style})
	}
	if len(s.At) > 0 {
		out = append(out, piece{citation(s, base).String(), dim})
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
