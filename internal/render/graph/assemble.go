package graph

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// Options say what of an import graph becomes a drawing.
type Options struct {
	// Modules makes one node of each module; otherwise packages are the nodes.
	Modules bool
	// Covers limits the packages; what they import of the rest of the tree
	// becomes one node for each module. Nil takes all.
	Covers func(*walk.Package) bool
	// Tests counts the imports of tests too.
	Tests bool
	// External adds what lies outside of the tree: one node for each module, and
	// one for the standard library.
	External bool
}

// Std is the path of the node that stands for the standard library.
const Std = "std"

// FromImports makes a drawing of an import graph.
func FromImports(g *imports.Graph, opts Options) *Graph {
	a := assembler{g: g, opts: opts, index: map[string]int{}, out: &Graph{Title: g.Tree.Name}}
	kinds := imports.Prod
	if opts.Tests {
		kinds = imports.Any
	}
	for id := range imports.ID(g.Len()) {
		if a.drawn(id) {
			a.out.Nodes[a.node(id)].Packages++
		}
	}
	seen := map[[2]int]bool{}
	for id := range imports.ID(g.Len()) {
		if !a.drawn(id) {
			continue
		}
		from := a.node(id)
		for _, e := range g.Imports(id) {
			if e.Kinds&kinds == 0 {
				continue
			}
			to := a.node(e.ID)
			if to < 0 || to == from {
				continue
			}
			a.out.Edges = append(a.out.Edges, Edge{from, to, 1, e.Kinds&kinds&imports.Prod == 0})
			if pair := [2]int{int(e.ID), to}; !a.drawn(e.ID) && !seen[pair] {
				seen[pair] = true
				a.out.Nodes[to].Packages++
			}
		}
	}
	a.out.Sort()
	return a.out
}

type assembler struct {
	g     *imports.Graph
	opts  Options
	index map[string]int
	out   *Graph
}

// drawn reports whether a package is one the drawing is about.
func (a *assembler) drawn(id imports.ID) bool {
	p := a.g.Node(id).Pkg
	return p != nil && !p.Vendored && (a.opts.Covers == nil || a.opts.Covers(p))
}

// node returns the index of the node a package belongs to, or -1.
func (a *assembler) node(id imports.ID) int {
	n := a.g.Node(id)
	switch {
	case n.Pkg == nil || n.Pkg.Vendored:
		if !a.opts.External {
			return -1
		}
		return a.add(Node{Path: a.moduleOf(n), Kind: External})
	case n.Pkg.Module == nil:
		return a.add(Node{Path: n.Path, Kind: Package})
	case a.opts.Modules:
		return a.add(Node{Path: n.Pkg.Module.Path, Kind: Module, Module: n.Pkg.Module.Path})
	case !a.drawn(id):
		// The dots keep it apart from the package in the module's directory.
		return a.add(Node{Path: n.Pkg.Module.Path + "/...", Kind: Module, Module: n.Pkg.Module.Path})
	}
	return a.add(Node{Path: n.Path, Kind: Package, Module: n.Pkg.Module.Path})
}

func (a *assembler) add(n Node) int {
	i, ok := a.index[n.Path]
	if !ok {
		i = len(a.out.Nodes)
		a.index[n.Path] = i
		a.out.Nodes = append(a.out.Nodes, n)
	}
	return i
}

// moduleOf returns the path of the module that an import path outside of the
// tree belongs to: one that a go.mod requires, or else what modules on the known
// hosts look like.
func (a *assembler) moduleOf(n imports.Node) string {
	if n.Std {
		return Std
	}
	best := ""
	for _, m := range a.g.Tree.Modules {
		if m.GoMod == nil {
			continue
		}
		for _, r := range m.GoMod.Require {
			if len(r.Mod.Path) > len(best) && (n.Path == r.Mod.Path || strings.HasPrefix(n.Path, r.Mod.Path+"/")) {
				best = r.Mod.Path
			}
		}
	}
	if best != "" {
		return best
	}
	elems := strings.SplitN(n.Path, "/", 4)
	return strings.Join(elems[:min(3, len(elems))], "/")
}
