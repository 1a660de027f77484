// Package apivalidationrequired reports validated fields that do not say whether they may be missing.
package apivalidationrequired

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports validated fields that do not say whether they may be missing.
var Check = apiscope.Fields(api.Builtin, checks.Check{
	ID:       "KA314",
	Slug:     "validation-needs-requiredness",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	mark := validated(m.Marks)
	if mark == nil || says(m.Marks) {
		return
	}
	val := apiscope.ValueOf(s.View, m)
	if val.Shape == apiscope.Unknown || val.Shape == apiscope.Object && !val.Pointer {
		return
	}
	p.Report(apiscope.At(apiscope.Field(m,
		fmt.Sprintf("field `%s` is validated and does not say whether it may be missing", m.Path()),
		"add `+k8s:optional`, `+k8s:required` or `+k8s:forbidden`"), mark))
}

// validated returns the marker that declares a validation, or nil.
func validated(ms api.Marks) *api.Mark {
	for i := range ms {
		inner := ms[i].Marker
		for ok := true; ok; inner, ok = inner.Nested() {
			switch inner.Name {
			case "k8s:format", "k8s:minLength", "k8s:maxLength", "k8s:maxBytes", "k8s:minItems", "k8s:maxItems", "k8s:minProperties", "k8s:maxProperties",
				"k8s:minimum", "k8s:maximum", "k8s:neq", "k8s:eachVal", "k8s:eachKey", "k8s:unique":
				return &ms[i]
			}
		}
	}
	return nil
}

// says reports whether a marker tells if the field may be missing, also inside
// of others.
func says(ms api.Marks) bool {
	for _, m := range ms {
		inner := m.Marker
		for ok := true; ok; inner, ok = inner.Nested() {
			switch inner.Name {
			case "k8s:optional", "k8s:required", "k8s:forbidden", "k8s:unionMember", "k8s:zeroOrOneOfMember":
				return true
			}
		}
	}
	return false
}
