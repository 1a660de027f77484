// Package apimapobjects reports maps of anything but strings.
package apimapobjects

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports maps of anything but strings.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA605",
	Slug:     "map-objects",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	e, in, ok := s.View.Underlying(m.Decl.File, m.Type)
	if ok && e.Kind == api.Pointer {
		e, in, ok = s.View.Underlying(in, e.Elem())
	}
	if !ok || e.Kind != api.Map {
		return
	}
	value, _, ok := s.View.Underlying(in, e.Elem())
	if !ok || apiscope.Is(value, "string") && value.Pkg == "" || isQuantity(e.Elem()) {
		return
	}
	if value.Kind == api.Slice && apiscope.Is(value.Elem(), "byte", "uint8") {
		return // written as a string
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` is a map of %s", m.Path(), e.Elem()),
		"use a list of objects with a name, merged by that name"))
}

// isQuantity reports whether a value is written as a string by code of its own.
func isQuantity(e api.Expr) bool { return apiscope.Is(e, "Quantity", "IntOrString") }
