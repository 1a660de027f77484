// Package apitopfields reports fields of a kind beside its spec and status.
package apitopfields

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

// Check reports fields of a kind beside its spec and status.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA706",
	Slug:     "top-level-fields",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, structure)

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	if !d.IsKind() || !has(d, "spec") || !has(d, "status") {
		return
	}
	for _, m := range d.Members() {
		if m.Outer != nil || m.Embedded || m.JSON == "spec" || m.JSON == "status" || m.JSON == "metadata" {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` stands beside spec and status", m.Path()),
			"move it into one of the two: what users want goes into spec, what was observed into status"))
	}
}

func has(d *api.Decl, name string) bool {
	return slices.ContainsFunc(d.Members(), func(m *api.Member) bool { return m.Outer == nil && m.JSON == name })
}
