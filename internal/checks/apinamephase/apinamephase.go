// Package apinamephase reports fields called phase.
package apinamephase

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

// Check reports fields called phase.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA505",
	Slug:     "name-phase",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	if m.JSON != "phase" && !strings.HasSuffix(m.JSON, "Phase") {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` condenses the state into a phase", m.Path()),
		"report conditions instead: a phase cannot grow new values without breaking its readers"))
}
