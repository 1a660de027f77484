// Package apibool reports booleans, which cannot grow a third value.
package apibool

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports booleans, which cannot grow a third value.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA603",
	Slug:     "bool",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	if !s.Leaf(m).Is("bool") {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` is a boolean", m.Path()),
		"think of a string with two values: it can get a third"))
}
