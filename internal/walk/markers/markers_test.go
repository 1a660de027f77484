package markers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	tests := []struct {
		line string
		want Marker
	}{
		{"+optional", Marker{Name: "optional"}},
		{" +optional ", Marker{Name: "optional"}},
		{"+groupName=", Marker{Name: "groupName", HasValue: true}},
		{"+listMapKey=name # the key", Marker{Name: "listMapKey", HasValue: true, Value: "name"}},
		{"+default=\"a # b\"", Marker{Name: "default", HasValue: true, Value: `"a # b"`}},
		{"+default={\"a\": 1}", Marker{Name: "default", HasValue: true, Value: `{"a": 1}`}},
		{"+default=\"torn", Marker{Name: "default", HasValue: true, Value: `"torn`, Torn: true}},
		{"+kubebuilder:validation:Pattern=`^#[a-z]+$`",
			Marker{Name: "kubebuilder:validation:Pattern", HasValue: true, Value: "`^#[a-z]+$`"}},
		{"+optional and so on", Marker{Name: "optional", Tail: "and so on"}},
		{"+k8s:unionMember(union: \"a)\")", Marker{Name: "k8s:unionMember", Called: true, Call: `union: "a)"`}},
		{"+k8s:item(type: \"A\")=+k8s:optional",
			Marker{Name: "k8s:item", Called: true, Call: `type: "A"`, HasValue: true, Value: "+k8s:optional"}},
		{"+k8s:item(type: ", Marker{Name: "k8s:item", Called: true, Call: "type:", Torn: true}},
		{"+build !ignore", Marker{Name: "build", Tail: "!ignore"}},
		{"+kubebuilder:default:=3", Marker{Name: "kubebuilder:default", HasValue: true, Value: "3"}},
	}
	for _, tt := range tests {
		got, ok := Parse(tt.line)
		if diff := cmp.Diff(tt.want, got); !ok || diff != "" {
			t.Errorf("Parse(%q): %v (-want +got)\n%s", tt.line, ok, diff)
		}
	}
}

func TestParseProse(t *testing.T) {
	for _, line := range []string{
		"", "+", "+-----+-----+", "+Inf/-Inf will", "+ optional", "+1", "optional", "++", "+naïve", "+a+b",
	} {
		if m, ok := Parse(line); ok {
			t.Errorf("Parse(%q) takes it for the marker %+v", line, m)
		}
	}
}

func TestArguments(t *testing.T) {
	m, _ := Parse("+kubebuilder:printcolumn:name=\"Age, in days\",type=date,JSONPath=`.spec[0,1]`")
	name, args := m.Options()
	want := []Arg{{"name", `"Age, in days"`}, {"type", "date"}, {"JSONPath", "`.spec[0,1]`"}}
	if diff := cmp.Diff(want, args); name != "kubebuilder:printcolumn" || diff != "" {
		t.Errorf("Options: name %q (-want +got)\n%s", name, diff)
	}
	if got := args[2].Unquote(); got != ".spec[0,1]" {
		t.Errorf("Unquote: %q", got)
	}

	m, _ = Parse(`+k8s:unionMember(union: "u", memberName: "M: x")`)
	want = []Arg{{"union", `"u"`}, {"memberName", `"M: x"`}}
	if diff := cmp.Diff(want, m.Args()); diff != "" {
		t.Errorf("Args (-want +got)\n%s", diff)
	}
	m, _ = Parse(`+k8s:ifEnabled(FeatureX)=+k8s:eachVal=+k8s:maxLength=63`)
	if diff := cmp.Diff([]Arg{{"", "FeatureX"}}, m.Args()); diff != "" {
		t.Errorf("Args of one value (-want +got)\n%s", diff)
	}
	for _, name := range []string{"k8s:eachVal", "k8s:maxLength"} {
		var ok bool
		if m, ok = m.Nested(); !ok || m.Name != name {
			t.Fatalf("Nested: %+v, want %s", m, name)
		}
	}
	if _, ok := m.Nested(); ok || m.Value != "63" {
		t.Errorf("innermost marker is %+v", m)
	}
}

func TestList(t *testing.T) {
	for line, want := range map[string][]string{
		`+kubebuilder:validation:Enum=A;B;""`:    {"A", "B", ""},
		`+kubebuilder:validation:Enum={A, "b,"}`: {"A", "b,"},
		`+enum=`:                                 nil,
	} {
		m, _ := Parse(line)
		if diff := cmp.Diff(want, m.List()); diff != "" {
			t.Errorf("List of %s (-want +got)\n%s", line, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"+a", "+a=b # c", "+a(b: [1, {}], c: \"\\\"\")=+d=`e", "+a:b=1,c={x;y}", "+a(('", "+a=\"\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := Parse(s)
		if !ok {
			if m != (Marker{}) {
				t.Fatalf("no marker, yet %+v", m)
			}
			return
		}
		if nameLen(m.Name) != len(m.Name) || m.Name == "" {
			t.Fatalf("name %q", m.Name)
		}
		m.Args()
		m.Options()
		m.List()
		for n := 0; ok; n++ {
			if m, ok = m.Nested(); n > len(s) {
				t.Fatal("nests without end")
			}
		}
	})
}
