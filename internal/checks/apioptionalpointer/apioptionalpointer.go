// Package apioptionalpointer reports optional values whose absence cannot be told from zero.
package apioptionalpointer

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports optional values whose absence cannot be told from zero.
var Check = &checks.Check{
	ID:       "KA405",
	Slug:     "optional-pointer",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin)
	for _, m := range s.Members() {
		if m.Nth > 0 || m.Marks.Optional() == nil || m.Type.Kind != api.Named || m.Tagged.Has("omitzero") || observed(m) || apiscope.IsStandard(m) {
			continue
		}
		under, _, ok := s.View.Underlying(m.Decl.File, m.Type)
		what := "zero"
		switch {
		case !ok, under.Kind == api.Named && (under.Name == "any" || under.Name == "error"):
			continue
		case under.Kind == api.Struct:
			what = "an empty one"
		case under.Kind != api.Named:
			continue // maps and lists have nil
		case under.Name == "string":
			continue // "" is almost never a value of its own
		case under.Name == "bool":
			what = "false"
		}
		d := apiscope.Field(m,
			fmt.Sprintf("optional field `%s` is no pointer: leaving it out is the same as %s", m.Path(), what),
			fmt.Sprintf("make it *%s, unless the two mean the same", m.Type))
		if edits := apiscope.MakePointer(p, m); edits != nil {
			d.Fixes = apiscope.Unsafe("make it a pointer", edits...)
		}
		p.Report(d)
	}
	return nil
}

// observed reports whether a field is written by servers and controllers, which
// know zero when they see it, or is the spec or status of a kind.
func observed(m *api.Member) bool {
	name := m.Decl.Name
	return strings.HasSuffix(name, "Status") || strings.HasSuffix(name, "Condition") || name == "ObjectMeta" || name == "ListMeta" ||
		m.Decl.IsKind() && (m.JSON == "spec" || m.JSON == "status" || m.JSON == "metadata")
}
