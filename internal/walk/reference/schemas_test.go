package reference

import (
	"encoding/json"
	"os"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestFieldSchemas compares what is said of fields with what controller-gen puts
// into custom resource definitions for the same source.
func TestFieldSchemas(t *testing.T) {
	src, err := os.ReadFile("testdata/markers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(src)
	a.Files = a.Files[:len(a.Files)-1]
	m := load(t, string(txtar.Format(a)))
	spec := Choose(m.Named("Shelf", "")).Field("spec").Type.Type
	for name, want := range map[string]string{
		"serial": `{"type":"string","minLength":2,"maxLength":9}`,
		"tag":    `{"type":"string","pattern":"^[a-z]+$"}`,
		"label":  `{"type":"string","minLength":2}`,
		"shade":  `{"type":"string","enum":["dark","light"]}`,
		"parts":  `{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["code"]}`,
		"point":  `{"type":"object"}`,
		"stamp":  `{"type":"string"}`,
		"word":   `{"type":"string"}`,
		"any":    `{"x-kubernetes-preserve-unknown-fields":true}`,
		"limit":  `{"type":"integer","format":"int32","default":7}`,
		"more":   `{"type":"array","default":[{"code":"ab"}],"maxItems":5,"items":{"type":"object","minProperties":1}}`,
		"share":  `{"anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}`,
		"raw":    `{"type":"object","x-kubernetes-preserve-unknown-fields":true}`,
		"since":  `{"type":"string","format":"date-time"}`,
	} {
		got, err := json.Marshal(spec.Field(name).Schema())
		if err != nil || string(got) != want {
			t.Errorf("%s: %s %v, want %s", name, got, err, want)
		}
	}
	weight := spec.Field("weight").Schema()
	if !weight.IntOrString || weight.Pattern != quantityPattern {
		t.Errorf("weight: %+v", weight)
	}
	if got := spec.Schema(); len(got.Validations) != 1 || got.MinProperties == nil || *got.MinProperties != 1 {
		t.Errorf("what is inlined is lost: %+v", got)
	}
	if got, want := spec.Field("point").PublishedCRD(), "Point is written by code of its own and is an object all the same."; got != want {
		t.Errorf("point is published as %q", got)
	}
	if got := spec.Field("since").PublishedCRD(); got != "" {
		t.Errorf("since is published as %q", got)
	}
}

func TestMarkerValues(t *testing.T) {
	list := &Ref{Shape: List, Elem: &Ref{Shape: Any}}
	for _, c := range []struct {
		ref  *Ref
		text string
		want string
	}{
		{&Ref{Shape: Integer}, "3", `3`},
		{&Ref{Shape: Integer}, "three", `"three"`},
		{&Ref{Shape: Boolean}, "true", `true`},
		{&Ref{Shape: String}, `"a"`, `"a"`},
		{&Ref{Shape: String}, `1`, `"1"`},
		{list, `{a,b}`, `["a","b"]`},
		{list, `{{name:"x:y", n: 1}}`, `[{"n":1,"name":"x:y"}]`},
		{list, `["a"]`, `["a"]`},
		{&Ref{Shape: Object}, "{}", `{}`},
		{&Ref{Shape: Object}, "{a:{b:`c`}}", `{"a":{"b":"c"}}`},
		{&Ref{Shape: Object}, "{a: [", `"{a: ["`},
		{&Ref{Shape: IntOrString}, "25", `25`},
		{&Ref{Shape: IntOrString}, `"25%"`, `"25%"`},
	} {
		got, err := json.Marshal(valueOf(c.ref, c.text))
		if err != nil || string(got) != c.want {
			t.Errorf("valueOf(%s, %s) = %s %v, want %s", c.ref.Shape, c.text, got, err, c.want)
		}
	}
}
