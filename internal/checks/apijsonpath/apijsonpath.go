// Package apijsonpath reports paths in markers that lead nowhere.
package apijsonpath

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

// Check reports paths in markers that lead nowhere.
var Check = apiscope.Types(api.CRD, checks.Check{
	ID:       "KA714",
	Slug:     "jsonpath-broken",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	for i := range d.Marks {
		m := &d.Marks[i]
		if strings.HasPrefix(m.Name, "kubebuilder:") && !m.Torn {
			for _, path := range pathsOf(m) {
				judge(p, s.View, d, m, path)
			}
		}
	}
}

// A pathIn is a path in a marker and what its end has to be; no shapes for
// anything.
type pathIn struct {
	path   string
	use    string
	shapes []apiscope.Shape
}

func pathsOf(m *api.Mark) []pathIn {
	name, args := m.Options()
	get := func(key string) string {
		for _, a := range args {
			if a.Name == key {
				return a.Unquote()
			}
		}
		return ""
	}
	number := []apiscope.Shape{apiscope.Integer, apiscope.Number}
	switch name {
	case "kubebuilder:printcolumn":
		var shapes []apiscope.Shape
		switch get("type") {
		case "integer", "number":
			shapes = number
		case "boolean":
			shapes = []apiscope.Shape{apiscope.Boolean}
		case "date":
			shapes = []apiscope.Shape{apiscope.String}
		}
		return []pathIn{{get("JSONPath"), "a column of type " + get("type"), shapes}}
	case "kubebuilder:selectablefield":
		return []pathIn{{get("JSONPath"), "a selectable field", []apiscope.Shape{apiscope.String, apiscope.Boolean, apiscope.Integer}}}
	case "kubebuilder:subresource:scale":
		return []pathIn{
			{get("specpath"), "a number of replicas", number},
			{get("statuspath"), "a number of replicas", number},
			{get("selectorpath"), "a selector", []apiscope.Shape{apiscope.String}},
		}
	}
	return nil
}

func judge(p *checks.Pass, v *api.View, d *api.Decl, m *api.Mark, in pathIn) {
	steps, ok := split(in.path)
	if !ok || len(steps) == 0 {
		return
	}
	val := apiscope.Value{Shape: apiscope.Object, Decl: d, File: d.File, Expr: d.Expr}
	for i, s := range steps {
		if i == 0 && (s == "metadata" || s == "apiVersion" || s == "kind") || apiscope.Freeform(val.Marks) {
			return
		}
		next, why := step(v, val, s)
		if why != "" {
			p.Report(apiscope.At(apiscope.Type(d,
				fmt.Sprintf("path `%s` in a marker of `%s` leads nowhere: %s", in.path, d.Path(), why),
				"write the JSON names of the fields that lead there"), m))
			return
		}
		if next.Shape == apiscope.Unknown {
			return
		}
		val = next
	}
	if in.shapes != nil && !slices.Contains(in.shapes, val.Shape) {
		p.Report(apiscope.At(apiscope.Type(d,
			fmt.Sprintf("path `%s` in a marker of `%s` leads to a value of type %s, which is not %s", in.path, d.Path(), val.Shape, in.use),
			"correct the path or the type"), m))
	}
}

// step goes from a value to a field, key or element of it. The result is of
// unknown shape if that is not known, and why says that there is none.
func step(v *api.View, val apiscope.Value, s string) (next apiscope.Value, why string) {
	switch {
	case s == element && val.Shape == apiscope.List, s != element && val.Shape == apiscope.Map:
		return val.Elem(v), ""
	case s == element && val.Shape == apiscope.Map:
		return next, ""
	case s == element:
		return next, fmt.Sprintf("[…] is applied to a value of type %s", val.Shape)
	case val.Shape != apiscope.Object:
		return next, fmt.Sprintf("`%s` is looked up in a value of type %s", s, val.Shape)
	}
	fields, complete := apiscope.Inner(v, val.Decl)
	m := apiscope.Named(fields, s)
	switch {
	case m == nil && complete:
		return next, fmt.Sprintf("`%s` has no field `%s`", val.Decl.Name, s)
	case m == nil, m.Marks.Has("kubebuilder:pruning:PreserveUnknownFields", "kubebuilder:validation:Schemaless"):
		return next, ""
	}
	next = apiscope.ValueOf(v, m)
	next.Marks = apiscope.Markers(m, next)
	return next, ""
}
