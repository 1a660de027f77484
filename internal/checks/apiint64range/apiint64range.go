// Package apiint64range reports 64-bit integers that JavaScript may not read exactly.
package apiint64range

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

// Check reports 64-bit integers that JavaScript may not read exactly.
var Check = &checks.Check{
	ID:       "KA607",
	Slug:     "int64-range",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, m := range s.Members() {
		val := apiscope.ValueOf(s.View, m)
		if m.Nth > 0 || val.Shape != apiscope.Integer || val.Expr.Name != "int64" {
			continue
		}
		ms := apiscope.Markers(m, val)
		low, hasLow := apiscope.LimitValue(ms, "Minimum")
		high, hasHigh := apiscope.LimitValue(ms, "Maximum")
		if m := apiscope.Limit(ms, "Enum"); m != nil || hasLow && hasHigh && low >= -exact && high <= exact {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` can be beyond ±2^53, where JavaScript rounds", m.Path()),
			"bound it with markers, or make it a string"))
	}
	return nil
}

// exact is the last integer up to which a double has all of them.
const exact = 1 << 53
