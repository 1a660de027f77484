// Package apiembedded reports embedded structs of API types without a json tag.
package apiembedded

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports embedded structs of API types without a json tag.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA413",
	Slug:     "embedded-untagged",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	if !s.InAPI(d) || len(d.Pkg.Wires(d.Name)) > 0 {
		return // of no API, or written by code of its own
	}
	for _, m := range d.Fields() {
		if !m.Embedded || m.Tagged.Present {
			continue
		}
		f := apiscope.Field(m,
			fmt.Sprintf("embedded field `%s` does not say whether it is inlined", m.GoName()),
			"tag it `json:\",inline\"`, or give it a name")
		if val := apiscope.ValueOf(s.View, m); val.Shape != apiscope.Object && val.Shape != apiscope.Unknown {
			f.Message = fmt.Sprintf("embedded field `%s` is a %s, which has no fields to inline", m.GoName(), val.Shape)
			f.Remedy = "give it a name in Go and in JSON"
		} else if m.Tag == "" {
			f.Fixes = []checks.Fix{{Message: "tag it inline", Class: checks.FixSafe,
				Edits: []checks.Edit{{Path: d.File.Path, Start: m.End, End: m.End, New: " `json:\",inline\"`"}}}}
		}
		p.Report(f)
	}
}
