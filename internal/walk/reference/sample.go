package reference

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// samples gives every kind an object to start from: a manifest of the tree if
// there is a short one that fits the kind, else one that is made up of what is
// required.
func (b *builder) samples(m *Model) {
	seen := observed{}
	m.seen = seen
	best := b.manifests(m, seen)
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, t := range v.Kinds {
				if s, ok := best[t]; ok {
					t.Sample, t.SampleFrom = s.text, s.file
				} else {
					t.Sample = composer{seen}.kind(t)
				}
			}
		}
	}
}

// A manifest is an object found in the tree.
type manifest struct {
	text, file string
	score      int
}

// Directories whose manifests are written to be read, the best first, and how
// far a sample may be from the ideal length.
var sampleDirs = []string{"samples", "examples", "example", "docs", "fixtures", "testdata", "manifests", "testing-manifests"}

const (
	sampleBytes = 6000
	sampleLines = 60
	sampleIdeal = 22
)

var (
	apiVersionRE = regexp.MustCompile(`(?m)^apiVersion:[ \t]*["']?([\w./-]+)["']?[ \t\r]*$`)
	testRE       = regexp.MustCompile(`(^|/)(tests?|testing|e2e|testdata|fixtures)/`)
	kindRE       = regexp.MustCompile(`(?m)^kind:[ \t]*["']?(\w+)["']?[ \t\r]*$`)
)

// manifests returns the best manifest of the tree for each kind, and notes the
// values of all that it looks at. Those for tests make no good samples: their
// purpose is strange.
func (b *builder) manifests(m *Model, seen observed) map[*Type]manifest {
	kinds := map[string]*Type{}
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, t := range v.Kinds {
				kinds[v.Path()+" "+t.Name] = t
			}
		}
	}
	best := map[*Type]manifest{}
	for _, p := range b.tree.Paths() {
		if e := path.Ext(p); e != ".yaml" && e != ".yml" {
			continue
		}
		rank := sampleRank(p)
		if rank < 0 {
			continue
		}
		src, err := b.tree.ReadFile(p)
		if err != nil || len(src) > 4*sampleBytes || strings.Contains(string(src), "{{") {
			continue
		}
		for _, text := range strings.Split("\n"+string(src), "\n---") {
			text = trimManifest(text)
			gv, kind := apiVersionRE.FindStringSubmatch(text), kindRE.FindStringSubmatch(text)
			if gv == nil || kind == nil || len(text) > sampleBytes {
				continue
			}
			t := kinds[gv[1]+" "+kind[1]]
			if t == nil {
				continue
			}
			lines := strings.Count(text, "\n")
			var value any
			if yaml.Unmarshal([]byte(text), &value) != nil || len(t.ValidateKind(value)) > 0 {
				continue
			}
			seen.object(t, value)
			score := 12*rank + max(lines-sampleIdeal, sampleIdeal-lines) + 4*strings.Count(text, "# ")
			if old, ok := best[t]; lines <= sampleLines && !testRE.MatchString(p) && (!ok || score < old.score) {
				best[t] = manifest{text, p, score}
			}
		}
	}
	return best
}

// sampleRank says how good a place a file is in; -1 is none.
func sampleRank(p string) int {
	dirs := strings.Split(path.Dir(p), "/")
	if slices.Contains(dirs, "vendor") {
		return -1
	}
	for i, name := range sampleDirs {
		if slices.Contains(dirs, name) {
			return i
		}
	}
	return -1
}

// trimManifest leaves out what is not the object: the rest of the line that
// separates documents, and comments in front of it, such as licenses.
func trimManifest(text string) string {
	_, text, _ = strings.Cut(text, "\n")
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for len(lines) > 0 && (strings.TrimSpace(lines[0]) == "" || strings.HasPrefix(lines[0], "#")) {
		lines = lines[1:]
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}

// observed counts the values that fields have in manifests.
type observed map[*Field]map[string]int

func (o observed) object(t *Type, value any) {
	m, ok := value.(map[string]any)
	if !ok {
		return
	}
	for _, f := range t.Fields {
		if x, ok := m[f.Name]; ok {
			o.value(f, f.Type, x)
		}
	}
}

func (o observed) value(f *Field, r *Ref, x any) {
	switch x := x.(type) {
	case []any:
		for _, e := range x {
			if r.Elem != nil {
				o.value(f, r.Elem, e)
			}
		}
	case map[string]any:
		if r.Shape == Object {
			o.object(r.Type, x)
		}
	case string, bool, int, int64, uint64, float64:
		if o[f] == nil {
			o[f] = map[string]int{}
		}
		o[f][fmt.Sprint(x)]++
	}
}

// usual is the value a field has most often; of equals, the first by the
// alphabet.
func (o observed) usual(f *Field) string {
	best := ""
	for s, n := range o[f] {
		if most := o[f][best]; n > most || n == most && s < best {
			best = s
		}
	}
	return best
}

// A composer makes objects out of what kinds require.
type composer struct{ seen observed }

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

const (
	composeDepth = 12
	showFields   = 3
)

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
