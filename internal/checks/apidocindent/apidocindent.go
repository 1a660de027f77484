// Package apidocindent reports wrapped sentences whose second half is published as an example.
package apidocindent

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

// Check reports wrapped sentences whose second half is published as an example.
var Check = apiscope.Texts(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA113",
	Slug:     "doc-stray-indent",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, text)

func text(p *checks.Pass, x apiscope.Description) { comment(p, x.Comment, x.Diagnostic()) }

// ended is how a line ends that the next need not go on from.
var ended = regexp.MustCompile("[.:;!?`{}\\])|,>-]$|^\\s*([-*+•|]|[0-9]+[.)])")

// item is how an entry of a list starts, whose later lines hang.
var item = regexp.MustCompile("^(\\S+ - |\\(?[A-Za-z0-9][.)] |[\"'`]\\S+[\"'`]:? )")

// comment reports lines that are indented in the middle of a sentence: the line
// before is text that has not ended, and this one starts in lower case.
func comment(p *checks.Pass, c api.Comment, d checks.Diagnostic) {
	what := d.Message
	lines := api.SwaggerLines(c)
	for i := 1; i < len(lines); i++ {
		before, l := lines[i-1].Text, lines[i]
		text := strings.TrimLeft(l.Text, " \t")
		first, _ := utf8.DecodeRuneInString(text)
		isText := before != "" && before[0] != ' ' && before[0] != '\t' && strings.Contains(before, " ") && !item.MatchString(before) && !ended.MatchString(before)
		alone := i+1 == len(lines) || lines[i+1].Text == "" || lines[i+1].Text[0] != ' ' && lines[i+1].Text[0] != '\t'
		if l.Block || lines[i-1].Block || text == l.Text || !unicode.IsLower(first) || !isText || !alone || strings.Contains(text, ": ") || strings.Contains(text, "://") {
			continue
		}
		d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col}
		d.End = apiscope.End(l.Pos, l.Text)
		d.Message = fmt.Sprintf("a line of the description of %s is indented in the middle of a sentence", what)
		d.Remedy = "remove the blanks: an indented line is published as an example on a line of its own"
		d.Fixes = []checks.Fix{{Message: "remove the blanks", Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: l.Off, End: l.Off + len(l.Text) - len(text)}}}}
		p.Report(d)
	}
}
