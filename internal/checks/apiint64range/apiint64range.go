// Package apiint64range reports 64-bit integers that JavaScript may not read exactly.
package apiint64range

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports 64-bit integers that JavaScript may not read exactly.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA607",
	Slug:     "int64-range",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	val := apiscope.ValueOf(s.View, m)
	if val.Shape != apiscope.Integer || val.Expr.Name != "int64" {
		return
	}
	ms := apiscope.Markers(m, val)
	low, hasLow := apiscope.LimitValue(ms, "Minimum")
	high, hasHigh := apiscope.LimitValue(ms, "Maximum")
	if m := apiscope.Limit(ms, "Enum"); m != nil || hasLow && hasHigh && low >= -exact && high <= exact {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` can be beyond ±2^53, where JavaScript rounds", m.Path()),
		"bound it with markers, or make it a string"))
}

// exact is the last integer up to which a double has all of them.
const exact = 1 << 53
