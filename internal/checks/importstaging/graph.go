package importstaging

import (
	"fmt"

	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// graph looks for third parties that require one of the tree's modules in the
// output of "go mod graph", which knows the go.mod files the tree does not have.
func (c *checker) graph(file string) error {
	if file == "" {
		return nil
	}
	data, err := c.ReadFile(file)
	if err != nil {
		return fmt.Errorf("settings.import-staging.graph: %w: write the output of \"go mod graph\" there, or drop the setting", err)
	}
	seen := map[[2]module.Version]bool{}
	for _, e := range modgraph.ParseGraph(string(data)).Edges {
		to := c.own.Module(e.To.Path)
		if to == nil || c.own.Part(to) == modgraph.Other || c.own.Of(e.From.Path) != nil {
			continue
		}
		if key := [2]module.Version{e.From, e.To}; seen[key] {
			continue
		} else {
			seen[key] = true
		}
		c.Report(checks.Diagnostic{
			Path: file, Pos: walk.Pos{Line: e.Line, Col: 1},
			Symbol:  e.From.Path + " -> " + e.To.Path,
			Message: fmt.Sprintf("third-party module %s requires %s", e.From, c.describe(to)),
			Remedy:  "do without the dependency, or take a version that does not require this tree",
			Related: moduleLine(to),
		})
	}
	return nil
}
