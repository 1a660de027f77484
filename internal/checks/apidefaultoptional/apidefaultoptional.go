// Package apidefaultoptional reports fields with a default that are not marked optional.
package apidefaultoptional

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields with a default that are not marked optional.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA408",
	Slug:     "default-optional",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	def := m.Marks.Find("default", "k8s:default", "kubebuilder:default")
	if def == nil || m.Marks.Optional() != nil || m.Marks.Required() != nil {
		return
	}
	d := apiscope.At(apiscope.Field(m,
		fmt.Sprintf("field `%s` has a default but is not marked optional", m.Path()),
		"add `+optional`: the default is for those who leave the field out"), def)
	if edit, ok := apiscope.Above(p, m, "+optional"); ok {
		d.Fixes = []checks.Fix{{Message: "add +optional", Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
	}
	p.Report(d)
}
