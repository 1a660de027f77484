package api

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestParseFind(t *testing.T) {
	tests := []struct {
		name, script string
		want         *Find
	}{
		{"pruned", `
files() {
  find . -not \( \
      \( -wholename './out' \
        -o -wholename '*/vendor/*' \) -prune \
    \) \
    \( -wholename './api/*/v*/types.go' -o -wholename "./more/*.go" \)
}
find . -name '*.sh'
`, &Find{Prune: []string{"./out", "*/vendor/*"}, Names: []string{"./api/*/v*/types.go", "./more/*.go"}}},
		{"plain", "find . -path ./vendor -prune -o -path ./api/*.go -print\n",
			&Find{Prune: []string{"./vendor"}, Names: []string{"./api/*.go"}}},
		{"by name", "find . -name types.go\n", nil},
		{"variable", "find . -path \"${DIR}/types.go\"\n", nil},
		{"elsewhere", "find api -path 'api/*'\n", nil},
		{"none", "echo\n", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, ParseFind(tt.script)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestFindMatch(t *testing.T) {
	f := &Find{Prune: []string{"./out", "*/vendor/*", "./pkg/*"}, Names: []string{"./api/*/v*/types.go", "./pkg/x.go"}}
	for path, want := range map[string]bool{
		"api/apps/v1/types.go":        true,
		"api/apps/deep/v1/x/types.go": true, // * crosses slashes
		"api/v1/types.go":             false,
		"api/apps/v1/types.go.bak":    false,
		"out/api/apps/v1/types.go":    false,
		"api/vendor/a/v1/types.go":    false,
		"pkg/x.go":                    false,
	} {
		if got := f.Match(path); got != want {
			t.Errorf("Match(%q) = %v", path, got)
		}
	}
}

func FuzzParseFind(f *testing.F) {
	f.Add("find . -not \\( -wholename './a' -prune \\) -wholename './b*c?'\n", "bxcd")
	f.Fuzz(func(t *testing.T, script, path string) {
		if find := ParseFind(script); find != nil {
			find.Match(path)
			for _, n := range find.Names {
				if !strings.ContainsAny(n, "*?") && strings.HasPrefix(n, "./") && len(find.Prune) == 0 && !find.Match(n[2:]) {
					t.Fatalf("%q does not match itself", n)
				}
			}
		}
	})
}

func TestView(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.dev/shop
-- apis/shop/v1/register.go --
package v1

const GroupName = "shop.example.dev"

var GroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1"}
-- apis/shop/v1/types.go --
package v1

type Gadget struct {
	metav1.TypeMeta
	Spec struct{ Size int32 } `+"`json:\"spec\"`"+`
}
-- apis/core/v1/types.go --
// +groupName=
package v1
-- apis/core/types.go --
// +groupName=core.example.dev
package core
-- apis/bare/v2beta1/types.go --
package v2beta1

type Kind struct{ metav1.TypeMeta }
-- apis/kubebuilder/groupversion_info.go --
// +kubebuilder:object:generate=true
// +groupName=kb.example.dev
package kubebuilder

var GroupVersion = schema.GroupVersion{Group: "ignored", Version: "v1alpha1"}
-- apis/meta/register.go --
package meta

const GroupName = "meta.example.dev"
-- apis/meta/v1/register.go --
package v1

import apis "example.dev/shop/apis/meta"

var GroupVersion = schema.GroupVersion{Group: apis.GroupName, Version: "v1"}
-- apis/far/v1/register.go --
package v1

import "example.org/far"

var GroupVersion = schema.GroupVersion{Group: far.GroupName, Version: "v1"}
-- client/v1/types.go --
package v1

type Client struct{}
`, walk.Options{})
	if err := tree.Load(t.Context(), Extractor); err != nil {
		t.Fatal(err)
	}
	v := ViewOf(tree)
	got := map[string]string{}
	for _, p := range v.Packages {
		got[p.Ref.Dir] = p.Path()
	}
	want := map[string]string{
		"apis/shop/v1":      "shop.example.dev/v1",
		"apis/core/v1":      "v1",
		"apis/core":         "core.example.dev/core",
		"apis/bare/v2beta1": "bare/v2beta1",
		"apis/kubebuilder":  "kb.example.dev/v1alpha1",
		"apis/meta/v1":      "meta.example.dev/v1",
		"apis/far/v1":       "far/v1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("API packages (-want +got)\n%s", diff)
	}
	members := v.Package(tree.PackageIn("apis/shop/v1")).Type("Gadget").Members()
	if len(members) != 2 || members[1].Path() != "shop.example.dev/v1.Gadget.spec.Size" ||
		members[1].Symbol() != "example.dev/shop/apis/shop/v1.Gadget.Spec.Size" {
		t.Errorf("members of Gadget: %+v", members)
	}
}
