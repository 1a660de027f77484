// Package apilistvalue reports list types that do not exist or do not fit.
package apilistvalue

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

// Check reports list types that do not exist or do not fit.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA703",
	Slug:     "list-type-value",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	mark := m.Marks.Find("listType", "k8s:listType")
	if mark == nil {
		return
	}
	if message, remedy := judge(s.View, m, mark); message != "" {
		p.Report(apiscope.At(apiscope.Field(m, message, remedy), mark))
	}
}

func judge(v *api.View, m *api.Member, mark *api.Mark) (message, remedy string) {
	if !slices.Contains([]string{"atomic", "set", "map"}, mark.Value) {
		return fmt.Sprintf("list `%s` is of the unknown type %q", m.Path(), mark.Value), "use atomic, set or map"
	}
	list, in, ok := v.Underlying(m.Decl.File, m.Type)
	if ok && list.Kind == api.Pointer {
		list, in, ok = v.Underlying(in, list.Elem())
	}
	if !ok {
		return "", ""
	}
	if list.Kind != api.Slice && list.Kind != api.Array {
		return fmt.Sprintf("field `%s` has a listType but is no list", m.Path()), "remove the marker, or use `+mapType` or `+structType`"
	}
	elem, in, ok := v.Underlying(in, list.Elem())
	if ok && elem.Kind == api.Pointer {
		elem, _, ok = v.Underlying(in, elem.Elem())
	}
	object := elem.Kind == api.Struct || elem.Kind == api.Map
	switch {
	case !ok:
	case mark.Value == "map" && !object:
		return fmt.Sprintf("list `%s` is of type map, but its elements are no objects", m.Path()), "use set or atomic"
	case mark.Value == "set" && elem.Kind == api.Struct:
		return fmt.Sprintf("list `%s` is a set of objects, which are compared as a whole", m.Path()), "use map with `+listMapKey`, or atomic"
	}
	return "", ""
}
