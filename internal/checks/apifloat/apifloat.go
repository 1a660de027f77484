// Package apifloat reports floating-point fields.
package apifloat

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports floating-point fields.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA602",
	Slug:     "float",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	e := m.Type
	for e.Kind != api.Named && len(e.Args) > 0 {
		e = e.Elem()
	}
	if !apiscope.Is(e, "float32", "float64") || e.Pkg != "" {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` is a floating-point number", m.Path()),
		"use an integer of a smaller unit, a string, or a quantity"))

}
