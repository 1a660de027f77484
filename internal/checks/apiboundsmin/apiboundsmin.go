// Package apiboundsmin reports fields that do not say whether they may be empty.
package apiboundsmin

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields that do not say whether they may be empty.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA609",
	Slug:     "bounds-min",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	val := apiscope.ValueOf(s.View, m)
	ms := apiscope.Markers(m, val)
	if apiscope.IsStandard(m) || apiscope.Freeform(ms) || apiscope.Limit(ms, "Enum") != nil {
		return
	}
	missing := func(what string, names ...string) {
		for _, n := range names {
			if apiscope.Limit(ms, n) == nil {
				p.Report(apiscope.Field(m, fmt.Sprintf("field `%s` does not say %s", m.Path(), what), fmt.Sprintf("add `+kubebuilder:validation:%s=`", n)))
				return
			}
		}
	}
	switch val.Shape {
	case apiscope.String:
		if apiscope.Limit(ms, "Format") == nil {
			missing("whether it may be empty", "MinLength")
		}
	case apiscope.List:
		missing("whether it may be empty", "MinItems")
	case apiscope.Map:
		missing("whether it may be empty", "MinProperties")
	case apiscope.Object:
		if fields, complete := apiscope.Inner(s.View, val.Decl); complete && !hasRequired(fields) && !ms.Has("kubebuilder:validation:AtLeastOneOf", "kubebuilder:validation:ExactlyOneOf") {
			missing("whether it may be empty", "MinProperties")
		}
	case apiscope.Integer, apiscope.Number:
		missing("how small and large it may be", "Minimum", "Maximum")
	}
}

func hasRequired(fields []*api.Member) bool {
	return slices.ContainsFunc(fields, func(m *api.Member) bool { return m.Marks.Required() != nil })
}
