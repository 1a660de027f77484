package api

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestResolve(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.dev/shop
-- apis/shop/v1/types.go --
// +groupName=shop.example.dev
package v1

import (
	"example.dev/shop/apis/meta/v1"
	yaml "gopkg.in/yaml.v3"
	"gopkg.in/toml.v2"
	"example.dev/go-far"
	"example.org/mod/v2"
)

type string2 = string

type T struct {
	A string
	B string2
	C v1.UID
	D *v1.UID
	E yaml.Node
	F toml.Tree
	G far.Away
	H mod.Thing
	I Loop
	J Missing
	K v1.Gone
	L lost.Type
	M Own
}

type Own []v1.UID
type Loop Loop2
type Loop2 Loop
-- apis/meta/v1/types.go --
// +groupName=meta.example.dev
package v1

type UID Text
type Text string
`, walk.Options{})
	if err := tree.Load(t.Context(), Extractor); err != nil {
		t.Fatal(err)
	}
	v := ViewOf(tree)
	d := v.Package(tree.PackageIn("apis/shop/v1")).Type("T")
	want := map[string]struct{ path, under string }{
		"A": {"", "string"}, "B": {"example.dev/shop/apis/shop/v1", "string"},
		"C": {"example.dev/shop/apis/meta/v1", "string"}, "D": {"", "*v1.UID"},
		"E": {"gopkg.in/yaml.v3", "?"}, "F": {"gopkg.in/toml.v2", "?"},
		"G": {"example.dev/go-far", "?"}, "H": {"example.org/mod/v2", "?"},
		"I": {"example.dev/shop/apis/shop/v1", "?"}, "J": {"example.dev/shop/apis/shop/v1", "?"},
		"K": {"example.dev/shop/apis/meta/v1", "?"}, "L": {"", "?"},
		"M": {"example.dev/shop/apis/shop/v1", "[]v1.UID"},
	}
	for _, m := range d.Fields() {
		got := "?"
		if under, _, ok := v.Underlying(d.File, m.Type); ok {
			got = under.String()
		}
		ref := v.Resolve(d.File, m.Type)
		if w := want[m.Name]; ref.Path != w.path || got != w.under {
			t.Errorf("%s %s: resolved to %q, underlying %s; want %q, %s", m.Name, m.Type, ref.Path, got, w.path, w.under)
		}
	}
}
