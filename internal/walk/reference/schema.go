package reference

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

// A Schema is the part of JSON Schema that custom resource definitions have, by
// the names it has there. The zero Schema allows everything.
type Schema struct {
	Type             string             `json:"type,omitempty"`
	Format           string             `json:"format,omitempty"`
	Nullable         bool               `json:"nullable,omitempty"`
	Default          any                `json:"default,omitempty"`
	Example          any                `json:"example,omitempty"`
	Enum             []any              `json:"enum,omitempty"`
	Minimum          json.Number        `json:"minimum,omitempty"`
	Maximum          json.Number        `json:"maximum,omitempty"`
	ExclusiveMinimum bool               `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum bool               `json:"exclusiveMaximum,omitempty"`
	MultipleOf       json.Number        `json:"multipleOf,omitempty"`
	MinLength        *int64             `json:"minLength,omitempty"`
	MaxLength        *int64             `json:"maxLength,omitempty"`
	Pattern          string             `json:"pattern,omitempty"`
	MinItems         *int64             `json:"minItems,omitempty"`
	MaxItems         *int64             `json:"maxItems,omitempty"`
	UniqueItems      bool               `json:"uniqueItems,omitempty"`
	MinProperties    *int64             `json:"minProperties,omitempty"`
	MaxProperties    *int64             `json:"maxProperties,omitempty"`
	Required         []string           `json:"required,omitempty"`
	AnyOf            []*Schema          `json:"anyOf,omitempty"`
	AllOf            []*Schema          `json:"allOf,omitempty"`
	Items            *Schema            `json:"items,omitempty"`
	Additional       *Schema            `json:"additionalProperties,omitempty"`
	Properties       map[string]*Schema `json:"properties,omitempty"`

	PreserveUnknown bool     `json:"x-kubernetes-preserve-unknown-fields,omitempty"`
	Embedded        bool     `json:"x-kubernetes-embedded-resource,omitempty"`
	IntOrString     bool     `json:"x-kubernetes-int-or-string,omitempty"`
	ListType        string   `json:"x-kubernetes-list-type,omitempty"`
	ListMapKeys     []string `json:"x-kubernetes-list-map-keys,omitempty"`
	MapType         string   `json:"x-kubernetes-map-type,omitempty"`
	Validations     []Rule   `json:"x-kubernetes-validations,omitempty"`
}

// schemaDepth bounds how deep a schema nests.
const schemaDepth = 40

// Schema is what a CRD's schema says of a field's value: its own keywords, and
// those of lists' items and maps' values up to the first object, whose fields are
// left out.
func (f *Field) Schema() *Schema {
	s := f.Type.schema(0, nil)
	f.describe(s)
	return s
}

// Schema is the schema of the type alone, without its fields; see Field.Schema.
func (t *Type) Schema() *Schema { return t.schema(0, nil) }

// FullSchema is the schema of a kind with everything in it, as controller-gen
// writes it but for descriptions.
func (t *Type) FullSchema() *Schema { return t.schema(schemaDepth, map[*Type]bool{}) }

// PublishedCRD is the description that a custom resource definition has of the
// field: its own, or else that of its type.
func (f *Field) PublishedCRD() string {
	if f.Member == nil {
		return ""
	}
	if text := api.CRDText(f.Member.Doc); text != "" {
		return text
	}
	t := f.Type.Type
	for t != nil && wellKnownSchemas[t.Key] == nil {
		if text := api.CRDText(t.Decl.Doc); text != "" || t.Underlying == nil {
			return text
		}
		t = t.Underlying.Type
	}
	return ""
}

// wellKnownSchemas are those that controller-gen has for types that write
// themselves: its pkg/crd/known_types.go.
var wellKnownSchemas = map[string]func() *Schema{
	"k8s.io/apimachinery/pkg/apis/meta/v1.ObjectMeta": func() *Schema { return &Schema{Type: "object"} },
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":       func() *Schema { return &Schema{Type: "string", Format: "date-time"} },
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":  func() *Schema { return &Schema{Type: "string", Format: "date-time"} },
	"k8s.io/apimachinery/pkg/apis/meta/v1.Duration":   func() *Schema { return &Schema{Type: "string"} },
	"k8s.io/apimachinery/pkg/api/resource.Quantity": func() *Schema {
		return &Schema{IntOrString: true, AnyOf: []*Schema{{Type: "integer"}, {Type: "string"}}, Pattern: quantityPattern}
	},
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString":                intOrString,
	"k8s.io/apimachinery/pkg/runtime.RawExtension":                   func() *Schema { return &Schema{Type: "object", PreserveUnknown: true} },
	"k8s.io/api/core/v1.Protocol":                                    func() *Schema { return &Schema{Type: "string", Default: "TCP"} },
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured.Unstructured": func() *Schema { return &Schema{Type: "object"} },

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON":      func() *Schema { return &Schema{PreserveUnknown: true} },
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1.JSON": func() *Schema { return &Schema{PreserveUnknown: true} },
}

const quantityPattern = `^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`

func intOrString() *Schema {
	return &Schema{IntOrString: true, AnyOf: []*Schema{{Type: "integer"}, {Type: "string"}}}
}

// schema goes depth levels deep into objects, but not into a type that is among
// those above: types may contain themselves.
func (t *Type) schema(depth int, above map[*Type]bool) *Schema {
	if known := wellKnownSchemas[t.Key]; known != nil {
		return known()
	}
	var s *Schema
	if t.Underlying == nil {
		s = &Schema{Type: "object"}
		if depth > 0 && !above[t] {
			above[t] = true
			t.properties(s, depth, above)
			delete(above, t)
		}
	} else {
		s = t.Underlying.schema(depth, above)
	}
	s.limit(&t.Limits, above != nil || t.Decl.Pkg.Lent || t.Decl.Pkg.Ref.Vendored || t.Decl.Pkg.Profile() == api.CRD)
	s.merge(t.Lists)
	return s
}

// HasSchema reports whether generators of CRDs have a schema of their own for the
// type, and do not look at its fields.
func (t *Type) HasSchema() bool { return wellKnownSchemas[t.Key] != nil }

func (t *Type) properties(s *Schema, depth int, above map[*Type]bool) {
	s.Properties = map[string]*Schema{}
	for _, f := range t.Fields {
		p := f.Type.schema(depth-1, above)
		f.describe(p)
		s.Properties[f.Name] = p
		if f.Required {
			s.Required = append(s.Required, f.Name)
		}
	}
	slices.Sort(s.Required)
}

func (r *Ref) schema(depth int, above map[*Type]bool) *Schema {
	if r.Type != nil {
		return r.Type.schema(max(depth, 0), above)
	}
	switch r.Shape {
	case Object:
		return &Schema{Type: "object"}
	case Map:
		return &Schema{Type: "object", Additional: r.Elem.schema(depth, above)}
	case List:
		return &Schema{Type: "array", Items: r.Elem.schema(depth, above)}
	case IntOrString:
		return intOrString()
	case String, Integer, Number, Boolean:
		format := r.Format
		if format == "uint8" || r.Shape == Number {
			format = ""
		}
		return &Schema{Type: string(r.Shape), Format: format}
	}
	return &Schema{}
}

// describe adds what the markers of a field say.
func (f *Field) describe(s *Schema) {
	s.limit(&f.Limits, true)
	s.merge(f.Lists)
	s.Nullable = s.Nullable || f.Nullable
	for _, d := range f.Defaults {
		if d.From == "" && !strings.HasPrefix(d.Written, "ref(") { // of a constant, which CRDs do not have
			s.Default = valueOf(f.Type, d.Written)
		}
	}
	if f.Example != "" {
		s.Example = valueOf(f.Type, f.Example)
	}
}

func (s *Schema) merge(l Lists) {
	if l.ListType != "" {
		s.ListType = l.ListType
	}
	if len(l.ListMapKeys) > 0 {
		s.ListMapKeys = l.ListMapKeys
	}
	if l.MapType != "" {
		s.MapType = l.MapType
	}
	if l.StructType != "" && l.MapType == "" {
		s.MapType = l.StructType
	}
}

// limit adds limits to a schema. In that of a CRD there are only enumerations that
// a marker lists.
func (s *Schema) limit(l *Limits, crd bool) {
	if l.Closed && (l.Listed || !crd) && len(l.Enum) > 0 && len(s.Enum) == 0 {
		at := s
		if s.Type == "array" && s.Items != nil {
			at = s.Items
		}
		for _, v := range l.Enum {
			at.Enum = append(at.Enum, scalarFor(at.Type, v.Value))
		}
	}
	for _, b := range l.Bounds {
		at, name := s, b.Name
		if rest, ok := strings.CutPrefix(name, itemsOf); ok && s.Items != nil {
			at, name = s.Items, rest
		}
		if rule, ok := oneOfRule(name, b.Value); ok {
			defer at.rule(rule) // behind those that are written out
			continue
		}
		if !at.keyword(name, b.Value) {
			more := &Schema{}
			more.keyword(name, b.Value)
			at.AllOf = append(at.AllOf, more)
		}
	}
	for _, rule := range l.Rules {
		s.rule(rule)
	}
}

func (s *Schema) rule(r Rule) {
	if !slices.Contains(s.Validations, r) {
		s.Validations = append(s.Validations, r)
	}
}

// oneOfRule is the rule that controller-gen writes for a marker about how many of
// some fields there are.
func oneOfRule(name, value string) (r Rule, ok bool) {
	compare, verb := map[string]string{atLeastOne: ">= 1", exactlyOne: "== 1", atMostOne: "<= 1"}[name], "must"
	if compare == "" {
		return r, false
	}
	if name == atMostOne {
		verb = "may"
	}
	fields := strings.Split(value, ", ")
	var has []string
	for _, f := range fields {
		has = append(has, "has(self."+f+")")
	}
	number, _ := strings.CutSuffix(name, " of")
	return Rule{
		Rule:    "[" + strings.Join(has, ",") + "].filter(x,x==true).size() " + compare,
		Message: number + " of the fields in [" + strings.Join(fields, " ") + "] " + verb + " be set",
	}, true
}

// keyword sets what a bound says. It reports false if the keyword has another
// value already, so that both must hold.
func (s *Schema) keyword(name, value string) bool {
	number := func(to *json.Number) bool {
		if _, err := strconv.ParseFloat(value, 64); err != nil || *to != "" {
			return err != nil || *to == json.Number(value)
		}
		*to = json.Number(value)
		return true
	}
	count := func(to **int64) bool {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || *to != nil {
			return err != nil || **to == n
		}
		*to = &n
		return true
	}
	switch name {
	case "minimum":
		return number(&s.Minimum)
	case "maximum":
		return number(&s.Maximum)
	case "multiple of":
		return number(&s.MultipleOf)
	case "exclusive minimum":
		s.ExclusiveMinimum = value == "true"
	case "exclusive maximum":
		s.ExclusiveMaximum = value == "true"
	case "minimum length":
		return count(&s.MinLength)
	case "maximum length":
		return count(&s.MaxLength)
	case "minimum items":
		return count(&s.MinItems)
	case "maximum items":
		return count(&s.MaxItems)
	case "minimum entries":
		return count(&s.MinProperties)
	case "maximum entries":
		return count(&s.MaxProperties)
	case "unique items":
		s.UniqueItems = value == "true"
	case "pattern":
		if s.Pattern != "" && s.Pattern != value {
			return false
		}
		s.Pattern = value
	case "format":
		s.Format = value
	case "type":
		if value != string(IntOrString) {
			s.Type = value
		} else {
			s.IntOrString = true
		}
	case keepsUnknown:
		s.PreserveUnknown = value == "true"
	case embeddedObject:
		s.Embedded = value == "true"
	}
	return true
}

// scalarFor is a value of an enumeration as JSON has it.
func scalarFor(typ, s string) any {
	if typ == "integer" || typ == "number" {
		if _, err := strconv.ParseFloat(s, 64); err == nil {
			return json.Number(s)
		}
	}
	return s
}

// valueOf is a value as a marker writes it, as JSON has it: markers take YAML's
// short form of lists and objects, and "{a, b}" for a list.
func valueOf(r *Ref, s string) any {
	text := strings.TrimSpace(s)
	switch r.Shape {
	case Integer, Number:
		return scalarFor("number", text)
	case Boolean:
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
		return text
	case String:
		return unquote(text)
	}
	return markerValue(text, 0)
}

// markerValue reads a value as controller-tools do: JSON, or {a, b} for a list and
// {a: b} for an object, at any depth, with strings bare or in any quotes.
func markerValue(text string, depth int) any {
	text = strings.TrimSpace(text)
	list := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	braces := strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}")
	if !list && !braces || depth > schemaDepth {
		return bareValue(text)
	}
	parts := markers.Split(text[1:len(text)-1], ',')
	object := map[string]any{}
	items := []any{}
	for _, p := range parts {
		if key, value, ok := markers.Cut(p, ':'); ok && braces {
			object[unquote(key)] = markerValue(value, depth+1)
		} else if p != "" {
			items = append(items, markerValue(p, depth+1))
		}
	}
	if list || len(items) > 0 {
		return items
	}
	return object
}

func bareValue(text string) any {
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil && text[0] != '+' && text[0] != '.' {
		return json.Number(text)
	}
	if len(text) > 1 && text[0] == '\'' && text[len(text)-1] == '\'' {
		return text[1 : len(text)-1]
	}
	return unquote(text)
}
