// Package apilistmapkey reports lists that are merged by a key their elements do not have.
package apilistmapkey

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports lists that are merged by a key their elements do not have.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA704",
	Slug:     "list-map-key",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, judgeField)

func judgeField(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	mark := m.Marks.Find("listType", "k8s:listType")
	if mark == nil || mark.Value != "map" {
		return
	}
	keys := 0
	for i := range m.Marks {
		if k := &m.Marks[i]; k.Name == "listMapKey" || k.Name == "k8s:listMapKey" {
			keys++
			judge(p, s.View, m, k)
		}
	}
	if keys == 0 {
		p.Report(apiscope.At(apiscope.Field(m,
			fmt.Sprintf("list `%s` is of type map and names no key", m.Path()),
			"add `+listMapKey=` with the JSON name of a field of its elements"), mark))
	}
}

// judge reports a key that is no field of the elements, or none that every
// element has.
func judge(p *checks.Pass, v *api.View, m *api.Member, key *api.Mark) {
	elem := element(v, m)
	if elem == nil {
		return
	}
	inlined := false
	for _, f := range elem.Fields() {
		if f.Outer != nil {
			continue
		}
		inlined = inlined || f.Inlined()
		if f.JSON == key.Value {
			if val := apiscope.ValueOf(v, f); val.Shape == apiscope.Object || val.Shape == apiscope.List || val.Shape == apiscope.Map {
				d := apiscope.At(apiscope.Field(m,
					fmt.Sprintf("key `%s` of list `%s` is a value of type %s", key.Value, m.Path(), val.Shape),
					"name a field that holds a string, a number or a boolean"), key)
				d.Related = []checks.Related{{Path: elem.File.Path, Pos: f.Pos, Message: "the field"}}
				p.Report(d)
				return
			}
			if f.Marks.Optional() != nil && !f.Marks.Has("default", "k8s:default", "kubebuilder:default") {
				d := apiscope.At(apiscope.Field(m,
					fmt.Sprintf("key `%s` of list `%s` is optional and has no default", key.Value, m.Path()),
					"make the field required, or give it a default: elements without it cannot be told apart"), key)
				d.Related = []checks.Related{{Path: elem.File.Path, Pos: f.Pos, Message: "the field"}}
				p.Report(d)
			}
			return
		}
	}
	if !inlined {
		p.Report(apiscope.At(apiscope.Field(m,
			fmt.Sprintf("elements of list `%s` have no field `%s` to be merged by", m.Path(), key.Value),
			fmt.Sprintf("name a field of %s", elem.GoName())), key))
	}
}

// element returns the struct a list is of, or nil if it is not known.
func element(v *api.View, m *api.Member) *api.Decl {
	e, in := m.Type, m.Decl.File
	for range 8 {
		switch e.Kind {
		case api.Pointer, api.Slice, api.Array:
			e = e.Elem()
		case api.Named:
			d := v.Resolve(in, e).Decl
			if d == nil || d.IsStruct() {
				return d
			}
			e, in = d.Expr, d.File
		default:
			return nil
		}
	}
	return nil
}
