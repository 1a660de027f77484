// Package apimarkerduplicate reports markers that stand twice on one field or type.
package apimarkerduplicate

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that stand twice on one field or type.
var Check = apiscope.MarkedBy(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA305",
	Slug:     "marker-duplicate",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, marked)

func marked(p *checks.Pass, s *apiscope.Selection, x apiscope.Marked) {
	seen := map[string]bool{}
	var ofType map[string]bool
	if x.Member != nil {
		ofType = texts(apiscope.ValueOf(s.View, x.Member).Marks)
	}
	for i := range x.Marks {
		mark := &x.Marks[i]
		if mark.Loose {
			continue // of what is commented out, for all one knows
		}
		text := strings.TrimSpace(mark.Line.Text)
		switch {
		case seen[text]:
			report(p, x, mark, fmt.Sprintf("marker %q stands twice on %s", text, x.What), "remove the second one")
		case ofType[text] && !apiscope.OnlyOnField(apiscope.MarkName(mark)):
			report(p, x, mark, fmt.Sprintf("marker %q of %s stands on its type too", text, x.What), "remove that of the field")
		}
		seen[text] = true
	}
}

// texts are the markers of a type as they are written.
func texts(ms api.Marks) map[string]bool {
	out := make(map[string]bool, len(ms))
	for _, m := range ms {
		out[strings.TrimSpace(m.Line.Text)] = true
	}
	return out
}

func report(p *checks.Pass, x apiscope.Marked, mark *api.Mark, message, fix string) {
	d := x.Report(mark, message, "remove one of them")
	d.Fixes = []checks.Fix{{Message: fix, Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Line(p, d.Path, mark.Line)}}}
	p.Report(d)
}
