package reference

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// A composer makes objects out of what kinds require.
type composer struct{ seen *observed }

// How deep objects are made up, how many fields are there for show alone, and
// how many items a list gets at most.
const (
	composeDepth = 12
	showFields   = 3
	showItems    = 8
)

// kind makes an object of a kind. A status is left out unless the schema wants
// one: it is not for users to write.
func (c composer) kind(t *Type) string {
	top := yaml.MapSlice{{Key: "apiVersion", Value: t.Version.APIVersion()}, {Key: "kind", Value: t.Name}}
	for _, f := range t.Fields {
		switch {
		case f.Name == "apiVersion" || f.Name == "kind":
		case f.Name == "metadata" && f.Type.Type != nil && f.Type.Type.Field("name") == nil: // of a list
		case f.Name == "metadata":
			meta := yaml.MapSlice{{Key: "name", Value: "example"}}
			if u := f.Type.Type; t.Resource != nil && t.Resource.Scope == "Namespaced" && (u == nil || u.Field("namespace") != nil) {
				meta = append(meta, yaml.MapItem{Key: "namespace", Value: "default"})
			}
			top = append(top, yaml.MapItem{Key: "metadata", Value: meta})
		case f.Name == "status" && f.Required:
			top = append(top, yaml.MapItem{Key: f.Name, Value: c.field(f, 0, map[*Type]bool{t: true})})
		case f.Name == "status":
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
// gets a few fields for show, those that manifests have most often, or else
// plain ones with a value to show.
func (c composer) shown(f *Field, depth int, above map[*Type]bool) any {
	value := c.field(f, depth, above)
	o, empty := value.(yaml.MapSlice)
	t := f.Type.Base().Type
	if !empty || len(o) > 0 || f.Type.Shape != Object || t == nil {
		return value
	}
	show := c.seen.usualFields(t.Fields, showFields)
	for _, x := range t.Fields {
		if values, _ := x.AllEnum(); c.seen.uses[x] > 0 || len(show) == showFields || x.Type.Elem != nil || x.Type.Shape == Object || x.Deprecated != "" ||
			len(values) == 0 && !slices.ContainsFunc(x.Defaults, func(d Default) bool { return !d.Computed && d.Value != "" }) {
			continue
		}
		show = append(show, x)
	}
	var bare yaml.MapSlice
	for _, x := range t.Fields { // in their order
		if !slices.Contains(show, x) {
			continue
		}
		item := yaml.MapItem{Key: x.Name, Value: c.field(x, depth+1, above)}
		if inner, ok := item.Value.(yaml.MapSlice); ok && len(inner) == 0 {
			bare = append(bare, item) // shows little
			continue
		}
		o = append(o, item)
	}
	if len(o) == 0 {
		return bare
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
	return c.ref(f.Type, f, &f.Limits, depth, above)
}

// ref makes up a value of a type. The limits are those of the field, or of the
// items of the list it is.
func (c composer) ref(r *Ref, f *Field, l *Limits, depth int, above map[*Type]bool) any {
	switch r.Shape {
	case Object:
		return c.object(r.Type, l, depth, above)
	case List:
		return c.list(r, f, l, depth, above)
	case Map:
		return yaml.MapSlice{{Key: "example", Value: c.ref(r.Elem, f, &Limits{}, depth+1, above)}}
	case Integer, Number:
		if v := c.usual(f); v != "" {
			return scalarOf(r, v)
		}
		return atLeast(l.Bounds, plainNumber(f))
	case IntOrString:
		return plainNumber(f)
	case Boolean:
		return true
	case String:
		return c.text(r, f, l)
	}
	if v := c.usual(f); v != "" {
		var value any
		if yaml.Unmarshal([]byte(v), &value) == nil {
			return value
		}
	}
	return yaml.MapSlice{}
}

// list has as many items as there must be.
func (c composer) list(r *Ref, f *Field, l *Limits, depth int, above map[*Type]bool) any {
	n := min(max(1, l.number("minimum items")), showItems)
	var out []any
	if values, _ := f.AllEnum(); len(values) > 0 {
		for _, v := range values[:min(n, len(values))] {
			out = append(out, scalarOf(r.Elem, v.Value))
		}
		return out
	}
	items := l.items()
	for i := range n {
		item := c.ref(r.Elem, f, items, depth+1, above)
		if s, ok := item.(string); ok && i > 0 {
			if other := s + "-" + strconv.Itoa(i+1); fits(other, limitsOf(r.Elem, items)) {
				item = other
			}
		}
		out = append(out, item)
	}
	return out
}

func (c composer) object(t *Type, l *Limits, depth int, above map[*Type]bool) any {
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
	need := max(l.number("minimum entries"), t.number("minimum entries"))
	for _, b := range t.Bounds {
		if b.Name == atLeastOne || b.Name == exactlyOne {
			names := strings.Split(b.Value, ", ")
			if !slices.ContainsFunc(out, func(i yaml.MapItem) bool { return slices.Contains(names, i.Key.(string)) }) {
				out = c.more(out, t, names, len(out)+1, depth, above)
			}
		}
	}
	return c.more(out, t, nil, need, depth, above)
}

// more adds fields, of those named if any are, until there are enough: first
// what manifests have, then what is plain.
func (c composer) more(out yaml.MapSlice, t *Type, names []string, need, depth int, above map[*Type]bool) yaml.MapSlice {
	for len(out) < need {
		var left, plain []*Field
		for _, f := range t.Fields {
			if slices.ContainsFunc(out, func(i yaml.MapItem) bool { return i.Key == f.Name }) ||
				f.Deprecated != "" || names != nil && !slices.Contains(names, f.Name) {
				continue
			}
			left = append(left, f)
			if f.Type.Shape != Object && f.Type.Shape != Unknown {
				plain = append(plain, f)
			}
		}
		next := slices.Concat(c.seen.usualFields(left, 1), plain, left)
		if len(next) == 0 {
			return out
		}
		out = append(out, yaml.MapItem{Key: next[0].Name, Value: c.field(next[0], depth+1, above)})
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

// plainNumber is a number for a field that asks for no other.
func plainNumber(f *Field) int {
	if strings.HasSuffix(strings.ToLower(f.Name), "port") {
		return usualPort
	}
	return 1
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
