// Package apinullable reports fields that may be null.
package apinullable

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields that may be null.
var Check = apiscope.Fields(api.CRD, checks.Check{
	ID:       "KA415",
	Slug:     "nullable",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	mark := m.Marks.Find("nullable", "k8s:nullable")
	if mark == nil {
		return
	}
	d := apiscope.At(apiscope.Field(m,
		fmt.Sprintf("field `%s` may be null, which some clients take for absent", m.Path()),
		"make it optional, and leave it out to say nothing"), mark)
	d.Fixes = apiscope.Unsafe("remove the marker", apiscope.Line(p, d.Path, mark.Line))
	p.Report(d)
}
