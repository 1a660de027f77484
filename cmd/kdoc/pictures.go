package main

import (
	"context"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/graph"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// maxBoxes is how many boxes a picture on a page has at most. More can be drawn
// (kdoc imports graph does), but not read.
const maxBoxes = 60

// pictures draws what imports what: the packages of each module, and under ""
// the modules of the tree.
func pictures(ctx context.Context, tree *walk.Tree) (map[string]render.Picture, error) {
	g := imports.New(tree, imports.Options{})
	out := map[string]render.Picture{}
	draw := func(key, what string, opts graph.Options) error {
		d := graph.FromImports(g, opts).Shrink(maxBoxes).Reduce()
		if len(d.Edges) == 0 {
			return nil
		}
		svg, err := d.SVG(ctx)
		if err != nil {
			return err
		}
		out[key] = render.Picture{SVG: string(svg), Alt: caption(what, d)}
		return nil
	}
	if err := draw("", "the modules of "+tree.Name, graph.Options{Modules: true}); err != nil {
		return nil, err
	}
	for _, m := range tree.Modules {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		covers := func(p *walk.Package) bool { return p.Module == m }
		if err := draw(m.Path, "the packages of "+m.Path, graph.Options{Covers: covers}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// caption says what a picture shows, and how to read it.
func caption(what string, g *graph.Graph) string {
	grouped := false
	for _, n := range g.Nodes {
		grouped = grouped || n.Kind == graph.Dir
	}
	s := fmt.Sprintf("Imports among %s, in %s. An arrow leads to what is imported; imports that others imply are left out.",
		what, report.Count(len(g.Edges), "arrow"))
	if grouped {
		s += " A number in parentheses is how many packages of a directory share a box."
	}
	return s
}
