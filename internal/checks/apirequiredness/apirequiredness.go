// Package apirequiredness reports fields that do not say whether they may be left out.
package apirequiredness

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

// Check reports fields that do not say whether they may be left out.
var Check = &checks.Check{
	ID:       "KA401",
	Slug:     "optional-or-required",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {

	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {

		if m.Nth > 0 || apiscope.IsStandard(m) || m.Tagged.Has("omitempty") || m.Tagged.Has("omitzero") ||
			m.Marks.Optional() != nil || m.Marks.Required() != nil || hasDefault(m.Decl.Pkg) {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is marked neither optional nor required", m.Path()),
			"add `+optional` or `+required` to its comment"))

	}
	return nil
}

// hasDefault reports whether a marker of the package decides for all its fields.
func hasDefault(p *api.Package) bool {
	for _, f := range p.Ref.Files {
		for _, m := range f.Header.Markers {
			if m == "+kubebuilder:validation:Optional" || m == "+kubebuilder:validation:Required" {
				return true
			}
		}
	}
	return false
}
