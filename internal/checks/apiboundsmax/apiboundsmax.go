// Package apiboundsmax reports strings, lists and maps without a maximum.
package apiboundsmax

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports strings, lists and maps without a maximum.
var Check = apiscope.Fields(api.CRD, checks.Check{
	ID:       "KA608",
	Slug:     "bounds-max",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	val := apiscope.ValueOf(s.View, m)
	ms := apiscope.Markers(m, val)
	if apiscope.IsStandard(m) || apiscope.Freeform(ms) || ms.Has("kubebuilder:pruning:PreserveUnknownFields") {
		return
	}
	switch val.Shape {
	case apiscope.String:
		if !bounded(ms) {
			report(p, m, "has no greatest length", "MaxLength")
		}
	case apiscope.Map:
		if apiscope.Limit(ms, "MaxProperties") == nil {
			report(p, m, "has no greatest number of entries", "MaxProperties")
		}
	case apiscope.List:
		if apiscope.Limit(ms, "MaxItems") == nil {
			report(p, m, "has no greatest number of elements", "MaxItems")
		}
		elem := val.Elem(s.View)
		if elem.Shape == apiscope.String && !bounded(elem.Marks) && !bounded(ofItems(ms)) && !ms.Has("k8s:eachVal") {
			report(p, m, "has elements without a greatest length", "items:MaxLength")
		}
	}
}

// bounded reports whether markers keep a string short.
func bounded(ms api.Marks) bool {
	return apiscope.Limit(ms, "MaxLength") != nil || apiscope.Limit(ms, "Enum") != nil || apiscope.Limit(ms, "Format") != nil
}

// ofItems returns the markers about the elements of a list as if they stood on
// these.
func ofItems(ms api.Marks) api.Marks {
	var out api.Marks
	for _, m := range ms {
		if rest, ok := strings.CutPrefix(m.Name, "kubebuilder:validation:items:"); ok {
			m.Name = "kubebuilder:validation:" + rest
			out = append(out, m)
		}
	}
	return out
}

func report(p *checks.Pass, m *api.Member, what, marker string) {
	p.Report(apiscope.Field(m, fmt.Sprintf("field `%s` %s", m.Path(), what), fmt.Sprintf("add `+kubebuilder:validation:%s=`", marker)))
}
