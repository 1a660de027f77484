package reference

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// A composer makes objects out of what kinds require.
type composer struct{ seen observed }

// How deep objects are made up, and how many fields are there for show alone.
const (
	composeDepth = 12
	showFields   = 3
)

// kind makes an object of a kind.
func (c composer) kind(t *Type) string {
	top := yaml.MapSlice{{Key: "apiVersion", Value: t.Version.Path()}, {Key: "kind", Value: t.Name}}
	for _, f := range t.Fields {
		switch {
		case f.Name == "apiVersion" || f.Name == "kind" || f.Name == "status":
		case f.Name == "metadata" && f.Type.Type != nil && f.Type.Type.Field("name") == nil: // of a list
		case f.Name == "metadata":
			meta := yaml.MapSlice{{Key: "name", Value: "example"}}
			if u := f.Type.Type; t.Resource != nil && t.Resource.Scope == "Namespaced" && (u == nil || u.Field("namespace") != nil) {
				meta = append(meta, yaml.MapItem{Key: "namespace", Value: "default"})
			}
			top = append(top, yaml.MapItem{Key: "metadata", Value: meta})
		case f.Required || f.Name == "spec":
			top = append(top, yaml.MapItem{Key: f.Name, Value: c.shown(f, 0, map[*Type]bool{t: true})})
		}
	}
	out, err := yaml.MarshalWithOptions(top, yaml.IndentSequence(true), yaml.Indent(2))
	if err != nil {
		return "" // never: the values are of the plainest types
	}
	return string(out)
}

// shown is field for one that a reader looks at: an object that requires nothing
// gets a few fields for show.
func (c composer) shown(f *Field, depth int, above map[*Type]bool) any {
	value := c.field(f, depth, above)
	o, empty := value.(yaml.MapSlice)
	t := f.Type.Base().Type
	if !empty || len(o) > 0 || f.Type.Shape != Object || t == nil {
		return value
	}
	for _, x := range t.Fields {
		if values, _ := x.AllEnum(); len(o) == showFields || x.Type.Elem != nil || x.Type.Shape == Object || x.Deprecated != "" ||
			len(values) == 0 && !slices.ContainsFunc(x.Defaults, func(d Default) bool { return !d.Computed && d.Value != "" }) && c.seen.usual(x) == "" {
			continue
		}
		o = append(o, yaml.MapItem{Key: x.Name, Value: c.field(x, depth+1, above)})
	}
	return o
}

// field makes up a value: the default, an example, the first of the
// values it may have, or the least that its type takes.
func (c composer) field(f *Field, depth int, above map[*Type]bool) any {
	if f.Example != "" {
		return scalarOf(f.Type, f.Example)
	}
	for _, d := range f.Defaults {
		if !d.Computed && len(d.When) == 0 && f.Type.Shape != Object && f.Type.Shape != List && f.Type.Shape != Map {
			return scalarOf(f.Type, d.Value)
		}
	}
	if values, _ := f.AllEnum(); f.Type.Shape != List && f.Type.Shape != Map {
		for _, v := range values {
			if v.Value != "" { // that means none
				return scalarOf(f.Type, v.Value)
			}
		}
	}
	return c.ref(f.Type, f, depth, above)
}

func (c composer) ref(r *Ref, f *Field, depth int, above map[*Type]bool) any {
	switch r.Shape {
	case Object:
		return c.object(r.Type, depth, above)
	case List:
		if values, _ := f.AllEnum(); len(values) > 0 {
			return []any{scalarOf(r.Elem, values[0].Value)}
		}
		return []any{c.ref(r.Elem, f, depth+1, above)}
	case Map:
		return yaml.MapSlice{{Key: "example", Value: c.ref(r.Elem, f, depth+1, above)}}
	case Integer, Number:
		if v := c.seen.usual(f); v != "" {
			return scalarOf(r, v)
		}
		return atLeast(f.Bounds, 1)
	case IntOrString:
		return 1
	case Boolean:
		return true
	case String:
		switch r.Format {
		case "date-time":
			return "2025-01-01T00:00:00Z"
		case "byte":
			return "ZXhhbXBsZQ=="
		}
		if r.Type != nil && r.Type.Decl != nil && r.Type.Decl.IsStruct() {
			return "1" // a quantity, or a duration in some unit
		}
		if strings.EqualFold(f.Name, "image") {
			return "registry.example.com/app:1.0"
		}
		if v := c.seen.usual(f); v != "" && !strings.EqualFold(f.Name, "name") && !strings.Contains(v, "\n") {
			return v
		}
		return "example"
	}
	return yaml.MapSlice{}
}

func (c composer) object(t *Type, depth int, above map[*Type]bool) any {
	out := yaml.MapSlice{}
	if depth > composeDepth || above[t] {
		return out
	}
	above[t] = true
	defer delete(above, t)
	for _, f := range t.Fields {
		if t.optionalHere(f) || !f.Required && f.Name != "spec" && f.Name != "image" {
			continue
		}
		out = append(out, yaml.MapItem{Key: f.Name, Value: c.field(f, depth+1, above)})
	}
	return out
}

// scalarOf writes a value in the way its type wants it.
func scalarOf(r *Ref, s string) any {
	switch r.Base().Shape {
	case Integer, IntOrString:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n
		}
	case Number:
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return n
		}
	case Boolean:
		return s == "true"
	case String:
		return s
	}
	var v any
	if yaml.Unmarshal([]byte(s), &v) == nil && v != nil {
		return v
	}
	return s
}

func atLeast(bounds []Bound, n int) int {
	for _, b := range bounds {
		if i, err := strconv.Atoi(b.Value); err == nil && b.Name == "minimum" && i > n {
			n = i
		}
		if i, err := strconv.Atoi(b.Value); err == nil && b.Name == "maximum" && i < n {
			n = i
		}
	}
	return n
}
