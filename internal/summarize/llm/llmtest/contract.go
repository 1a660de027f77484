package llmtest

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed testdata/chat.json
var contractSource []byte

// A contract is the published form of requests and replies.
type contract struct {
	request, response, chunk, failure, models *jsonschema.Schema
}

func newContract() (*contract, error) {
	const file = "chat.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(contractSource))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(file, doc); err != nil {
		return nil, err
	}
	var out contract
	for name, to := range map[string]**jsonschema.Schema{
		"request": &out.request, "response": &out.response, "chunk": &out.chunk,
		"error": &out.failure, "models": &out.models,
	} {
		if *to, err = c.Compile(file + "#/$defs/" + name); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// meets says how b breaks the schema, if it does.
func meets(s *jsonschema.Schema, b []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	return s.Validate(v)
}
