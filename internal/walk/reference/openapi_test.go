package reference

import (
	"encoding/json"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// TestAgainstOpenAPI compares the objects of the tree that KDOC_BENCH_TREE names
// with the definitions in its OpenAPI document, which generators made of the
// same types: names of fields, their shapes, and which are required.
func TestAgainstOpenAPI(t *testing.T) {
	dir := os.Getenv("KDOC_BENCH_TREE")
	if dir == "" {
		t.Skip("KDOC_BENCH_TREE names no tree")
	}
	tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Vendor: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	src, err := tree.ReadFile("api/openapi-spec/swagger.json")
	if err != nil {
		t.Skip("the tree has no OpenAPI document")
	}
	var doc struct{ Definitions map[string]definition }
	if err := json.Unmarshal(src, &doc); err != nil {
		t.Fatal(err)
	}
	m, err := Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	short := map[string]int{}
	for _, x := range m.Types() {
		short[x.Decl.Pkg.Ref.Name+"."+x.Name]++
	}
	compared, differ := 0, 0
	for _, x := range m.Types() {
		d, ok := doc.Definitions[definitionName(x)]
		if name := x.Decl.Pkg.Ref.Name + "." + x.Name; !ok && short[name] == 1 {
			d, ok = doc.Definitions[name]
		}
		if !ok || !x.IsObject() || d.Properties == nil {
			continue
		}
		compared++
		for _, f := range x.Fields {
			p, ok := d.Properties[f.Name]
			switch {
			case !ok:
				t.Errorf("%s is not in the document", f.Path())
			case !p.is(f.Type.Shape, doc.Definitions):
				t.Errorf("%s is %s, in the document %+v", f.Path(), f.Type.Shape, p)
			case f.Required != slices.Contains(d.Required, f.Name):
				differ++
				t.Logf("%s: required %v, declared %q; the document has it the other way", f.Path(), f.Required, f.Declared)
			}
		}
		for name := range d.Properties {
			if x.Field(name) == nil {
				t.Errorf("%s.%s is missing", x.Path(), name)
			}
		}
	}
	if compared == 0 || differ*100 > compared {
		t.Errorf("%d types compared, %d fields differ in being required", compared, differ)
	}
	t.Logf("%d types compared", compared)
}

type definition struct {
	Type       any
	Ref        string `json:"$ref"`
	Format     string
	Required   []string
	Properties map[string]definition
	Additional any `json:"additionalProperties"`
}

// definitionName is how generators name a type: the elements of the import
// path's host reversed.
func definitionName(t *Type) string {
	parts := strings.Split(t.Decl.Pkg.Ref.ImportPath, "/")
	host := strings.Split(parts[0], ".")
	slices.Reverse(host)
	return strings.Join(append(host, append(parts[1:], t.Name)...), ".")
}

func (d definition) is(s Shape, all map[string]definition) bool {
	if d.Ref != "" {
		d = all[path.Base(d.Ref)]
	}
	switch d.Type {
	case "array":
		return s == List
	case "object":
		return s == Any || s == Object || d.Additional != nil && s == Map
	case "string":
		return s == String || d.Format == "int-or-string" && s == IntOrString
	case nil:
		return s == Any
	}
	_, several := d.Type.([]any)
	return several || d.Type == string(s)
}
