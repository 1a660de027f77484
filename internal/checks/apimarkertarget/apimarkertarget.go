// Package apimarkertarget reports markers on types and fields they do not apply to.
package apimarkertarget

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers on types and fields they do not apply to.
var Check = apiscope.MarkedBy(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA304",
	Slug:     "marker-target",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, marked)

func marked(p *checks.Pass, s *apiscope.Selection, x apiscope.Marked) {
	judge(p, s.View, x)
}

func judge(p *checks.Pass, v *api.View, x apiscope.Marked) {
	var val apiscope.Value
	followed := false
	for i := range x.Marks {
		m := &x.Marks[i]
		name := apiscope.MarkName(m)
		if x.Member != nil && onlyOnType(name) {
			p.Report(x.Report(m, fmt.Sprintf("marker `+%s` stands on %s and only counts on a type", m.Name, x.What), "put it above the type"))
			continue
		}
		if x.Member == nil && apiscope.OnlyOnField(name) {
			p.Report(x.Report(m, fmt.Sprintf("marker `+%s` stands on %s and only counts on a field", m.Name, x.What), "put it above the fields of the type"))
			continue
		}
		if x.Member == nil && ignoredOnAlias(v, x.Decl) && strings.HasPrefix(name, "kubebuilder:validation:") {
			p.Report(x.Report(m, fmt.Sprintf("marker `+%s` stands on %s, an alias, and generators see `%s` in its place", m.Name, x.What, x.Decl.Expr),
				"declare the type without the equals sign, or put the marker above the fields that use it"))
			continue
		}
		shapes := shapesOf(name)
		if shapes == nil {
			continue
		}
		if !followed {
			val, followed = x.Value(v), true
		}
		if val.Shape == apiscope.Unknown || slices.Contains(shapes, val.Shape) || apiscope.Freeform(x.Marks) || apiscope.Freeform(val.Marks) {
			continue
		}
		if shapes[0] == apiscope.List && val.Expr.Kind == api.Slice {
			continue // of bytes: a string in JSON, but OpenAPI generators ask for a list type
		}
		remedy := "remove it"
		if val.Shape == apiscope.List && val.Elem(v).Shape == shapes[0] && strings.HasPrefix(name, "kubebuilder:validation:") {
			remedy = fmt.Sprintf("write `+kubebuilder:validation:items:%s` if its elements are meant", strings.TrimPrefix(name, "kubebuilder:validation:"))
		}
		p.Report(x.Report(m, fmt.Sprintf("marker `+%s` does not apply to %s, which is %s", m.Name, x.What, article(val.Shape)), remedy))
	}
}

func article(s apiscope.Shape) string {
	if s == apiscope.Integer || s == apiscope.Object {
		return "an " + s.String()
	}
	return "a " + s.String()
}

// ignoredOnAlias reports whether a type is an alias of a named type, whose own
// markers controller-gen does not read. Those of an alias of a type of the language
// it does.
func ignoredOnAlias(v *api.View, d *api.Decl) bool {
	return d.Alias && d.Expr.Kind == api.Named && v.Resolve(d.File, d.Expr).Predeclared == ""
}
