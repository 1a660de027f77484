package walkthrough

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/graph"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// Picture draws the call flow as SVG, with everything it shows said in words.
// The zero Picture means there is nothing to draw.
func Picture(ctx context.Context, w *summarize.Walkthrough) (render.Picture, error) {
	if len(w.Flow.Edges) == 0 {
		return render.Picture{}, nil
	}
	svg, err := graph.Draw(ctx, dot(w))
	if err != nil {
		return render.Picture{}, err
	}
	return render.Picture{SVG: string(svg), Alt: Words(w)}, nil
}

// Words tells the call flow in sentences.
func Words(w *summarize.Walkthrough) string {
	l := summarize.LanguageOf(w.Lang)
	var out []string
	for i, n := range w.Flow.Nodes {
		for _, kind := range []string{"call", "go", "callback", "handler"} {
			var to []string
			for _, e := range w.Flow.Edges {
				if e.From == i && e.Kind == kind {
					to = append(to, w.Flow.Nodes[e.To].Name)
				}
			}
			if len(to) > 0 {
				out = append(out, l.Flow(kind, n.Name, to))
			}
		}
	}
	return strings.Join(out, " ")
}

// dot is the call flow in the language of Graphviz.
func dot(w *summarize.Walkthrough) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "digraph %s {\n", dotText(w.Title))
	b.WriteString("\tgraph [rankdir=LR, ranksep=0.6, nodesep=0.15, bgcolor=transparent];\n")
	b.WriteString("\tnode [shape=box, style=rounded, fontname=Helvetica, fontsize=11, height=0.25, margin=\"0.1,0.04\"];\n\tedge [arrowsize=0.6];\n")
	for i, n := range w.Flow.Nodes {
		fmt.Fprintf(&b, "\tn%d [label=%s];\n", i, dotText(n.Name))
	}
	for _, e := range w.Flow.Edges {
		style := ""
		if e.Kind != "call" {
			style = " [style=dashed]"
		}
		fmt.Fprintf(&b, "\tn%d -> n%d%s;\n", e.From, e.To, style)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// dotText quotes a name.
func dotText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(render.Visible(s)) + `"`
}
