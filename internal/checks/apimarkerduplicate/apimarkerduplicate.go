// Package apimarkerduplicate reports markers that stand twice on one field.
package apimarkerduplicate

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that stand twice on one field.
var Check = &checks.Check{
	ID:       "KA305",
	Slug:     "marker-duplicate",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Members() {
		if m.Nth > 0 {
			continue
		}
		seen := map[string]bool{}
		for i := range m.Marks {
			mark := &m.Marks[i]
			text := strings.TrimSpace(mark.Line.Text)
			if !seen[text] {
				seen[text] = true
				continue
			}
			d := apiscope.At(apiscope.Field(m,
				fmt.Sprintf("marker %q stands twice on field `%s`", text, m.Path()),
				"remove one of them"), mark)
			d.Fixes = []checks.Fix{{Message: "remove the second one", Class: checks.FixSafe,
				Edits: []checks.Edit{apiscope.Line(p, m.Decl.File.Path, mark.Line)}}}
			p.Report(d)
		}
	}
	return nil
}
