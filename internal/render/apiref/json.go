package apiref

import (
	"encoding/json"
	"io"

	"github.com/invopop/jsonschema"

	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// A Document is the reference for programs. Schema describes it.
type Document struct {
	Version  int       `json:"version" jsonschema:"required,enum=1" jsonschema_description:"Version of this format. Members may be added within a version; none are removed or change meaning."`
	Tree     string    `json:"tree" jsonschema:"required" jsonschema_description:"What the tree is called."`
	Revision string    `json:"revision,omitempty" jsonschema_description:"Commit the tree was read at."`
	Groups   []Group   `json:"groups" jsonschema:"required" jsonschema_description:"Sorted by name."`
	Types    []Type    `json:"types" jsonschema:"required" jsonschema_description:"Every type once, kinds included, by group, version and name."`
	Gates    []GateDoc `json:"featureGates,omitempty" jsonschema_description:"The feature gates that fields depend on."`
	Tasks    []Task    `json:"tasks,omitempty" jsonschema_description:"What users want to do, and the kinds for it, as configured."`
}

// Task is a task in a Document.
type Task struct {
	Name   string   `json:"name" jsonschema:"required"`
	About  string   `json:"about,omitempty"`
	Kinds  []string `json:"kinds" jsonschema:"required" jsonschema_description:"Keys of types, in the order to show."`
	Anchor string   `json:"anchor" jsonschema:"required" jsonschema_description:"As of a type."`
}

// Group is a group in a Document.
type Group struct {
	Name     string    `json:"name" jsonschema:"required" jsonschema_description:"Empty for the oldest Kubernetes types."`
	Versions []Version `json:"versions" jsonschema:"required" jsonschema_description:"The version users should take first."`
}

// Version is a version in a Document.
type Version struct {
	Name       string   `json:"name" jsonschema:"required"`
	APIVersion string   `json:"apiVersion" jsonschema:"required" jsonschema_description:"As objects have it: apps/v1."`
	Role       string   `json:"role" jsonschema:"required,enum=objects,enum=settings,enum=lent" jsonschema_description:"Objects of a server, configuration files, or only types that others use."`
	Packages   []string `json:"packages" jsonschema:"required" jsonschema_description:"Import paths."`
	Doc        string   `json:"doc,omitempty"`
	Kinds      []string `json:"kinds,omitempty" jsonschema_description:"Keys of types."`
}

// Type is a type in a Document.
type Type struct {
	Key          string    `json:"key" jsonschema:"required" jsonschema_description:"Import path and name, unique in the document."`
	Name         string    `json:"name" jsonschema:"required"`
	APIVersion   string    `json:"apiVersion" jsonschema:"required"`
	Kind         bool      `json:"kind,omitempty" jsonschema_description:"Objects of the type have apiVersion and kind."`
	ListOf       string    `json:"listOf,omitempty" jsonschema_description:"Key of the kind that a list kind lists."`
	Doc          string    `json:"doc,omitempty"`
	Deprecated   string    `json:"deprecated,omitempty"`
	Introduced   string    `json:"introduced,omitempty" jsonschema_description:"Release that first had it, by its lifecycle marker."`
	DeprecatedIn string    `json:"deprecatedIn,omitempty"`
	RemovedIn    string    `json:"removedIn,omitempty"`
	Replacement  string    `json:"replacement,omitempty" jsonschema_description:"group,version,kind to use instead."`
	Since        string    `json:"since,omitempty" jsonschema_description:"Oldest version of the group that has the type, if several have."`
	Underlying   *TypeRef  `json:"underlying,omitempty" jsonschema_description:"What it is, unless an object with fields."`
	Enum         []Value   `json:"enum,omitempty"`
	Closed       bool      `json:"closed,omitempty" jsonschema_description:"The enum is complete."`
	Bounds       []Bound   `json:"bounds,omitempty"`
	Rules        []Rule    `json:"rules,omitempty"`
	Schema       *Keywords `json:"schema,omitempty" jsonschema_description:"What a custom resource definition's schema says of the type itself, without its fields."`
	Fields       []Field   `json:"fields,omitempty"`
	Missing      []string  `json:"missing,omitempty" jsonschema_description:"Embedded types whose source is not in the tree."`
	AppearsIn    []string  `json:"appearsIn,omitempty" jsonschema_description:"Fields that have the type, as key.field."`
	Sample       string    `json:"sample,omitempty" jsonschema_description:"An object in YAML."`
	SampleFrom   string    `json:"sampleFrom,omitempty" jsonschema_description:"File of the tree the sample is from."`
	Resource     *Resource `json:"resource,omitempty"`
	Published    *Texts    `json:"published,omitempty"`
	Markers      []Marker  `json:"markers,omitempty"`
	Anchor       string    `json:"anchor" jsonschema:"required" jsonschema_description:"Page without its extension, and anchor: of the Markdown reference, and below api/ of the site."`
	Source       Source    `json:"source" jsonschema:"required"`
}

// Field is a field in a Document.
type Field struct {
	Name          string       `json:"name" jsonschema:"required"`
	Type          TypeRef      `json:"type" jsonschema:"required"`
	Doc           string       `json:"doc,omitempty"`
	Required      bool         `json:"required,omitempty"`
	Declared      string       `json:"declared,omitempty" jsonschema:"enum=optional,enum=required" jsonschema_description:"What a marker says of that."`
	Nullable      bool         `json:"nullable,omitempty"`
	Defaults      []DefaultDoc `json:"defaults,omitempty"`
	Enum          []Value      `json:"enum,omitempty"`
	Closed        bool         `json:"closed,omitempty"`
	Bounds        []Bound      `json:"bounds,omitempty"`
	Rules         []Rule       `json:"rules,omitempty"`
	Schema        *Keywords    `json:"schema,omitempty" jsonschema_description:"What a custom resource definition's schema says of the field's value, and of items and additionalProperties down to the first object, whose fields are those of its type."`
	Example       string       `json:"example,omitempty"`
	Gates         []string     `json:"featureGates,omitempty" jsonschema_description:"Names of feature gates."`
	Deprecated    string       `json:"deprecated,omitempty"`
	Since         string       `json:"since,omitempty"`
	ListType      string       `json:"listType,omitempty"`
	ListMapKeys   []string     `json:"listMapKeys,omitempty"`
	MapType       string       `json:"mapType,omitempty"`
	StructType    string       `json:"structType,omitempty"`
	PatchStrategy string       `json:"patchStrategy,omitempty"`
	PatchMergeKey string       `json:"patchMergeKey,omitempty"`
	Protobuf      int          `json:"protobuf,omitempty"`
	From          string       `json:"from,omitempty" jsonschema_description:"Key of the struct the field is inlined from."`
	Go            string       `json:"go,omitempty" jsonschema_description:"Go symbol: import path, type and field."`
	Published     *Texts       `json:"published,omitempty"`
	Markers       []Marker     `json:"markers,omitempty"`
	Anchor        string       `json:"anchor" jsonschema:"required"`
	Source        Source       `json:"source" jsonschema:"required"`
}

// Texts are a description as generators publish it, where that differs from
// doc.
type Texts struct {
	SwaggerDoc *string `json:"swaggerDoc,omitempty" jsonschema_description:"By SwaggerDoc methods. A text is left out if it is doc but for line breaks, and empty if nothing is published."`
	OpenAPI    *string `json:"openapi,omitempty" jsonschema_description:"In OpenAPI documents."`
	CRD        *string `json:"crd,omitempty" jsonschema_description:"In custom resource definitions."`
}

// Marker is a line of a comment that generators act on.
type Marker struct {
	Text string `json:"text" jsonschema:"required" jsonschema_description:"As it stands in the source, from + on."`
	Line int    `json:"line" jsonschema:"required"`
	From string `json:"from,omitempty" jsonschema_description:"Key of the type that the field has it from; its line is in that type's file. Of its own if left out."`
}

// TypeRef is the type of a field.
type TypeRef struct {
	Shape  string   `json:"shape" jsonschema:"required,enum=object,enum=map,enum=list,enum=string,enum=integer,enum=number,enum=boolean,enum=integer or string,enum=any,enum=unknown"`
	Format string   `json:"format,omitempty"`
	Type   string   `json:"type,omitempty" jsonschema_description:"Key of the named type."`
	Elem   *TypeRef `json:"elem,omitempty" jsonschema_description:"What a list or map holds."`
	Go     string   `json:"go,omitempty" jsonschema_description:"Go type whose source is not in the tree."`
}

// Keywords are those of JSON Schema, and of Kubernetes' extensions of it, with
// JSON values.
type Keywords struct{ *reference.Schema }

// MarshalJSON writes the schema.
func (k Keywords) MarshalJSON() ([]byte, error) { return json.Marshal(k.Schema) }

// JSONSchema describes it.
func (Keywords) JSONSchema() *jsonschema.Schema {
	of := func(typ string) *jsonschema.Schema { return &jsonschema.Schema{Type: typ} }
	anything := &jsonschema.Schema{}
	nested := of("object")
	s := of("object")
	s.Properties = jsonschema.NewProperties()
	for _, p := range []struct {
		name   string
		schema *jsonschema.Schema
	}{
		{"type", of("string")}, {"format", of("string")}, {"nullable", of("boolean")}, {"default", anything}, {"example", anything},
		{"enum", &jsonschema.Schema{Type: "array", Items: anything}},
		{"minimum", of("number")}, {"maximum", of("number")}, {"exclusiveMinimum", of("boolean")}, {"exclusiveMaximum", of("boolean")},
		{"multipleOf", of("number")}, {"minLength", of("integer")}, {"maxLength", of("integer")}, {"pattern", of("string")},
		{"minItems", of("integer")}, {"maxItems", of("integer")}, {"uniqueItems", of("boolean")},
		{"minProperties", of("integer")}, {"maxProperties", of("integer")},
		{"anyOf", &jsonschema.Schema{Type: "array", Items: nested}}, {"allOf", &jsonschema.Schema{Type: "array", Items: nested}},
		{"items", nested}, {"additionalProperties", nested},
		{"x-kubernetes-preserve-unknown-fields", of("boolean")}, {"x-kubernetes-embedded-resource", of("boolean")},
		{"x-kubernetes-int-or-string", of("boolean")}, {"x-kubernetes-list-type", of("string")},
		{"x-kubernetes-list-map-keys", &jsonschema.Schema{Type: "array", Items: of("string")}},
		{"x-kubernetes-map-type", of("string")}, {"x-kubernetes-validations", &jsonschema.Schema{Type: "array", Items: nested}},
	} {
		s.Properties.Set(p.name, p.schema)
	}
	return s
}

// Value is one of an enumeration.
type Value struct {
	Value string `json:"value" jsonschema:"required"`
	Doc   string `json:"doc,omitempty"`
	Name  string `json:"name,omitempty" jsonschema_description:"Go constant."`
}

// Bound is a limit.
type Bound struct {
	Name  string `json:"name" jsonschema:"required"`
	Value string `json:"value" jsonschema:"required"`
}

// Rule is a CEL rule.
type Rule struct {
	Rule    string `json:"rule" jsonschema:"required"`
	Message string `json:"message,omitempty"`
}

// DefaultDoc is a default.
type DefaultDoc struct {
	Value    string   `json:"value" jsonschema:"required"`
	Computed bool     `json:"computed,omitempty" jsonschema_description:"The value depends on more than the source tells, and is left empty."`
	When     []string `json:"when,omitempty" jsonschema_description:"Conditions."`
	Kind     string   `json:"kind,omitempty" jsonschema_description:"Type of the object it applies to, if the field is shared."`
	From     string   `json:"from,omitempty" jsonschema_description:"Function that sets it; a marker if left out."`
	Source   Source   `json:"source" jsonschema:"required"`
}

// GateDoc is a feature gate.
type GateDoc struct {
	Name   string  `json:"name" jsonschema:"required"`
	Stage  string  `json:"stage,omitempty"`
	On     *bool   `json:"onByDefault,omitempty" jsonschema_description:"Left out if the tree does not say."`
	Source *Source `json:"source,omitempty"`
}

// Resource is how a kind is reached.
type Resource struct {
	Name       string      `json:"name" jsonschema:"required"`
	ShortNames []string    `json:"shortNames,omitempty"`
	Categories []string    `json:"categories,omitempty"`
	Scope      string      `json:"scope,omitempty"`
	Source     string      `json:"source" jsonschema:"required,enum=openapi,enum=discovery,enum=markers"`
	Operations []Operation `json:"operations,omitempty"`
}

// Operation is a request.
type Operation struct {
	Verb        string      `json:"verb" jsonschema:"required"`
	Method      string      `json:"method" jsonschema:"required"`
	Path        string      `json:"path" jsonschema:"required"`
	Subresource string      `json:"subresource,omitempty"`
	Doc         string      `json:"doc,omitempty"`
	Parameters  []Parameter `json:"parameters,omitempty"`
	Responses   []Response  `json:"responses,omitempty"`
}

// Parameter is one of a request.
type Parameter struct {
	Name     string `json:"name" jsonschema:"required"`
	In       string `json:"in" jsonschema:"required,enum=path,enum=query,enum=header,enum=body"`
	Type     string `json:"type,omitempty"`
	Required bool   `json:"required,omitempty"`
	Doc      string `json:"doc,omitempty"`
}

// Response is an answer to a request.
type Response struct {
	Code string `json:"code" jsonschema:"required"`
	Type string `json:"type,omitempty"`
	Doc  string `json:"doc,omitempty"`
}

// Source is a place in the tree.
type Source struct {
	File string `json:"file" jsonschema:"required"`
	Line int    `json:"line" jsonschema:"required"`
}

// WriteJSON writes a document as indented JSON.
func WriteJSON(w io.Writer, d *Document) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(d)
}

// Schema returns the JSON Schema of what WriteJSON writes.
func Schema() ([]byte, error) {
	r := &jsonschema.Reflector{
		RequiredFromJSONSchemaTags: true,
		Anonymous:                  true,
		ExpandedStruct:             true,
		AllowAdditionalProperties:  true, // members may be added within a version
	}
	s := r.Reflect(&Document{})
	s.Title = "kdoc API reference, version 1"
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

var roleNames = map[reference.Role]string{reference.Served: "objects", reference.Settings: "settings", reference.Lent: "lent"}
