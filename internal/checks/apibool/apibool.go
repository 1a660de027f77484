// Package apibool reports booleans, which cannot grow a third value.
package apibool

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

// Check reports booleans, which cannot grow a third value.
var Check = &checks.Check{
	ID:       "KA603",
	Slug:     "bool",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
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
		if m.Nth > 0 || !apiscope.Is(e, "bool") || e.Pkg != "" {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is a boolean", m.Path()),
			"think of a string with two values: it can get a third"))
	}
	return nil
}
