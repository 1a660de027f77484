// Package apidocmarkup reports characters and marks in descriptions that break what is made of them.
package apidocmarkup

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports characters and marks in descriptions that break what is made of them.
var Check = apiscope.Texts(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA112",
	Slug:     "doc-markup",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, text)

func text(p *checks.Pass, x apiscope.Description) { comment(p, x.Comment, x.Diagnostic()) }

// replaced are characters with a plain equivalent.
var replaced = map[rune]string{
	'\u2018': "'", '\u2019': "'", '\u201c': `"`, '\u201d': `"`,
	'\u00a0': " ", '\u200b': "", '\u200c': "", '\u200d': "", '\u2060': "", '\ufeff': "",
	'\u202a': "", '\u202b': "", '\u202c': "", '\u202d': "", '\u202e': "", '\u2066': "", '\u2067': "", '\u2068': "", '\u2069': "",
}

var html = regexp.MustCompile(`</?(a|b|br|code|em|i|li|ol|p|pre|strong|table|td|tr|u|ul)( [^>]*)?/?>`)

func comment(p *checks.Pass, c api.Comment, d checks.Diagnostic) {
	what := d.Message
	fenced, ticks := false, 0
	var open api.Line
	for _, l := range api.SwaggerLines(c) {
		text := strings.TrimSpace(l.Text)
		if strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
			fenced = !fenced
			open = l
			continue
		}
		characters(p, l, what, d)
		if fenced || l.Text != "" && (l.Text[0] == ' ' || l.Text[0] == '\t') {
			continue
		}
		if i := strings.IndexByte(text, '\t'); i >= 0 && !l.Block {
			tab(p, l, strings.IndexByte(l.Text, text[0])+i, what, d)
		}
		if n := strings.Count(l.Text, "`"); n%2 != 0 {
			open = l
			ticks += n
		}
		if at := html.FindStringIndex(l.Text); at != nil && !inTicks(l.Text, at[0]) {
			d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + at[0]}
			d.End = apiscope.End(d.Pos, l.Text[at[0]:at[1]])
			d.Message = fmt.Sprintf("the description of %s contains the HTML tag %s", what, l.Text[at[0]:at[1]])
			d.Remedy = "write plain text or Markdown; most readers see the tag itself"
			p.Report(d)
		}
	}
	switch {
	case fenced:
		d.Message = fmt.Sprintf("a fenced block in the description of %s is never closed", what)
		d.Remedy = "close it"
	case ticks%2 != 0:
		d.Message = fmt.Sprintf("a back-tick in the description of %s has no partner", what)
		d.Remedy = "close the quotation, or remove the back-tick"
	default:
		return
	}
	d.Pos, d.End = open.Pos, apiscope.End(open.Pos, open.Text)
	p.Report(d)
}

// tab reports tabs between the words of a line that is no example.
func tab(p *checks.Pass, l api.Line, at int, what string, d checks.Diagnostic) {
	end := at
	for end < len(l.Text) && (l.Text[end] == '\t' || l.Text[end] == ' ') {
		end++
	}
	d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + at}
	d.End = walk.Pos{Line: d.Pos.Line, Col: l.Pos.Col + end}
	d.Message = fmt.Sprintf("the description of %s contains a tab between words", what)
	d.Remedy = "write a blank; for a table, indent all of it"
	d.Fixes = apiscope.Safe("write a blank", checks.Edit{Path: d.Path, Start: l.Off + at, End: l.Off + end, New: " "})
	p.Report(d)
}

// inTicks reports whether position i of a line is inside back-ticks.
func inTicks(text string, i int) bool { return strings.Count(text[:i], "`")%2 != 0 }

// characters reports the characters of a line that have a plain equivalent, or
// none that can be printed.
func characters(p *checks.Pass, l api.Line, what string, d checks.Diagnostic) {
	for i, r := range l.Text {
		plain, ok := replaced[r]
		if !ok && (!unicode.IsControl(r) || r == '\t') {
			continue
		}
		size := utf8.RuneLen(r)
		d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + i}
		d.End = walk.Pos{Line: d.Pos.Line, Col: d.Pos.Col + size}
		d.Message = fmt.Sprintf("the description of %s contains the character %U", what, r)
		d.Remedy = "remove it"
		if plain != "" {
			d.Remedy = fmt.Sprintf("write %s", plain)
		}
		d.Fixes = []checks.Fix{{Message: d.Remedy, Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: l.Off + i, End: l.Off + i + size, New: plain}}}}
		p.Report(d)
	}
}
