// Package apiomitempty reports optional fields that are written even when empty.
package apiomitempty

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports optional fields that are written even when empty.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA403",
	Slug:     "optional-omitempty",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	opt := m.Marks.Optional()
	if opt == nil || !m.Tagged.Present || m.Tagged.Has("omitempty") || m.Tagged.Has("omitzero") {
		return
	}
	option := "omitempty"
	if val := apiscope.ValueOf(s.View, m); val.Shape == apiscope.Object && !val.Pointer && apiscope.HasOmitzero(m) {
		option = "omitzero" // a struct is never empty
	}
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` is optional but written even when it is empty", m.Path()),
		fmt.Sprintf("add `%s` to its json tag", option))
	if edit, ok := apiscope.AddOption(m, option); ok {
		d.Fixes = apiscope.Unsafe("add "+option, edit)
	}
	p.Report(d)
}
