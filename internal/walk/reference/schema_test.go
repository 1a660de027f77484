package reference

import (
	"bytes"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestSamplesFitCRDs validates the samples of kinds with the schemas that the
// custom resource definitions of the tree give them: those of a tree in
// testdata, and of the one that KDOC_BENCH_TREE names.
func TestSamplesFitCRDs(t *testing.T) {
	a, err := txtar.ParseFile("testdata/whole.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tree := walktest.Open(t, string(txtar.Format(a)), walk.Options{Vendor: true})
	if n := fitCRDs(t, tree); n != 1 {
		t.Errorf("%d kinds have a definition, want 1", n)
	}
	if dir := os.Getenv("KDOC_BENCH_TREE"); dir != "" {
		tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Vendor: true})
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		t.Logf("%d kinds have a definition", fitCRDs(t, tree))
	}
}

// A crdDoc is what is used of a custom resource definition.
type crdDoc struct {
	Kind string
	Spec struct {
		Group    string
		Names    struct{ Kind string }
		Versions []struct {
			Name   string
			Schema struct {
				OpenAPIV3Schema map[string]any `json:"openAPIV3Schema"`
			}
		}
	}
}

// fitCRDs returns how many samples it has compared.
func fitCRDs(t *testing.T, tree *walk.Tree) int {
	t.Helper()
	m, err := Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]*Type{}
	for _, x := range m.Types() {
		if x.Kind {
			kinds[x.Version.Path()+" "+x.Name] = x
		}
	}
	n := 0
	for _, p := range tree.Paths() {
		src, err := tree.ReadFile(p)
		if path.Ext(p) != ".yaml" || err != nil || !bytes.Contains(src, []byte("openAPIV3Schema")) {
			continue
		}
		for _, doc := range strings.Split(string(src), "\n---\n") {
			var crd crdDoc
			if yaml.Unmarshal([]byte(doc), &crd) != nil || crd.Kind != "CustomResourceDefinition" {
				continue
			}
			for _, v := range crd.Spec.Versions {
				if x := kinds[crd.Spec.Group+"/"+v.Name+" "+crd.Spec.Names.Kind]; x != nil && v.Schema.OpenAPIV3Schema != nil {
					n++
					fitSchema(t, x, v.Schema.OpenAPIV3Schema)
				}
			}
		}
	}
	return n
}

func fitSchema(t *testing.T, x *Type, schema map[string]any) {
	t.Helper()
	strict(schema)
	if meta, ok := schema["properties"].(map[string]any)["metadata"].(map[string]any); ok {
		delete(meta, "additionalProperties") // the server knows what it has
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // exclusive bounds are truth values
	if err := c.AddResource("crd.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("crd.json")
	if err != nil {
		t.Fatalf("%s: %v", x.Path(), err)
	}
	text, err := yaml.YAMLToJSON([]byte(x.Sample))
	if err != nil {
		t.Fatal(err)
	}
	sample, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(sample); err != nil {
		t.Errorf("sample of %s: %v\n%s", x.Path(), err, x.Sample)
	}
}

// strict makes a schema refuse fields it does not name, as servers do on
// request, and puts what only they know in the terms of JSON Schema.
func strict(schema any) {
	switch s := schema.(type) {
	case []any:
		for _, x := range s {
			strict(x)
		}
	case map[string]any:
		if s["x-kubernetes-int-or-string"] == true {
			delete(s, "type")
		}
		_, open := s["x-kubernetes-preserve-unknown-fields"]
		if props, ok := s["properties"].(map[string]any); ok {
			for _, x := range props {
				strict(x)
			}
			if _, given := s["additionalProperties"]; !given && !open && s["type"] == "object" {
				s["additionalProperties"] = false
			}
		}
		for _, key := range []string{"items", "additionalProperties", "allOf", "anyOf", "oneOf", "not"} {
			strict(s[key])
		}
	}
}
