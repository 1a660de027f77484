package report

import (
	"encoding/json"
	"io"

	"github.com/invopop/jsonschema"
)

// WriteJSON writes the report as indented JSON.
func WriteJSON(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// Schema returns the JSON Schema of what WriteJSON writes.
func Schema() ([]byte, error) {
	r := &jsonschema.Reflector{
		RequiredFromJSONSchemaTags: true,
		Anonymous:                  true,
		ExpandedStruct:             true,
		AllowAdditionalProperties:  true, // fields may be added within a version
	}
	s := r.Reflect(&Report{})
	s.Title = "kdoc check report, version 1"
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}
