// Package apidocswallowed reports lines of descriptions that generators drop out of a sentence.
package apidocswallowed

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports lines of descriptions that generators drop out of a sentence.
var Check = apiscope.Texts(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA108",
	Slug:     "doc-line-swallowed",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, text)

func text(p *checks.Pass, x apiscope.Description) { swallowed(p, x.Comment, x.Diagnostic()) }

func swallowed(p *checks.Pass, c api.Comment, d checks.Diagnostic) {
	what := d.Message
	lines := c.Lines()
	for i, l := range lines {
		if strings.HasPrefix(l.Text, "---") {
			return
		}
		text := strings.TrimLeft(l.Text, " ")
		d.Pos, d.End = l.Pos, apiscope.End(l.Pos, l.Text)
		switch {
		case strings.HasPrefix(text, "+") && isProse(text):
			d.Message = fmt.Sprintf("a line of the description of %s starts with \"+\" and is published nowhere", what)
			d.Remedy = "wrap the text so that the sign is not first on its line"
			p.Report(d)
		case strings.HasPrefix(text, "TODO") && i+1 < len(lines) && continues(text, lines[i+1].Text):
			d.Message = fmt.Sprintf("the first line of a TODO in the description of %s is dropped and the rest published", what)
			d.Remedy = "put the TODO on one line, or below a line \"---\""
			if !l.Block {
				d.Fixes = apiscope.Safe("put the TODO on one line", join(d.Path, lines[i:])...)
			}
			p.Report(d)
			d.Fixes = nil
		}
	}
}

// join returns the edits that put the lines a TODO goes on over onto its first.
func join(path string, lines []api.Line) []checks.Edit {
	var edits []checks.Edit
	for i := 1; i < len(lines) && continues(lines[i-1].Text, lines[i].Text) && !lines[i].Marker; i++ {
		before, l := lines[i-1], lines[i]
		lead := len(l.Text) - len(strings.TrimLeft(l.Text, " \t"))
		edits = append(edits, checks.Edit{Path: path, Start: before.Off + len(before.Text), End: l.Off + lead, New: " "})
	}
	return edits
}

// isProse reports whether a line that starts with "+" is no marker but text.
// Rules of tables hold no letters. A name without a word behind it, such as
// "+unionMember,optional", is meant as a marker whatever its form.
func isProse(text string) bool {
	_, ok := markers.Parse(text)
	return !ok && strings.ContainsAny(strings.TrimSpace(text), " \t") && strings.ContainsFunc(text, unicode.IsLetter) && !strings.HasPrefix(text, "+ ")
}

// continues reports whether next goes on with the sentence of a TODO.
func continues(todo, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	ended := strings.HasSuffix(todo, ".") || strings.HasSuffix(todo, "!") || strings.HasSuffix(todo, "?")
	return !ended && (unicode.IsLower(first) || unicode.IsDigit(first) || first == ' ' && strings.TrimSpace(next) != "")
}
