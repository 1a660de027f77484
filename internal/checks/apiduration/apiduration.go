// Package apiduration reports durations, which only Go can read.
package apiduration

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports durations, which only Go can read.
var Check = &checks.Check{
	ID:       "KA604",
	Slug:     "duration",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {

		e := m.Type
		for e.Kind != api.Named && len(e.Args) > 0 {
			e = e.Elem()
		}
		if m.Nth > 0 || !apiscope.Is(e, "Duration") || e.Pkg == "" {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is of type %s", m.Path(), e),
			"use an integer with the unit in its name, such as `"+m.JSON+"Seconds`"))

	}
	return nil
}
