package modgraph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestOwn(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.com/kube

require (
	example.com/api v0.0.0
	example.com/kube/v2 v2.0.0
)

replace example.com/api => ./staging/src/example.com/api
-- kube.go --
package kube
-- hack/tools/go.mod --
module example.com/tools
-- hack/tools/tools.go --
package tools
-- staging/src/example.com/api/go.mod --
module example.com/api
-- staging/src/example.com/api/api.go --
package api
-- staging/src/example.com/api/examples/go.mod --
module example.com/api/examples
-- staging/src/example.com/api/examples/main.go --
package main
`, walk.Options{})
	own := modgraph.OwnOf(tree)
	parts := map[modgraph.Part]string{modgraph.Other: "other", modgraph.Root: "root", modgraph.Staging: "staging"}
	for importPath, want := range map[string]string{
		"example.com/kube":               "example.com/kube root",
		"example.com/kube/pkg/x":         "example.com/kube root",
		"example.com/kubelet":            "",
		"example.com/kube/v2/pkg":        "", // another module, from elsewhere
		"example.com/tools/x":            "example.com/tools root",
		"example.com/api/core":           "example.com/api staging",
		"example.com/api/examples/hello": "example.com/api/examples staging",
		"fmt":                            "",
	} {
		got := ""
		if m := own.Of(importPath); m != nil {
			got = m.Path + " " + parts[own.Part(m)]
		}
		if got != want {
			t.Errorf("Of(%q) = %q, want %q", importPath, got, want)
		}
	}
}

func TestReferencers(t *testing.T) {
	graph := strings.ReplaceAll(`main a@v1.1.0
main staged@v0.0.0
main bad/two@v1.0.0
staged@v0.0.0 b@v1.0.0
staged@v0.0.0 a@v1.0.0
not an edge
a@v1.0.0 bad/one@v1.0.0
a@v1.1.0 b@v0.9.0
b@v0.9.0 bad/two@v0.5.0
b@v1.0.0 bad/one@v1.2.0
b@v1.0.0 bad/three@v1.0.0
bad/one@v1.2.0 bad/three@v1.0.0
bad/three@v1.0.0 bad/one@v1.1.0
bad/one@v1.1.0 unseen@v1.0.0
`, "\n", "\r\n")
	g := modgraph.ParseGraph(graph)
	if !slices.Equal(g.Invalid, []int{6}) {
		t.Errorf("invalid lines %v, want line 6", g.Invalid)
	}
	got := map[string]string{}
	for m, from := range g.Referencers(func(p string) bool { return strings.HasPrefix(p, "bad/") }) {
		for _, f := range from {
			got[m] += f.String() + " "
		}
	}
	want := map[string]string{
		// a v1.0.0 and b v0.9.0 are superseded by what main modules require.
		// bad/three requires bad/one too, but is only reached through it.
		"bad/one":   "b@v1.0.0 ",
		"bad/two":   "main ",
		"bad/three": "b@v1.0.0 bad/one@v1.2.0 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("referencers differ (-want +got)\n%s", diff)
	}
}

func TestCycles(t *testing.T) {
	edges := modgraph.Edges{}
	for _, e := range strings.Fields("a>b b>c c>a c>b d>a e>e f>d") {
		from, to, _ := strings.Cut(e, ">")
		edges.Add(from, to)
	}
	if diff := cmp.Diff([][]string{{"a", "b", "c"}, {"e"}}, edges.Cycles()); diff != "" {
		t.Errorf("cycles differ (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b", "c", "b"}, edges.Shortest([]string{"a", "b", "c"})); diff != "" {
		t.Errorf("shortest differs (-want +got)\n%s", diff)
	}
	if !edges.Reaches("f", "c") || edges.Reaches("c", "f") {
		t.Error("f reaches c, and c does not reach f")
	}
}

func TestBuilt(t *testing.T) {
	for _, tt := range []struct {
		constraint     string
		any, byDefault bool
	}{
		{"", true, true},
		{"linux && !cgo", true, true},
		{"ignore", false, false},
		{"!ignore", true, true},
		{"ignore || tools", true, false},
		{"windows && ignore", false, false},
		{"tools && !tools", true, false}, // as for go mod tidy: set here, not set there
		{"!(linux || tools)", true, true},
	} {
		f := &walk.File{Path: "x_windows.go", Header: walk.Header{Package: "x", Constraint: tt.constraint}}
		if got := modgraph.Built(f); got != tt.any {
			t.Errorf("Built(%q) = %v", tt.constraint, got)
		}
		if got := modgraph.BuiltByDefault(f); got != tt.byDefault {
			t.Errorf("BuiltByDefault(%q) = %v", tt.constraint, got)
		}
	}
}

func TestDir(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{".", "./staging/src/a", "staging/src/a"},
		{"staging/src/a", "../b", "staging/src/b"},
		{"staging", "..", "."},
		{"staging", `..\lib`, "lib"},
		{"staging", "../../out", ""},
		{".", "/abs", ""},
		{".", `C:\abs`, ""},
	} {
		r := &modfile.Replace{}
		r.New.Path = tt.to
		got, ok := modgraph.Dir(tt.from, r)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("Dir(%q, %q) = %q, %v, want %q", tt.from, tt.to, got, ok, tt.want)
		}
	}
}
