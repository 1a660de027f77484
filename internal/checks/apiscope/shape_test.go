package apiscope_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// What a field is in JSON, over pointers, names, aliases, other packages and
// types that nobody can see through.
func TestValueOf(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.dev/shop
-- other/v1/types.go --
// +groupName=other.example.dev
package v1

type Name string

type T struct {
	A string `+"`json:\"a\"`"+`
}
-- api/v1/types.go --
// +groupName=shop.example.dev
package v1

import other "example.dev/shop/other/v1"

type (
	Alias = Names
	Names []string
	Time  struct{ nanos int64 }
	Loop  Loop2
	Loop2 Loop
)

type T struct {
	String   *other.Name       `+"`json:\"string\"`"+`
	String2  []byte            `+"`json:\"string2\"`"+`
	Integer  int64             `+"`json:\"integer\"`"+`
	Number   **float32         `+"`json:\"number\"`"+`
	Boolean  bool              `+"`json:\"boolean\"`"+`
	List     *Alias            `+"`json:\"list\"`"+`
	List2    [3]other.T        `+"`json:\"list2\"`"+`
	Map      map[string]string `+"`json:\"map\"`"+`
	Object   other.T           `+"`json:\"object\"`"+`
	Unknown  Time              `+"`json:\"unknown\"`"+`
	Unknown2 Loop              `+"`json:\"unknown2\"`"+`
	Unknown3 far.Away          `+"`json:\"unknown3\"`"+`
	Unknown4 any               `+"`json:\"unknown4\"`"+`
}

type A struct {
	*B    `+"`json:\",inline\"`"+`
	*C    `+"`json:\",inline\"`"+`
	OfA int `+"`json:\"ofA\"`"+`
}

type B struct {
	*A    `+"`json:\",inline\"`"+`
	*C    `+"`json:\",inline\"`"+`
	OfB int `+"`json:\"ofB\"`"+`
}

type C struct {
	*A    `+"`json:\",inline\"`"+`
	*B    `+"`json:\",inline\"`"+`
	OfC, Too int
}
`, walk.Options{})
	if err := tree.Load(t.Context(), api.Extractor); err != nil {
		t.Fatal(err)
	}
	v := api.ViewOf(tree)
	pkg := v.Package(tree.Package("example.dev/shop/api/v1"))
	words := map[string]apiscope.Shape{
		"string": apiscope.String, "integer": apiscope.Integer, "number": apiscope.Number, "boolean": apiscope.Boolean,
		"list": apiscope.List, "map": apiscope.Map, "object": apiscope.Object, "unknown": apiscope.Unknown,
	}
	for _, m := range pkg.Type("T").Members() {
		if got, want := apiscope.ValueOf(v, m).Shape, words[strings.TrimRight(m.JSON, "234")]; got != want {
			t.Errorf("%s is of shape %v, want %v", m.JSON, got, want)
		}
	}

	var names []string
	fields, complete := apiscope.Inner(v, pkg.Type("A"))
	for _, m := range fields {
		names = append(names, m.JSON)
	}
	if got := strings.Join(names, " "); got != "OfC Too ofB ofA" || !complete {
		t.Errorf("structs that inline one another have the fields %q, complete: %v", got, complete)
	}
}
