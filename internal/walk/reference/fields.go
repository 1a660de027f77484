package reference

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

// doc is the text of a comment that is published, line by line: how the
// generator of schemas for that kind of package cuts it.
func (b *builder) doc(p *api.Package, c api.Comment) string {
	if c.IsZero() {
		return ""
	}
	lines := api.OpenAPILines(c)
	if p.Profile() == api.CRD {
		lines = api.CRDLines(c)
	}
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return strings.TrimSpace(strings.Join(texts, "\n"))
}

// fields fills in the fields of a struct. Names of its own win over those of
// inlined structs, as in encoding/json.
func (b *builder) fields(t *Type, members []*api.Member, vars env) {
	own := map[string]bool{}
	for _, m := range members {
		if m.JSON != "" && !m.Inlined() {
			own[m.JSON] = true
		}
	}
	for _, m := range members {
		switch {
		case m.Inlined() && m.Tagged.Name != "-":
			b.inline(t, m, vars, own)
		case m.JSON != "":
			t.Fields = append(t.Fields, b.field(t, m, vars))
		}
	}
}

// inline puts the fields of a member's type in its place.
func (b *builder) inline(t *Type, m *api.Member, vars env, own map[string]bool) {
	ref := b.ref(m.Decl.File, m.Type, vars, m.Decl, m)
	if ref.Shape != Object || ref.Type == nil || ref.Type == t {
		if ref.Shape == Unknown {
			t.Missing = append(t.Missing, ref.Go)
			if m.Embedded && m.Name == "TypeMeta" {
				t.Fields = append(t.Fields, typeMeta(t, m)...)
			}
		}
		return
	}
	t.Inlines = append(t.Inlines, ref.Type)
	var here Limits
	b.limits(&here, m.Marks)
	t.Limits.add(&here)
	t.Lists.fill(Lists{MapType: ref.Type.MapType, StructType: ref.Type.StructType})
	t.Limits.add(&Limits{Bounds: ref.Type.Bounds, Rules: ref.Type.Rules})
	for _, f := range ref.Type.Fields {
		if own[f.Name] {
			continue
		}
		own[f.Name] = true
		g := *f
		g.In = t
		if g.From == nil {
			g.From = ref.Type
		}
		t.Fields = append(t.Fields, &g)
	}
}

// typeMeta are the two fields of every kind, for trees that do not have the
// struct that declares them.
func typeMeta(t *Type, m *api.Member) []*Field {
	of := func(name, doc string) *Field {
		return &Field{Name: name, In: t, Type: &Ref{Shape: String}, Doc: doc, File: m.Decl.File.Path, Pos: m.Pos}
	}
	return []*Field{
		of("apiVersion", "The group and version of the object, such as "+t.Version.APIVersion()+"."),
		of("kind", "The kind of the object: "+t.Name+"."),
	}
}

func (b *builder) field(t *Type, m *api.Member, vars env) *Field {
	f := &Field{
		Name: m.JSON, In: t, Member: m,
		Type: b.fieldType(m, vars),
		Doc:  b.doc(m.Decl.Pkg, m.Doc),
		File: m.Decl.File.Path, Pos: m.Pos,
		Deprecated: deprecated(m.Doc.Text()),
	}
	b.requiredness(f, m)
	b.limits(&f.Limits, m.Marks)
	f.marked(m)
	f.Lists.read(m.Marks)
	if f.Type.Type != nil {
		f.Lists.fill(f.Type.Type.Lists)
	}
	b.gated(f, m)
	if s, ok := tag(m, "patchStrategy"); ok {
		f.PatchStrategy = s
	}
	if s, ok := tag(m, "patchMergeKey"); ok {
		f.PatchMergeKey = s
	}
	if s, ok := tag(m, "protobuf"); ok {
		for _, part := range strings.Split(s, ",") {
			if n, err := strconv.Atoi(part); err == nil {
				f.Protobuf = n
				break
			}
		}
	}
	return f
}

// fieldType is what the type of a field says, unless a marker of the field says
// otherwise.
func (b *builder) fieldType(m *api.Member, vars env) *Ref {
	ref := b.ref(m.Decl.File, m.Type, vars, m.Decl, m)
	if m.Decl.Pkg.Profile() != api.CRD {
		return ref
	}
	if m.Marks.Has("kubebuilder:validation:Schemaless") {
		ref = &Ref{Shape: Any}
	}
	if m.Marks.Has("kubebuilder:validation:XIntOrString") {
		return &Ref{Shape: IntOrString}
	}
	if mark := m.Marks.Find("kubebuilder:validation:Type"); mark != nil {
		if shape := Shape(unquote(mark.Value)); shape != ref.Shape && shape != "array" && (shape != Object || ref.Shape != Map) {
			return &Ref{Shape: shapeOf(string(shape))}
		}
	}
	return ref
}

func tag(m *api.Member, key string) (string, bool) {
	pairs, _ := api.ParseTag(m.Tag)
	for _, p := range pairs {
		if p.Key == key {
			return p.Value, true
		}
	}
	return "", false
}

// requiredness decides as the generators of schemas do: markers on the field,
// then on its package, then the json tag. Of two markers that contradict each
// other, the one that allows more wins, except that generators of CRDs look for
// their own first.
func (b *builder) requiredness(f *Field, m *api.Member) {
	own := m.Decl.Pkg.Profile() == api.CRD && m.Marks.Has("kubebuilder:validation:Required") && !m.Marks.Has("kubebuilder:validation:Optional")
	switch {
	case m.Marks.Optional() != nil && !own:
		f.Declared = "optional"
		return
	case m.Marks.Required() != nil:
		f.Declared, f.Required = "required", true
		return
	}
	f.Required = !m.Tagged.Has("omitempty") && !m.Tagged.Has("omitzero")
	for _, file := range m.Decl.Pkg.Ref.Files {
		for _, mark := range file.Header.Markers {
			switch mark {
			case "+kubebuilder:validation:Optional", "+optional":
				f.Required = false
			case "+kubebuilder:validation:Required":
				f.Required = true
			}
		}
	}
}

// marked sets what is said by markers alone.
func (f *Field) marked(m *api.Member) {
	for i := range m.Marks {
		mark := &m.Marks[i]
		value := unquote(mark.Value)
		switch mark.Name {
		case "nullable":
			f.Nullable = true
		case "default", "kubebuilder:default", "k8s:default":
			f.Defaults = append(f.Defaults, Default{Value: value, Written: mark.Value, File: f.File, Pos: mark.Line.Pos})
		case "kubebuilder:example":
			f.Example = value
		case "patchStrategy":
			f.PatchStrategy = value
		case "patchMergeKey":
			f.PatchMergeKey = value
		case "deprecated", "k8s:deprecated":
			if f.Deprecated == "" {
				f.Deprecated = "deprecated"
			}
		}
	}
}

// unquote takes the quotes off a value of a marker.
func unquote(s string) string { return markers.Arg{Value: strings.TrimSpace(s)}.Unquote() }

// gated finds the feature gates a field depends on: those its markers name, or
// else registered ones that its description calls feature gates.
func (b *builder) gated(f *Field, m *api.Member) {
	add := func(name string) {
		if name = strings.TrimSpace(name); name == "" {
			return
		}
		g := b.gates[name]
		if g == nil {
			g = &Gate{Name: name}
			b.gates[name] = g
		}
		if !slices.Contains(f.Gates, g) {
			f.Gates = append(f.Gates, g)
		}
	}
	for _, mark := range m.Marks {
		switch {
		case mark.Name == "featureGate", strings.HasSuffix(mark.Name, ":FeatureGate"):
			for _, name := range strings.FieldsFunc(unquote(mark.Value), func(r rune) bool { return r == ',' || r == ';' }) {
				add(name)
			}
		case mark.Name == "k8s:ifEnabled":
			add(unquote(mark.Call))
		}
	}
	if len(f.Gates) > 0 || !strings.Contains(strings.ToLower(f.Doc), "feature") {
		return
	}
	for _, sentence := range strings.Split(oneLine(f.Doc), ". ") {
		if lower := strings.ToLower(sentence); !strings.Contains(lower, "feature gate") && !strings.Contains(lower, "featuregate") && !strings.Contains(lower, "feature flag") {
			continue
		}
		for _, word := range strings.FieldsFunc(sentence, func(r rune) bool { return strings.ContainsRune(" .,;:()'\"`", r) }) {
			if g := b.gates[word]; g != nil && g.File != "" {
				add(word)
			}
		}
	}
}
