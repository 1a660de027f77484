// Package apidefaultoptional reports fields with a default that are not marked optional.
package apidefaultoptional

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

// Check reports fields with a default that are not marked optional.
var Check = &checks.Check{
	ID:       "KA408",
	Slug:     "default-optional",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {
		def := m.Marks.Find("default", "k8s:default", "kubebuilder:default")
		if m.Nth > 0 || def == nil || m.Marks.Optional() != nil || m.Marks.Required() != nil {
			continue
		}
		d := apiscope.At(apiscope.Field(m,
			fmt.Sprintf("field `%s` has a default but is not marked optional", m.Path()),
			"add `+optional`: the default is for those who leave the field out"), def)
		if edit, ok := apiscope.Above(p, m, "+optional"); ok {
			d.Fixes = []checks.Fix{{Message: "add +optional", Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
		}
		p.Report(d)
	}
	return nil
}
