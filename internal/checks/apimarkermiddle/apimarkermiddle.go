// Package apimarkermiddle reports markers in the middle of a description.
package apimarkermiddle

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports markers in the middle of a description.
var Check = apiscope.Texts(api.Builtin|api.CRD, checks.Check{
	ID:       "KA312",
	Slug:     "marker-mid-doc",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Fix:      checks.FixSafe,
}, judge)

// tag is a line for generators that know other markers than those with a sign.
var tag = regexp.MustCompile(`^<.*>$`)

// judge reports the first marker of a comment that text follows.
func judge(p *checks.Pass, x apiscope.Description) {
	var marks []api.Line
	before, after := false, false
	for _, l := range x.Lines() {
		text := strings.TrimSpace(l.Text)
		if strings.HasPrefix(text, "---") {
			break
		}
		switch {
		case l.Marker:
			if _, ok := markers.Parse(l.Text); !ok {
				return // a table, or prose
			}
			if !after {
				marks = append(marks, l)
			}
		case strings.HasPrefix(text, "TODO"): // not published
		case tag.MatchString(text):
			return // a generator of the project's own takes the comment apart
		case text != "" && len(marks) == 0:
			before = true
		case text != "":
			after = true
		}
	}
	if !before || !after || len(marks) == 0 {
		return
	}
	mark, d := marks[0], x.Diagnostic()
	d.Pos, d.End = mark.Pos, apiscope.End(mark.Pos, mark.Text)
	d.Message = fmt.Sprintf("marker %q stands in the middle of the description of %s", strings.TrimSpace(mark.Text), x.What)
	d.Remedy = "put it below the text: what is above and below it becomes one paragraph"
	if edits, ok := down(p, d.Path, x.Comment, marks); ok {
		d.Fixes = []checks.Fix{{Message: "move it below the text", Class: checks.FixSafe, Edits: edits}}
	}
	p.Report(d)
}
