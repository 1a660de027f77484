package graph

import (
	"bytes"
	"context"
	"fmt"
	"regexp"

	"github.com/goccy/go-graphviz"
)

// style makes a picture follow the colours of the page or viewer around it.
const style = `<style>
svg { color: #1f2328; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; } }
text { fill: currentColor; }
.node path, .node polygon { fill: none; stroke: currentColor; stroke-opacity: .55; }
.node.module path { stroke-opacity: 1; stroke-width: 1.5; }
.node.external path { stroke-dasharray: 4 2; }
.edge path { stroke: currentColor; stroke-opacity: .35; }
.edge polygon { fill: currentColor; stroke: currentColor; fill-opacity: .5; stroke-opacity: .5; }
.edge title { display: none; }
</style>
`

// SVG returns a picture of the graph. Layout takes time with many edges: shrink
// and reduce large graphs first.
func (g *Graph) SVG(ctx context.Context) ([]byte, error) { return Draw(ctx, g.DOT()) }

// Draw returns a picture of a graph in the language of Graphviz.
func Draw(ctx context.Context, dot []byte) ([]byte, error) {
	gv, err := graphviz.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("starting graphviz: %w", err)
	}
	defer gv.Close()
	parsed, err := graphviz.ParseBytes(dot)
	if err != nil {
		return nil, fmt.Errorf("laying out the graph: %w", err)
	}
	defer parsed.Close()
	var b bytes.Buffer
	if err := gv.Render(ctx, parsed, graphviz.SVG, &b); err != nil {
		return nil, fmt.Errorf("laying out the graph: %w", err)
	}
	return finish(b.Bytes()), nil
}

var (
	prolog = regexp.MustCompile(`(?s)^.*?(<svg )`)
	notes  = regexp.MustCompile(`(?s)\n?<!--.*?-->`)
	ids    = regexp.MustCompile(`<title>n\d+(&#45;&gt;n\d+)?</title>\n?`)
	opened = regexp.MustCompile(`(?s)^<svg [^>]*>\n?`)
)

// finish takes out what graphviz says about itself and puts in our style.
func finish(svg []byte) []byte {
	svg = prolog.ReplaceAll(svg, []byte("$1"))
	svg = notes.ReplaceAll(svg, nil)
	svg = ids.ReplaceAll(svg, nil)
	if at := opened.FindIndex(svg); at != nil {
		svg = append(svg[:at[1]:at[1]], append([]byte(style), svg[at[1]:]...)...)
	}
	return svg
}
