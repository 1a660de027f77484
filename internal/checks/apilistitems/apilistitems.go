// Package apilistitems reports lists of structs in which nothing is required.
package apilistitems

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

// Check reports lists of structs in which nothing is required.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA705",
	Slug:     "list-items-required",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	val := apiscope.ValueOf(s.View, m)
	if val.Shape != apiscope.List || apiscope.IsStandard(m) {
		return
	}
	elem := val.Elem(s.View)
	if elem.Shape != apiscope.Object || elem.Decl.IsKind() || elem.Decl.Pkg.Lent || apiscope.Markers(m, val).Has("listMapKey", "k8s:listMapKey") {
		return
	}
	fields, complete := apiscope.Inner(s.View, elem.Decl)
	if !complete || len(fields) == 0 || slices.ContainsFunc(fields, required) || isUnion(elem.Marks) {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("elements of list `%s` have no required field", m.Path()),
		fmt.Sprintf("make a field of `%s` required: otherwise a stray dash goes unnoticed", elem.Decl.Name))
	d.Related = []checks.Related{{Path: elem.Decl.File.Path, Pos: elem.Decl.Pos, Message: "the elements"}}
	p.Report(d)
}

// required reports whether a field is required, or may be: it does not say, and
// is always written.
func required(m *api.Member) bool {
	return m.Marks.Required() != nil || m.Marks.Optional() == nil && !m.Tagged.Has("omitempty") && !m.Tagged.Has("omitzero") ||
		m.Marks.Has("k8s:unionMember", "unionDiscriminator", "k8s:unionDiscriminator")
}

func isUnion(ms api.Marks) bool {
	return ms.Has("union", "kubebuilder:validation:ExactlyOneOf", "kubebuilder:validation:AtLeastOneOf", "kubebuilder:validation:MinProperties", "kubebuilder:validation:XValidation:rule")
}
