package imports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A ModuleEdge says that a module of the tree imports another, with the first
// import that makes it do so.
type ModuleEdge struct {
	From, To *walk.Module
	Hop      Hop
}

// ModuleEdges returns the imports between the tree's modules in files of the
// given kinds, one for each pair of modules, sorted by their paths.
func (g *Graph) ModuleEdges(kinds Kinds) []ModuleEdge {
	type pair struct{ from, to *walk.Module }
	seen := map[pair]bool{}
	var out []ModuleEdge
	for id, n := range g.nodes {
		if n.Pkg == nil || n.Pkg.Module == nil {
			continue
		}
		for _, e := range g.out[id] {
			to := g.nodes[e.ID].Pkg
			if e.Kinds&kinds == 0 || to == nil || to.Module == nil || to.Module == n.Pkg.Module {
				continue
			}
			p := pair{n.Pkg.Module, to.Module}
			if seen[p] {
				continue
			}
			seen[p] = true
			hop, _ := g.Hop(ID(id), e.ID, kinds)
			out = append(out, ModuleEdge{p.from, p.to, hop})
		}
	}
	slices.SortFunc(out, func(a, b ModuleEdge) int {
		return cmp.Or(strings.Compare(a.From.Path, b.From.Path), strings.Compare(a.To.Path, b.To.Path))
	})
	return out
}

// ModuleCycles returns a shortest circle of modules through each module that is
// part of one, without those that an earlier circle has all modules of.
func (g *Graph) ModuleCycles(kinds Kinds) [][]ModuleEdge {
	edges := g.ModuleEdges(kinds)
	out := map[*walk.Module][]ModuleEdge{}
	var modules []*walk.Module
	for _, e := range edges {
		if out[e.From] == nil {
			modules = append(modules, e.From)
		}
		out[e.From] = append(out[e.From], e)
	}
	done := map[*walk.Module]bool{}
	var cycles [][]ModuleEdge
	for _, start := range modules {
		if done[start] {
			continue
		}
		cycle := circle(out, start)
		for _, e := range cycle {
			done[e.From] = true
		}
		if cycle != nil {
			cycles = append(cycles, cycle)
		}
	}
	return cycles
}

// circle returns a shortest way from a module back to it.
func circle(out map[*walk.Module][]ModuleEdge, start *walk.Module) []ModuleEdge {
	by := map[*walk.Module]ModuleEdge{}
	queue := []*walk.Module{start}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, e := range out[at] {
			if _, ok := by[e.To]; ok {
				continue
			}
			by[e.To] = e
			queue = append(queue, e.To)
		}
	}
	last, ok := by[start]
	if !ok {
		return nil
	}
	cycle := []ModuleEdge{last}
	for last.From != start {
		last = by[last.From]
		cycle = append(cycle, last)
	}
	slices.Reverse(cycle)
	return cycle
}
