package render

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Markdown can say much with little: a row of a table is filled up to the columns
// of its head, and a link's address stands once for all that refer to it. So what
// may come out of a text is bounded by how long it is, and what is left out is
// said.

// maxMarkup is how much of a Markdown text is read, in bytes. The longest README
// of the Kubernetes organisation has under 100 KB.
const maxMarkup = 1 << 20

// markupBudget is how many bytes of text and addresses, and how many cells of
// tables, may come out of n bytes.
func markupBudget(n int) int { return 8*n + 64<<10 }

// markupCut is what was left out of a text.
type markupCut struct {
	rest   int  // bytes behind maxMarkup
	tables bool // tables are shown as text
	nested bool // what was nested too deep
	long   bool // what came out was longer than the budget
}

// note says what was left out, "" if nothing was.
func (c *markupCut) note() string {
	var what []string
	if c.rest > 0 {
		what = append(what, fmt.Sprintf("the last %d bytes", c.rest))
	}
	if c.nested {
		what = append(what, "what is nested too deep")
	}
	if c.long {
		what = append(what, "text or links that would come out many times as long as they were written")
	}
	note := ""
	if len(what) > 0 {
		note = "Left out of this text: " + strings.Join(what, "; ") + "."
	}
	if c.tables {
		note = strings.TrimSpace(note + " Its tables are too large and are shown as text.")
	}
	return note
}

// boundMarkup cuts a text off at the limit, at the end of a line if there is one.
func boundMarkup(s string) (src []byte, cut markupCut) {
	if len(s) <= maxMarkup {
		return unquote([]byte(s), &cut), cut
	}
	end := maxMarkup
	if i := strings.LastIndexByte(s[:end], '\n'); i > 0 {
		end = i + 1
	}
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	cut.rest = len(s) - end
	return unquote([]byte(s[:end]), &cut), cut
}

// maxLead is how many signs of a quote or list may begin a line. Each costs the
// parser a look at every line that follows.
const maxLead = 4 * markupDepth

// unquote shortens lines that begin with more than maxLead such signs.
func unquote(src []byte, cut *markupCut) []byte {
	var out []byte
	for line := range bytes.Lines(src) {
		n, at := 0, 0
		for i, c := range line {
			if !strings.ContainsRune(" \t>-+*", rune(c)) {
				break
			}
			if c != ' ' && c != '\t' {
				n, at = n+1, i+1
			}
		}
		rule := len(bytes.Trim(line, " \t\r\n-")) == 0 || len(bytes.Trim(line, " \t\r\n*")) == 0 // what parts or underlines
		if n > maxLead && !rule {
			cut.nested = true
			line = line[at:]
		}
		out = append(out, line...)
	}
	return out
}

// tableCells is how many cells the tables of a text have at most once each row has
// as many as the line of dashes below the head.
func tableCells(src []byte) (cells int) {
	columns := 0
	for line := range bytes.Lines(src) {
		line = bytes.TrimLeft(bytes.TrimSpace(line), "> \t")
		if len(line) == 0 {
			columns = 0
			continue
		}
		if len(bytes.Trim(line, "|:- \t")) == 0 && bytes.IndexByte(line, '-') >= 0 {
			columns = max(columns, bytes.Count(line, []byte("|"))+1)
		}
		cells += columns
	}
	return cells
}

// maxLinkCost is what linkCost may be; the parser then takes about a second.
const maxLinkCost = 100_000_000

// linkCost is how many bytes the parser looks at to find the ends of links: for
// each that opens, all to the next white space, as parentheses may nest.
func linkCost(src []byte) (cost int) {
	for word := range bytes.FieldsSeq(src) {
		cost += len(word) * bytes.Count(word, []byte("]("))
	}
	return cost
}

// add appends a span, or as much of it as the budget has left.
func (r markupReader) add(out Text, s Span) Text {
	if address := len(s.To.URL) + len(s.To.File); address > *r.left {
		r.cut.long = true
		s.To = Ref{}
	} else {
		*r.left -= address
	}
	if len(s.Text) > *r.left {
		r.cut.long = true
		return out
	}
	*r.left -= len(s.Text)
	return append(out, s)
}
