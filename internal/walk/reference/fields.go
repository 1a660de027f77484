package reference

import (
	"regexp"
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
		of("apiVersion", "The group and version of the object, such as "+t.Version.Path()+"."),
		of("kind", "The kind of the object: "+t.Name+"."),
	}
}

func (b *builder) field(t *Type, m *api.Member, vars env) *Field {
	f := &Field{
		Name: m.JSON, In: t, Member: m,
		Type: b.ref(m.Decl.File, m.Type, vars, m.Decl, m),
		Doc:  b.doc(m.Decl.Pkg, m.Doc),
		File: m.Decl.File.Path, Pos: m.Pos,
		Deprecated: deprecated(m.Doc.Text()),
	}
	b.requiredness(f, m)
	b.limits(&f.Limits, m.Marks)
	f.marked(m)
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

var deprecatedRE = regexp.MustCompile(`(?im)^\s*(?:[\w.]+ is )?deprecated\b[:.,]?\s*(.*)`)

// deprecated returns what a comment says of the use of what it describes being
// deprecated; "deprecated" if it says no more than that.
func deprecated(text string) string {
	m := deprecatedRE.FindStringSubmatchIndex(text)
	if m == nil {
		return ""
	}
	// The sentence goes on up to the next empty line or full stop.
	rest, _, _ := strings.Cut(text[m[2]:], "\n\n")
	rest = oneLine(rest)
	if i := strings.Index(rest, ". "); i >= 0 {
		rest = rest[:i+1]
	}
	if rest == "" {
		return "deprecated"
	}
	return rest
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
			f.Defaults = append(f.Defaults, Default{Value: value, File: f.File, Pos: mark.Line.Pos})
		case "kubebuilder:example":
			f.Example = value
		case "listType", "k8s:listType":
			f.ListType = value
		case "listMapKey", "k8s:listMapKey":
			f.ListMapKeys = append(f.ListMapKeys, value)
		case "mapType":
			f.MapType = value
		case "structType":
			f.StructType = value
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
		switch mark.Name {
		case "featureGate":
			for _, name := range strings.FieldsFunc(unquote(mark.Value), func(r rune) bool { return r == ',' || r == ';' }) {
				add(name)
			}
		case "k8s:ifEnabled":
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

// boundNames are the markers that limit values, without the prefix of their
// dialect, and what readers call them.
var boundNames = map[string]string{
	"minimum": "minimum", "maximum": "maximum", "exclusiveminimum": "exclusive minimum", "exclusivemaximum": "exclusive maximum",
	"multipleof": "multiple of", "minlength": "minimum length", "maxlength": "maximum length", "maxbytes": "maximum bytes",
	"pattern": "pattern", "minitems": "minimum items", "maxitems": "maximum items", "uniqueitems": "unique items",
	"minproperties": "minimum entries", "maxproperties": "maximum entries", "format": "format", "type": "type",
	"xintorstring": "type", "immutable": "immutable",
}

func (b *builder) limits(l *Limits, marks api.Marks) {
	for i := range marks {
		mark := &marks[i]
		name, items := mark.Name, ""
		for _, prefix := range []string{"kubebuilder:validation:", "k8s:validation:", "k8s:"} {
			if rest, ok := strings.CutPrefix(name, prefix); ok {
				name = rest
				break
			}
		}
		if rest, ok := strings.CutPrefix(name, "items:"); ok {
			name, items = rest, "of items: "
		}
		switch key := strings.ToLower(name); {
		case mark.Name == "enum" || mark.Name == "k8s:enum":
			l.Closed = true
		case key == "enum" && mark.HasValue:
			l.Closed = true
			for _, v := range mark.List() {
				l.Enum = append(l.Enum, Value{Value: v})
			}
		case key == "xvalidation" || strings.HasPrefix(key, "xvalidation:"):
			_, args := mark.Options()
			var r Rule
			for _, a := range args {
				switch a.Name {
				case "rule":
					r.Rule = a.Unquote()
				case "message":
					r.Message = a.Unquote()
				}
			}
			if r.Rule != "" {
				l.Rules = append(l.Rules, r)
			}
		case boundNames[key] != "" && name != mark.Name:
			value := unquote(mark.Value)
			if key == "xintorstring" {
				value = string(IntOrString)
			}
			if key == "type" && value == "" {
				continue
			}
			l.Bounds = append(l.Bounds, Bound{items + boundNames[key], value})
		}
	}
}

// constants makes the constants of a named string or number its values.
func (b *builder) constants(t *Type) {
	if s := t.Underlying.Shape; s != String && s != Integer {
		return
	}
	listed := len(t.Enum) > 0
	for _, c := range t.Decl.Pkg.Consts {
		if c.Type.Kind != api.Named || c.Type.Pkg != "" || c.Type.Name != t.Decl.Name || c.Value == "" || !isExported(c.Name) {
			continue
		}
		v := Value{Value: literal(c.Value), Name: c.Name, Doc: b.doc(t.Decl.Pkg, c.Doc)}
		if v.Doc == "" {
			v.Doc = b.doc(t.Decl.Pkg, c.Trailing)
		}
		if i := slices.IndexFunc(t.Enum, func(x Value) bool { return x.Value == v.Value }); i >= 0 {
			if t.Enum[i].Name == "" {
				t.Enum[i] = v
			}
		} else if !listed {
			t.Enum = append(t.Enum, v)
		}
	}
}

func isExported(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

// literal is a Go literal as JSON has it, without quotes.
func literal(s string) string {
	if u, err := strconv.Unquote(s); err == nil {
		return u
	}
	return s
}

// lifecycle reads when a type came, and when it goes.
func (t *Type) lifecycle(d *api.Decl) {
	t.Deprecated = deprecated(d.Comment().Text())
	for i := range d.Marks {
		mark := &d.Marks[i]
		value := strings.TrimSpace(mark.Value)
		switch strings.TrimPrefix(mark.Name, "k8s:prerelease-lifecycle-gen:") {
		case "introduced":
			t.Introduced = value
		case "deprecated":
			if mark.Name != "deprecated" {
				t.DeprecatedIn = value
			}
		case "removed":
			t.Removed = value
		case "replacement":
			t.Replacement = value
		}
		if mark.Name == "kubebuilder:deprecatedversion" || strings.HasPrefix(mark.Name, "kubebuilder:deprecatedversion:") {
			t.Deprecated = "deprecated"
			if _, args := mark.Options(); len(args) > 0 {
				t.Deprecated = args[0].Unquote()
			}
		}
	}
}
