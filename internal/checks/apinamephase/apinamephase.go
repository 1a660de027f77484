// Package apinamephase reports fields called phase.
package apinamephase

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

// Check reports fields called phase.
var Check = &checks.Check{
	ID:       "KA505",
	Slug:     "name-phase",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {

		if m.JSON != "phase" {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` condenses the state into a phase", m.Path()),
			"report conditions instead: a phase cannot grow new values without breaking its readers"))

	}
	return nil
}
