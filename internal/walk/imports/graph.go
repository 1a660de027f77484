// Package imports is the import graph of a tree: which package imports which,
// in which kind of file, and where.
//
// The graph is built from the import clauses alone. Its nodes are the packages
// of the tree and, as leaves, every import path that leads out of it; they are
// numbered, so that closures over thousands of packages are bit operations and
// not maps of strings. Tests are kept apart from what ships: an edge knows
// whether it stands in ordinary files, in tests of the package or in external
// tests, and every question asked of the graph says which of them count.
package imports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// An ID numbers a node of a Graph. The packages of Tree.Packages come first, in
// their order; import paths outside the tree follow, sorted.
type ID int32

// None is the ID of no node.
const None ID = -1

// Kinds is a set of kinds of files.
type Kinds uint8

// The kinds of files an import can stand in.
const (
	Prod  Kinds = 1 << iota // not a test
	Test                    // a test in the package itself
	XTest                   // a test in the external test package
	Any   = Prod | Test | XTest
)

// A Node is a package of the tree or an import path outside of it.
type Node struct {
	// Path is the import path.
	Path string
	// Pkg is nil outside the tree.
	Pkg *walk.Package
	// Std reports whether the path is the standard library's.
	Std bool
}

// An Edge is one end of an import: the other package, and the kinds of files of
// the importing package that have it.
type Edge struct {
	ID    ID
	Kinds Kinds
}

// Options say what makes up the graph. The zero value takes the active files.
type Options struct {
	// Takes reports whether the imports of a file count.
	Takes func(*walk.File) bool
}

// A Graph is the import graph of a tree. It is immutable.
type Graph struct {
	// Tree is where the graph was taken from.
	Tree *walk.Tree

	nodes   []Node
	ids     map[string]ID
	out, in [][]Edge
	takes   func(*walk.File) bool
}

// New builds the graph of a tree.
func New(tree *walk.Tree, opts Options) *Graph {
	g := &Graph{Tree: tree, takes: opts.Takes, ids: make(map[string]ID, 2*len(tree.Packages))}
	if g.takes == nil {
		g.takes = func(f *walk.File) bool { return f.Active }
	}
	own := make(map[*walk.Package]ID, len(tree.Packages))
	for i, p := range tree.Packages {
		g.nodes = append(g.nodes, Node{Path: p.ImportPath, Pkg: p})
		own[p] = ID(i)
	}
	// Two directories may claim one path; imports of it lead to the one that
	// the tree takes for it.
	for _, p := range tree.Packages {
		if winner, ok := own[tree.Package(p.ImportPath)]; ok {
			g.ids[p.ImportPath] = winner
		}
	}
	g.addOutside()
	g.connect()
	return g
}

// addOutside numbers the import paths that no package of the tree has.
func (g *Graph) addOutside() {
	from := map[string]*walk.Package{}
	for _, n := range g.nodes {
		for _, f := range n.Pkg.Files {
			if !g.takes(f) {
				continue
			}
			for i := range f.Header.Imports {
				path := f.Header.Imports[i].Path
				if _, ok := g.ids[path]; !ok && path != "C" {
					g.ids[path] = None
					from[path] = n.Pkg
				}
			}
		}
	}
	paths := make([]string, 0, len(from))
	for path := range from {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		g.ids[path] = ID(len(g.nodes))
		std := g.Tree.Resolve(from[path], path).Kind == walk.Std
		g.nodes = append(g.nodes, Node{Path: path, Std: std})
	}
}

// connect fills in the edges, sorted by node on both sides.
func (g *Graph) connect() {
	g.out = make([][]Edge, len(g.nodes))
	g.in = make([][]Edge, len(g.nodes))
	seen := make([]Kinds, len(g.nodes)) // of the current package
	indegree := make([]int, len(g.nodes))
	var to []ID
	for id := range g.Tree.Packages {
		to = to[:0]
		for _, f := range g.nodes[id].Pkg.Files {
			if !g.takes(f) {
				continue
			}
			for i := range f.Header.Imports {
				t, ok := g.ids[f.Header.Imports[i].Path]
				if !ok { // "C"
					continue
				}
				if seen[t] == 0 {
					to = append(to, t)
				}
				seen[t] |= KindOf(f)
			}
		}
		slices.Sort(to)
		edges := make([]Edge, len(to))
		for i, t := range to {
			edges[i] = Edge{t, seen[t]}
			seen[t] = 0
			indegree[t]++
		}
		g.out[id] = edges
	}
	for id, n := range indegree {
		g.in[id] = make([]Edge, 0, n)
	}
	for id, edges := range g.out {
		for _, e := range edges {
			g.in[e.ID] = append(g.in[e.ID], Edge{ID(id), e.Kinds})
		}
	}
}

// KindOf returns the kind of a file.
func KindOf(f *walk.File) Kinds {
	switch {
	case f.XTest:
		return XTest
	case f.Test:
		return Test
	}
	return Prod
}

// Len is the number of nodes; their IDs are 0 to Len-1.
func (g *Graph) Len() int { return len(g.nodes) }

// Node returns what id stands for.
func (g *Graph) Node(id ID) Node { return g.nodes[id] }

// Find returns the node of an import path, or None.
func (g *Graph) Find(importPath string) ID {
	if id, ok := g.ids[importPath]; ok {
		return id
	}
	return None
}

// Imports returns what a package imports, sorted by ID.
func (g *Graph) Imports(id ID) []Edge { return g.out[id] }

// Importers returns the packages that import id, sorted by ID.
func (g *Graph) Importers(id ID) []Edge { return g.in[id] }

// A Hop is one import: an import spec in a file of From.
type Hop struct {
	From, To ID
	File     *walk.File
	Import   walk.Import
}

// Hop returns the first import of to in files of the given kinds of from, by
// file name and place: ordinary files before tests.
func (g *Graph) Hop(from, to ID, kinds Kinds) (Hop, bool) {
	best, found := Hop{}, false
	for _, f := range g.nodes[from].Pkg.Files {
		kind := KindOf(f)
		if kind&kinds == 0 || !g.takes(f) || found && kind >= KindOf(best.File) {
			continue
		}
		for _, imp := range f.Header.Imports {
			if g.ids[imp.Path] == to && imp.Path != "C" {
				best, found = Hop{from, to, f, imp}, true
				break
			}
		}
	}
	return best, found
}

// byPath orders nodes by import path.
func (g *Graph) byPath(a, b ID) int {
	return cmp.Or(strings.Compare(g.nodes[a].Path, g.nodes[b].Path), cmp.Compare(a, b))
}
