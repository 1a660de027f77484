package swagger_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render/swagger"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

func types(field string) []api.SwaggerType {
	return []api.SwaggerType{
		{Name: "Bare", Entries: []api.SwaggerEntry{{Name: ""}, {Name: "size"}}},
		{Name: "Gadget", Entries: []api.SwaggerEntry{{Name: "", Text: "Gadget is\n\ta machine."}, {Name: "size", Text: field}}},
	}
}

const want = `package v1

var map_Gadget = map[string]string{
	"":     "Gadget is\n\ta machine.",
	"size": "in \"inches\"",
}

func (Gadget) SwaggerDoc() map[string]string {
	return map_Gadget
}

// END
`

func TestFile(t *testing.T) {
	frame := swagger.Frame{Head: "package v1\n\n", Tail: "// END\n"}
	got, err := swagger.File(frame, types(`in "inches"`))
	if err != nil || string(got) != want {
		t.Fatalf("%v\n%s", err, got)
	}
	// What stands around the methods is found again, so a second run changes
	// nothing.
	again, ok := swagger.FrameOf(got)
	if !ok {
		t.Fatal("the generated file has no frame")
	}
	if got, err = swagger.File(again, types(`in "inches"`)); err != nil || string(got) != want {
		t.Errorf("from its own frame: %v\n%s", err, got)
	}
}

func TestFileNamesTheCulprit(t *testing.T) {
	_, err := swagger.File(swagger.DefaultFrame("v1"), types(`matches \d+`))
	if err == nil || !strings.Contains(err.Error(), "Gadget.size") {
		t.Errorf("error %v does not name the description", err)
	}
}

func TestFrameOf(t *testing.T) {
	for _, src := range []string{"", "package v1\n", "package v1\n\nvar = 1\n"} {
		if f, ok := swagger.FrameOf([]byte(src)); ok {
			t.Errorf("%q has the frame %+v", src, f)
		}
	}
}
