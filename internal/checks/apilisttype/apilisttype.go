// Package apilisttype reports lists that do not say how they are merged.
package apilisttype

import (
	_ "embed"
	"fmt"
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports lists that do not say how they are merged.
var Check = apiscope.Types(api.Upstream|api.Builtin|api.CRD, checks.Check{
	ID:       "KA702",
	Slug:     "list-type-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	upstream := s.Upstream(d.Pkg)
	for _, m := range d.Fields() {
		fault := apiscope.ListFaultOf(m)
		if fault == apiscope.ListFine && !upstream && untyped(s.View, m) {
			fault = apiscope.ListUntyped
		}
		skip := m.Nth > 0 || m.JSON == "" && !upstream || !token.IsExported(m.Name) || isBytes(m.Type) && !upstream
		if fault == apiscope.ListFine || skip {
			continue
		}
		message, remedy := fmt.Sprintf("list `%s` does not say how changes of it are merged", m.Path()),
			"add `+listType=atomic`, `set`, or `map` with `+listMapKey`"
		if fault == apiscope.ListItemsTyped {
			message, remedy = fmt.Sprintf("`%s` of a list kind has a listType", m.Path()), "remove it: lists of objects are never applied"
		}
		s.Report(p, apiscope.ListTypeMissing, m, apiscope.Field(m, message, remedy))
	}
}

// untyped reports whether a field is of a named list, and neither the field nor
// the name says how it is merged.
func untyped(v *api.View, m *api.Member) bool {
	if m.Type.Kind != api.Named && m.Type.Kind != api.Pointer {
		return false
	}
	val := apiscope.ValueOf(v, m)
	return val.Shape == apiscope.List && val.Decl != nil && !val.Decl.Pkg.Lent &&
		!m.Marks.Has("listType", "k8s:listType") && !val.Marks.Has("listType", "k8s:listType")
}

// isBytes reports whether a slice is written as one string.
func isBytes(e api.Expr) bool { return apiscope.Is(e.Elem(), "byte", "uint8") }
