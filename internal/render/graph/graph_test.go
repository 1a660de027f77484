package graph_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render/graph"
)

func sample() *graph.Graph {
	g := &graph.Graph{
		Title: `a "tree"`,
		Nodes: []graph.Node{
			{Path: "example.org/kube/cmd", Kind: graph.Package, Module: "example.org/kube", Packages: 1},
			{Path: "other.org/<lib>\\N", Kind: graph.External, Packages: 1},
			{Path: "example.org/kube", Kind: graph.Package, Module: "example.org/kube", Packages: 1},
			{Path: "example.org/api", Kind: graph.Module, Module: "example.org/api", Packages: 3},
		},
		Edges: []graph.Edge{{From: 0, To: 2, Imports: 1}, {From: 0, To: 3, Imports: 2}, {From: 2, To: 3, Imports: 1, Tests: true}, {From: 0, To: 1, Imports: 1}, {From: 0, To: 3, Imports: 1, Tests: true}},
	}
	g.Sort()
	return g
}

func TestJSON(t *testing.T) {
	got, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "version": 1,
  "title": "a \"tree\"",
  "nodes": [
    {
      "path": "example.org/api",
      "kind": "module",
      "module": "example.org/api",
      "packages": 3
    },
    {
      "path": "example.org/kube",
      "kind": "package",
      "module": "example.org/kube",
      "packages": 1
    },
    {
      "path": "example.org/kube/cmd",
      "kind": "package",
      "module": "example.org/kube",
      "packages": 1
    },
    {
      "path": "other.org/<lib>\\N",
      "kind": "external",
      "packages": 1
    }
  ],
  "edges": [
    {
      "from": "example.org/kube",
      "to": "example.org/api",
      "imports": 1,
      "tests": true
    },
    {
      "from": "example.org/kube/cmd",
      "to": "example.org/api",
      "imports": 3
    },
    {
      "from": "example.org/kube/cmd",
      "to": "example.org/kube",
      "imports": 1
    },
    {
      "from": "example.org/kube/cmd",
      "to": "other.org/<lib>\\N",
      "imports": 1
    }
  ]
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestDOT(t *testing.T) {
	want := `	n0 [label="api (3)", tooltip="example.org/api", class="module"];
	n1 [label="kube", tooltip="example.org/kube", class="package"];
	n2 [label="kube/cmd", tooltip="example.org/kube/cmd", class="package"];
	n3 [label="other.org/<lib>\\N", tooltip="other.org/<lib>\\N", class="external"];
	n1 -> n0 [style=dashed, class="tests"];
	n2 -> n0;
	n2 -> n1;
	n2 -> n3;
}
`
	got := string(sample().DOT())
	if !strings.HasSuffix(got, want) {
		t.Errorf("got %s\nwant it to end in %s", got, want)
	}
}

// TestSVG looks at the picture as a viewer does: it must be well-formed, show
// every node's text, and be the same each time.
func TestSVG(t *testing.T) {
	svg, err := sample().SVG(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	var texts []string
	inText := false
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			inText = tok.Name.Local == "text"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				texts = append(texts, string(tok))
			}
		case xml.Comment:
			t.Errorf("a comment is left: %s", tok)
		}
	}
	if diff := cmp.Diff([]string{"api (3)", "kube", "kube/cmd", `other.org/<lib>\N`}, texts); diff != "" {
		t.Error(diff)
	}
	again, err := sample().SVG(t.Context())
	if err != nil || !bytes.Equal(svg, again) {
		t.Errorf("a second picture differs (%v)", err)
	}
}

func TestShrink(t *testing.T) {
	g := &graph.Graph{}
	add := func(module, path string) {
		g.Nodes = append(g.Nodes, graph.Node{Path: path, Kind: graph.Package, Module: module, Packages: 1})
	}
	for i := range 30 {
		add("a.org/big", fmt.Sprintf("a.org/big/pkg/x/p%d", i))
	}
	for i := range 5 {
		add("a.org/big", fmt.Sprintf("a.org/big/cmd/c%d", i))
		add("a.org/small", fmt.Sprintf("a.org/small/s%d", i))
	}
	add("a.org/big", "a.org/big/pkg")
	for i := range len(g.Nodes) - 1 {
		g.Edges = append(g.Edges, graph.Edge{From: i, To: i + 1, Imports: 1})
	}
	paths := func(g *graph.Graph) string {
		var out []string
		total := 0
		for _, n := range g.Nodes {
			out = append(out, fmt.Sprintf("%s %s %d", n.Path, n.Kind, n.Packages))
			total += n.Packages
		}
		if total != 41 {
			t.Errorf("%d packages are left of 41", total)
		}
		for _, e := range g.Edges {
			if e.From == e.To {
				t.Errorf("%s imports itself", g.Nodes[e.From].Path)
			}
		}
		return strings.Join(out, "\n")
	}
	for _, test := range []struct {
		limit int
		want  string
	}{
		{1, "… directory 41"},
		{2, "a.org/big module 36\na.org/small module 5"},
		{4, "a.org/big/cmd/... directory 5\na.org/big/pkg package 1\na.org/big/pkg/x/... directory 30\na.org/small module 5"},
		{8, "a.org/big/cmd/c0 package 1\na.org/big/cmd/c1 package 1\na.org/big/cmd/c2 package 1\na.org/big/cmd/c3 package 1\na.org/big/cmd/c4 package 1\na.org/big/pkg package 1\na.org/big/pkg/x/... directory 30\na.org/small module 5"},
	} {
		if diff := cmp.Diff(test.want, paths(g.Shrink(test.limit))); diff != "" {
			t.Errorf("limit %d: %s", test.limit, diff)
		}
	}
	if g.Shrink(41) != g {
		t.Error("a graph that is small enough was changed")
	}
}

func TestReduce(t *testing.T) {
	g := &graph.Graph{Nodes: make([]graph.Node, 5), Edges: []graph.Edge{
		{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 2}, // 0 -> 2 is implied
		{From: 2, To: 3}, {From: 3, To: 4}, {From: 4, To: 3}, // a cycle
	}}
	var got []string
	for _, e := range g.Reduce().Edges {
		got = append(got, fmt.Sprint(e.From, e.To))
	}
	if diff := cmp.Diff([]string{"0 1", "1 2", "2 3", "3 4", "4 3"}, got); diff != "" {
		t.Error(diff)
	}
}
