package config_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks/config"
)

// TestSchemaAgreesWithParse runs the cases of TestErrors through the schema: an
// editor that validates with it must accept what kdoc accepts and underline
// what kdoc rejects, but for the mistakes a schema cannot express.
func TestSchemaAgreesWithParse(t *testing.T) {
	text, err := config.Schema(sampleChecks())
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	beyond := "duplicate globs settings-validate syntax tabs two-documents empty-entries tasks-meaning"
	paths, _ := filepath.Glob("testdata/errors/*.txtar")
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if strings.Contains(beyond, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			js, err := yaml.YAMLToJSON(ar.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			inst, err := jsonschema.UnmarshalJSON(bytes.NewReader(js))
			if err != nil {
				t.Fatal(err)
			}
			_, parseErr := config.Parse(config.Name, ar.Files[0].Data, sampleChecks())
			schemaErr := schema.Validate(inst)
			if (parseErr == nil) != (schemaErr == nil) {
				t.Errorf("kdoc says %v\nthe schema says %v", parseErr, schemaErr)
			}
		})
	}
}
