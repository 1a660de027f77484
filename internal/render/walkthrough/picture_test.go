package walkthrough

import (
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// flows are the pictures of a walkthrough.
func flows(w *summarize.Walkthrough) (out []*summarize.Flow) {
	for _, s := range w.Sections {
		for _, g := range s.Groups {
			if g.Flow != nil {
				out = append(out, g.Flow)
			}
		}
	}
	return out
}

var svgSize = regexp.MustCompile(`^<svg width="(\d+)" height="(\d+)"`)

// A picture is small enough to be read, whole, and said in words as well.
func TestPictures(t *testing.T) {
	n := 0
	for _, target := range targets {
		for _, lang := range []string{"en", "zh"} {
			for _, f := range flows(explain(t, bundled(t), target, lang)) {
				n++
				p := Picture(lang, f)
				m := svgSize.FindStringSubmatch(p.SVG)
				if m == nil {
					t.Fatalf("no size: %s", p.SVG)
				}
				if width, _ := strconv.Atoi(m[1]); width > 420 || len(f.Nodes) > 12 {
					t.Errorf("%s: a picture of %d nodes is %d wide", target, len(f.Nodes), width)
				}
				wellFormed(t, p.SVG)
				reached := map[int]bool{0: true}
				for _, e := range f.Edges {
					reached[e.To] = true
				}
				for i, x := range f.Nodes {
					if !reached[i] {
						t.Errorf("%s: nothing leads to %s", target, x.Name)
					}
					if !strings.Contains(p.Alt, x.Name) {
						t.Errorf("%s: the words leave out %s: %s", target, x.Name, p.Alt)
					}
				}
			}
		}
	}
	if n == 0 {
		t.Error("no pictures")
	}
}

// A picture joins who fills a queue with who empties it, and shows a condition
// where an arrow has one.
func TestFlow(t *testing.T) {
	w := explain(t, relay(t), "pkg/relay", "en")
	f := Overview(w)
	if f == nil {
		t.Fatal("no picture")
	}
	has := func(from, to, kind string) *summarize.FlowEdge {
		i := slices.IndexFunc(f.Edges, func(e summarize.FlowEdge) bool {
			return f.Nodes[e.From].Name == from && f.Nodes[e.To].Name == to && e.Kind == kind
		})
		if i < 0 {
			t.Errorf("nothing leads from %s to %s by %q: %s", from, to, kind, Words("en", f))
			return &summarize.FlowEdge{}
		}
		return &f.Edges[i]
	}
	has("Relay.work", "Relay.pass", "calls")
	if e := has("Relay.Take", "queue Relay.inbox", "fills"); len(e.When) == 0 {
		t.Error("a parcel goes into the inbox on some paths alone")
	}
	has("queue Relay.inbox", "Relay.work", "feeds")
	if !slices.ContainsFunc(f.Nodes, func(n summarize.FlowNode) bool { return n.Kind == "file" }) {
		t.Errorf("no file is written: %s", Words("en", f))
	}
	if Overview(&summarize.Walkthrough{}) != nil {
		t.Error("a picture of nothing")
	}
}

// What a tree calls things must not be able to end a label.
func TestHostileNames(t *testing.T) {
	f := &summarize.Flow{
		Nodes: []summarize.FlowNode{{Name: "a\"]; click f0 \"javascript:alert(1)", Kind: "trigger"}, {Name: "b\\\u202e<script>", Kind: "function"}},
		Edges: []summarize.FlowEdge{{From: 0, To: 1, Kind: "calls", When: []string{"x|\"]\nend"}}},
	}
	m := Mermaid(f).(render.Pre).Text
	if strings.Count(m, `"`) != 6 || strings.Count(m, "|") != 2 || strings.Contains(m, "<") || strings.Contains(m, "\u202e") || strings.Count(m, "\n") != 3 {
		t.Errorf("mermaid lets names through:\n%s", m)
	}
	svg := Picture("en", f).SVG
	if strings.Contains(svg, "<script") || strings.Contains(svg, "\u202e") {
		t.Errorf("SVG lets names through:\n%s", svg)
	}
	wellFormed(t, svg)
}

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}
