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

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	leaf := s.Leaf(m)
	if !leaf.Is("float32", "float64") {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` is a floating-point number%s", m.Path(), of(leaf)),
		"use an integer of a smaller unit, a string, or a quantity"))
}

// of names the type that hides the number.
func of(leaf apiscope.Leaf) string {
	if leaf.Via == nil {
		return ""
	}
	return ": it is of type " + leaf.Of()
}
