// Package apicontradiction reports fields that are marked both optional and required.
package apicontradiction

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

// Check reports fields that are marked both optional and required.
var Check = &checks.Check{
	ID:       "KA402",
	Slug:     "optional-and-required",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {

	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {

		opt, req := m.Marks.Optional(), m.Marks.Required()
		if opt == nil || req == nil || m.Nth > 0 {
			continue
		}
		later := opt
		if req.Line.Off > opt.Line.Off {
			later = req
		}
		p.Report(apiscope.At(apiscope.Field(m,
			fmt.Sprintf("field `%s` is marked both `+%s` and `+%s`", m.Path(), opt.Name, req.Name),
			"keep the marker that is meant"), later))

	}
	return nil
}
