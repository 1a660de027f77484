package reference

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
)

// observed is what the manifests of a tree make of fields: the values they have
// and how many objects set them.
type observed struct {
	values map[*Field]map[string]int
	uses   map[*Field]int
}

func (o *observed) object(t *Type, value any) {
	m, ok := value.(map[string]any)
	if !ok {
		return
	}
	for _, f := range t.Fields {
		if x, ok := m[f.Name]; ok {
			o.uses[f]++
			o.value(f, f.Type, x)
		}
	}
}

// wholeBytes bounds the objects that are remembered as a whole.
const wholeBytes = 300

func (o *observed) value(f *Field, r *Ref, x any) {
	if r.Shape == Unknown || r.Shape == Any {
		if text, err := yaml.MarshalWithOptions(x, yaml.Flow(true)); err == nil && len(text) < wholeBytes {
			o.count(f, string(text))
		}
		return
	}
	switch x := x.(type) {
	case []any:
		for _, e := range x {
			if r.Elem != nil {
				o.value(f, r.Elem, e)
			}
		}
	case map[string]any:
		switch r.Shape {
		case Object:
			o.object(r.Type, x)
		case Map:
			for _, e := range x {
				o.value(f, r.Elem, e)
			}
		}
	case string, bool, int, int64, uint64, float64:
		o.count(f, fmt.Sprint(x))
	}
}

func (o *observed) count(f *Field, s string) {
	if o.values[f] == nil {
		o.values[f] = map[string]int{}
	}
	o.values[f][s]++
}

// usual is the value a field has most often, among those that are fit; of
// equals, the first by the alphabet.
func (o *observed) usual(f *Field, fit func(string) bool) string {
	best := ""
	for s, n := range o.values[f] {
		if most := o.values[f][best]; (n > most || n == most && s < best) && fit(s) {
			best = s
		}
	}
	return best
}

// usualFields are up to n of the fields, those that most objects set first.
func (o *observed) usualFields(fields []*Field, n int) []*Field {
	var out []*Field
	for _, f := range fields {
		if o.uses[f] > 0 && f.Deprecated == "" {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y *Field) int { return cmp.Compare(o.uses[y], o.uses[x]) })
	return out[:min(n, len(out))]
}
