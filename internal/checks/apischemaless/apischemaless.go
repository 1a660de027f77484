// Package apischemaless reports fields without a schema that do not say what goes in.
package apischemaless

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

// Check reports fields without a schema that do not say what goes in.
var Check = apiscope.Fields(api.CRD, checks.Check{
	ID:       "KA612",
	Slug:     "schemaless-undocumented",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	val := apiscope.ValueOf(s.View, m)
	ms := apiscope.Markers(m, val)
	bare := ms.Has("kubebuilder:validation:Schemaless") || apiscope.Is(val.Expr, "RawExtension")
	more := ms.Has("kubebuilder:pruning:PreserveUnknownFields", "kubebuilder:validation:XPreserveUnknownFields")
	if !bare && !more || apiscope.Is(m.Type, "ObjectMeta") { // which has a schema
		return
	}
	lacks := "has no schema"
	if !bare { // the fields of its type are in the schema all the same
		lacks = "takes what its schema does not know"
	}
	if words := strings.Fields(api.CRDText(m.Doc)); len(words) < enough {
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` %s, and its description does not say what goes in", m.Path(), lacks),
			"describe its form, or name the types it can hold"))
	}
}

// enough is how many words it takes, at the least, to say what a value is for
// and what form it has.
const enough = 6
