// Package graph draws import graphs: as JSON, in Graphviz' DOT language, and as
// a picture.
//
// Like every renderer it turns finished values into bytes: the same graph gives
// the same bytes, wherever and whenever.
package graph

import (
	"cmp"
	"slices"
	"strings"
)

// A Kind says what a node stands for.
type Kind string

// The kinds of nodes.
const (
	Package  Kind = "package"
	Dir      Kind = "directory" // the packages of a directory and below
	Module   Kind = "module"    // all packages of a module
	External Kind = "external"  // a module or package outside of the tree
)

// A Node is a package or a group of packages.
type Node struct {
	// Path is the import path, of a group what its packages have in common. It
	// is unique in the graph.
	Path string `json:"path"`
	Kind Kind   `json:"kind"`
	// Module is the path of the module the node belongs to.
	Module string `json:"module,omitempty"`
	// Packages is how many packages the node stands for.
	Packages int `json:"packages"`
}

// An Edge says that a node imports another.
type Edge struct {
	// From and To are indices of nodes.
	From, To int
	// Imports counts the pairs of packages with an import between them.
	Imports int
	// Tests reports whether only tests import.
	Tests bool
}

// A Graph is an import graph to draw. Sort puts it in order.
type Graph struct {
	Title string
	Nodes []Node
	Edges []Edge
}

// Sort orders nodes by path and edges by their ends, and merges edges between
// the same two nodes.
func (g *Graph) Sort() {
	order := make([]int, len(g.Nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(g.Nodes[a].Path, g.Nodes[b].Path) })
	nodes, place := make([]Node, len(order)), make([]int, len(order))
	for to, from := range order {
		nodes[to], place[from] = g.Nodes[from], to
	}
	edges := slices.Clone(g.Edges)
	for i, e := range edges {
		edges[i].From, edges[i].To = place[e.From], place[e.To]
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(b.Imports, a.Imports))
	})
	merged := edges[:0]
	for _, e := range edges {
		if n := len(merged); n > 0 && merged[n-1].From == e.From && merged[n-1].To == e.To {
			merged[n-1].Imports += e.Imports
			merged[n-1].Tests = merged[n-1].Tests && e.Tests
			continue
		}
		merged = append(merged, e)
	}
	g.Nodes, g.Edges = nodes, merged
}

// group returns the graph in which every node is replaced by the one that
// into names for it; edges inside of a group are dropped.
func (g *Graph) group(into func(i int) Node) *Graph {
	out := &Graph{Title: g.Title}
	index := map[string]int{}
	place := make([]int, len(g.Nodes))
	for i := range g.Nodes {
		n := into(i)
		at, ok := index[n.Path]
		if !ok {
			at = len(out.Nodes)
			index[n.Path] = at
			n.Packages = 0
			out.Nodes = append(out.Nodes, n)
		}
		out.Nodes[at].Packages += g.Nodes[i].Packages
		place[i] = at
	}
	for _, e := range g.Edges {
		if e.From, e.To = place[e.From], place[e.To]; e.From != e.To {
			out.Edges = append(out.Edges, e)
		}
	}
	out.Sort()
	return out
}
