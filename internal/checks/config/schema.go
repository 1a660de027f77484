package config

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/invopop/jsonschema"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// Schema returns the JSON Schema of the configuration file, the settings of
// the known checks included.
func Schema(known []*checks.Check) ([]byte, error) {
	r := &jsonschema.Reflector{
		FieldNameTag:               "yaml",
		RequiredFromJSONSchemaTags: true,
		DoNotReference:             true,
		Anonymous:                  true,
	}
	r.Mapper = func(t reflect.Type) *jsonschema.Schema { return mapType(r, t, known) }
	s := r.Reflect(&rawConfig{})
	s.Title = "kdoc configuration (" + Name + ")"
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// mapType describes the types that decode themselves.
func mapType(r *jsonschema.Reflector, t reflect.Type, known []*checks.Check) *jsonschema.Schema {
	switch t {
	case typeOf[Text]():
		return &jsonschema.Schema{Type: "string"}
	case typeOf[Number]():
		return &jsonschema.Schema{Type: "integer"}
	case typeOf[Decimal]():
		return &jsonschema.Schema{Type: "number", Minimum: "0"}
	case typeOf[byName[Text]]():
		return byRule(known, &jsonschema.Schema{Type: "string", Enum: []any{"info", "warning", "error"}})
	case typeOf[byName[rawPaths]]():
		return byRule(known, r.ReflectFromType(typeOf[rawPaths]()))
	case typeOf[byName[rawNode]]():
		return settingsSchema(r, known)
	}
	return nil
}

// byRule is a mapping from names or globs of checks.
func byRule(known []*checks.Check, value *jsonschema.Schema) *jsonschema.Schema {
	value.Version = ""
	glob := &jsonschema.Schema{Type: "string", Pattern: `[*?\[]`, Description: "A glob of ids or slugs."}
	return &jsonschema.Schema{
		Type:                 "object",
		PropertyNames:        &jsonschema.Schema{AnyOf: []*jsonschema.Schema{nameSchema(known), glob}},
		AdditionalProperties: value,
	}
}

func nameSchema(known []*checks.Check) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, name := range checks.Names(known) {
		s.Enum = append(s.Enum, name)
	}
	return s
}

func settingsSchema(r *jsonschema.Reflector, known []*checks.Check) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", AdditionalProperties: jsonschema.FalseSchema, Properties: jsonschema.NewProperties()}
	for _, c := range slices.SortedFunc(slices.Values(known), func(a, b *checks.Check) int {
		if a.Slug < b.Slug {
			return -1
		}
		return 1
	}) {
		if c.Options == nil {
			continue
		}
		p := r.ReflectFromType(elemOf(c.Options()))
		p.Version, p.Title = "", c.ID+" "+c.Title()
		for _, name := range []string{c.Slug, c.ID} {
			s.Properties.Set(name, p)
		}
	}
	return s
}
