package graph_test

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render/graph"
)

func draw(t testing.TB, dot string) string {
	t.Helper()
	svg, err := graph.Draw(t.Context(), []byte(dot))
	if err != nil {
		t.Fatal(err)
	}
	return string(svg)
}

// The picture says in words what it shows, has an arrow for every edge, and
// names every node by its whole path for a page to make a link of.
func TestSVGSaysWhatItShows(t *testing.T) {
	svg, err := sample().SVG(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
		G     []struct {
			Class   string     `xml:"class,attr"`
			Path    []struct{} `xml:"path"`
			Polygon []struct{} `xml:"polygon"`
			A       []struct {
				Title string `xml:"http://www.w3.org/1999/xlink title,attr"`
			} `xml:"a"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(svg, &got); err != nil {
		t.Fatalf("%v in\n%s", err, svg)
	}
	if got.Title != `a "tree"` || got.Desc != `kube → api (3); kube/cmd → api (3), kube, other.org/<lib>\N` {
		t.Errorf("title is %q, desc %q", got.Title, got.Desc)
	}
	var shown []string
	for _, g := range got.G {
		is := g.Class
		if strings.HasPrefix(is, "edge") && (len(g.Path) != 1 || len(g.Polygon) != 1) {
			t.Errorf("an edge has %d lines and %d heads", len(g.Path), len(g.Polygon))
		}
		for _, a := range g.A {
			is += " " + a.Title
		}
		shown = append(shown, is)
	}
	want := []string{
		"edge tests", "edge", "edge", "edge",
		"node module example.org/api", "node package example.org/kube", "node package example.org/kube/cmd", `node external other.org/<lib>\N`,
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

func TestSVGFollowsTheColoursAround(t *testing.T) {
	if svg := draw(t, `digraph g { a; }`); !strings.Contains(svg, "prefers-color-scheme: dark") || !strings.Contains(svg, "currentColor") {
		t.Errorf("the picture has one set of colours: %s", svg)
	}
}

func TestLongerLabelsHaveWiderBoxes(t *testing.T) {
	width := func(label string) string {
		return regexp.MustCompile(`viewBox="\S+ \S+ (\S+)`).FindStringSubmatch(draw(t, `digraph g { a [label="`+label+`"]; }`))[1]
	}
	got := []string{width("il"), width("WM"), width("世界")}
	if diff := cmp.Diff([]string{"27.88", "42.55", "45"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDrawLoop(t *testing.T) {
	svg := draw(t, `digraph g { a -> a [style=dashed]; }`)
	if strings.Count(svg, "<polygon") != 1 || !strings.Contains(svg, `stroke-dasharray="5,2"`) {
		t.Errorf("the loop is not drawn: %s", svg)
	}
}

func TestDrawErrors(t *testing.T) {
	for dot, want := range map[string]string{
		"graph g {\n}":                  `reading the graph: line 1: found "graph" instead of digraph`,
		"digraph g {\n\ta -- b;\n}":     `reading the graph: line 2: found "-" instead of ">"`,
		"digraph g {\n\ta [label=b;\n}": `reading the graph: line 2: found ";" instead of a name`,
		"digraph g {\n\ta;\n":           `reading the graph: line 3: found "" instead of a name`,
		"digraph \"g {}":                `reading the graph: line 1: a string does not end`,
	} {
		if _, err := graph.Draw(t.Context(), []byte(dot)); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", dot, err, want)
		}
	}
}

// Whatever is read gives a picture that is well-formed; whatever a node is
// called, DOT writes it so that it can be read.
func FuzzDraw(f *testing.F) {
	f.Add("digraph g { a -> b; }", "a\"];\n<b>\\")
	f.Add("digraph { a [label=\"\\", "\x00\ufeff\u202e]]>")
	f.Fuzz(func(t *testing.T, dot, name string) {
		pictures := [][]byte{}
		if svg, err := graph.Draw(t.Context(), []byte(dot)); err == nil {
			pictures = append(pictures, svg)
		}
		g := &graph.Graph{Title: name, Nodes: []graph.Node{{Path: name, Kind: graph.Package}, {Path: "x"}}, Edges: []graph.Edge{{From: 0, To: 1}}}
		svg, err := g.SVG(t.Context())
		if err != nil {
			t.Fatalf("%q cannot be drawn: %v", name, err)
		}
		for _, svg := range append(pictures, svg) {
			if err := xml.Unmarshal(svg, new(struct{})); err != nil {
				t.Fatalf("%v in\n%s", err, svg)
			}
		}
	})
}
