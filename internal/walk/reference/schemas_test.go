package reference

import (
	"encoding/json"
	"os"
	"strings"
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

func TestRulesOfObjects(t *testing.T) {
	m := load(t, `
-- go.mod --
module example.dev/shop
-- api/v1/types.go --
// +groupName=shop.example.dev
package v1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// +kubebuilder:object:root=true
// +kubebuilder:validation:XValidation:rule="self.low <= self.high",message="low is above high"
// +kubebuilder:validation:ExactlyOneOf=red;green
// +kubebuilder:validation:XValidation:rule="self.low == oldSelf.low"
// +kubebuilder:validation:XValidation:rule="format.unknown(self.low)"
type Lamp struct {
	metav1.TypeMeta `+"`json:\",inline\"`"+`
	Low   int32  `+"`json:\"low\"`"+`
	High  int32  `+"`json:\"high\"`"+`
	Red   string `+"`json:\"red,omitempty\"`"+`
	Green string `+"`json:\"green,omitempty\"`"+`
}
`)
	lamp := Choose(m.Named("Lamp", ""))
	for _, c := range []struct {
		value map[string]any
		want  string
	}{
		{map[string]any{"low": uint64(1), "high": uint64(2), "red": "x"}, ""},
		{map[string]any{"low": uint64(3), "high": uint64(2), "red": "x"}, ": breaks the rule low is above high"},
		{map[string]any{"low": uint64(1), "high": uint64(2)}, ": has 0 of red, green, not exactly one"},
		{map[string]any{"low": uint64(1), "high": uint64(2), "red": "x", "green": "y"}, ": has 2 of red, green, not exactly one"},
	} {
		if got := strings.Join(lamp.Validate(c.value), "\n"); got != c.want {
			t.Errorf("%v: %q, want %q", c.value, got, c.want)
		}
	}
	if len(lamp.Validate(map[string]any{"low": uint64(1), "high": uint64(2), "red": "x", "blue": "z"})) != 1 {
		t.Error("an unknown field is let pass")
	}
}
