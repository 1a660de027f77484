package api

import (
	"context"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestWellKnownTypesAreLookedUp(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.org/toys
-- api/v1/types.go --
// +groupName=toys.example.org
package v1

import (
	core "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"example.com/elsewhere/v2"
)

type Toy struct {
	metav1.TypeMeta   `+"`json:\",inline\"`"+`
	Pod   core.PodSpec `+"`json:\"pod\"`"+`
	Other elsewhere.T  `+"`json:\"other\"`"+`
}
`, walk.Options{})
	if err := tree.Load(context.Background(), Extractor); err != nil {
		t.Fatal(err)
	}
	v := ViewOf(tree)
	d := v.Packages[0].Type("Toy")
	pod := v.Resolve(d.File, d.Expr.Fields[1].Type)
	if pod.Decl == nil || !pod.Decl.Pkg.Lent {
		t.Fatalf("PodSpec resolves to %+v", pod)
	}
	if got := pod.Decl.Path(); got != "v1.PodSpec" {
		t.Errorf("PodSpec is called %q", got)
	}
	var names []string
	for _, m := range pod.Decl.Members() {
		names = append(names, m.JSON)
		if m.JSON == "containers" {
			c := v.Resolve(pod.Decl.File, m.Type.Elem())
			if c.Decl == nil || c.Decl.Name != "Container" {
				t.Errorf("containers are of %+v", c)
			}
		}
		if m.JSON == "nodeName" && m.Marks.Optional() == nil {
			t.Error("nodeName lost its marker")
		}
		if text := SwaggerText(m.Doc); text != "" {
			t.Errorf("%s has prose: %q", m.JSON, text)
		}
	}
	if len(names) < 35 {
		t.Errorf("PodSpec has fields %v", names)
	}
	if again := v.Resolve(d.File, d.Expr.Fields[1].Type); again.Decl != pod.Decl {
		t.Error("two lookups, two declarations")
	}
	if other := v.Resolve(d.File, d.Expr.Fields[2].Type); other.Decl != nil || other.Path != "example.com/elsewhere/v2" {
		t.Errorf("a module that is nowhere resolves to %+v", other)
	}
}

func TestWellKnownTable(t *testing.T) {
	for _, m := range WellKnownModules() {
		if !strings.Contains(m, "@v") {
			t.Errorf("module %q has no version", m)
		}
	}
	for name, want := range map[string]bool{"ServiceAccount": true, "Pod": true, "PodList": false, "PodSpec": false, "Toy": false} {
		if IsWellKnownKind(name) != want {
			t.Errorf("IsWellKnownKind(%q) = %v", name, !want)
		}
	}
	quantity := WellKnown("k8s.io/apimachinery/pkg/api/resource")
	p := newPackage(quantity, FactsOf)
	if w := p.Wires("Quantity"); len(w) == 0 {
		t.Error("nothing says what a Quantity is in JSON")
	}
	if WellKnown("k8s.io/kubernetes/pkg/apis/core") != nil {
		t.Error("an unknown package is lent")
	}
}
