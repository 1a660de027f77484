// Package apimapobjects reports maps of anything but strings.
package apimapobjects

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

// Check reports maps of anything but strings.
var Check = &checks.Check{
	ID:       "KA605",
	Slug:     "map-objects",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, m := range s.Members() {
		e, in, ok := s.View.Underlying(m.Decl.File, m.Type)
		if ok && e.Kind == api.Pointer {
			e, in, ok = s.View.Underlying(in, e.Elem())
		}
		if !ok || e.Kind != api.Map || m.Nth > 0 {
			continue
		}
		value, _, ok := s.View.Underlying(in, e.Elem())
		if !ok || apiscope.Is(value, "string") && value.Pkg == "" || isQuantity(e.Elem()) {
			continue
		}
		if value.Kind == api.Slice && apiscope.Is(value.Elem(), "byte", "uint8") {
			continue // written as a string
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is a map of %s", m.Path(), e.Elem()),
			"use a list of objects with a name, merged by that name"))
	}
	return nil
}

// isQuantity reports whether a value is written as a string by code of its own.
func isQuantity(e api.Expr) bool { return apiscope.Is(e, "Quantity", "IntOrString") }
