// Package apiduration reports durations, which only Go can read.
package apiduration

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports durations, which only Go can read.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA604",
	Slug:     "duration",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	leaf := s.Leaf(m)
	if !leaf.IsDuration() {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` is of type %s", m.Path(), leaf.Of()),
		"use an integer with the unit in its name, such as `"+m.JSON+"Seconds`"))
}
