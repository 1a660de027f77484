package modgraph

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// A Graph is the output of "go mod graph".
type Graph struct {
	// Mains are the modules with no version or v0.0.0 that require something,
	// in the order they first appear: the main module and what it replaces with
	// directories.
	Mains []module.Version
	// Edges are the lines that have the form "from to", in file order.
	Edges []Edge
	// Invalid are the numbers of the lines that have not.
	Invalid []int

	from map[module.Version][]module.Version
}

// An Edge is one requirement and the line it stands on.
type Edge struct {
	From, To module.Version
	Line     int
}

// ParseGraph reads the output of "go mod graph".
func ParseGraph(text string) *Graph {
	g := &Graph{from: map[module.Version][]module.Version{}}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		a, b, ok := strings.Cut(line, " ")
		if !ok || a == "" || b == "" || strings.Contains(b, " ") {
			g.Invalid = append(g.Invalid, n)
			continue
		}
		e := Edge{From: parseVersion(a), To: parseVersion(b), Line: n}
		if IsMain(e.From) && !slices.Contains(g.Mains, e.From) {
			g.Mains = append(g.Mains, e.From)
		}
		g.Edges = append(g.Edges, e)
		g.from[e.From] = append(g.from[e.From], e.To)
	}
	return g
}

func parseVersion(s string) module.Version {
	p, v, _ := strings.Cut(s, "@")
	return module.Version{Path: p, Version: v}
}

// IsMain reports whether a module of the graph is developed here: it has no
// version, or the one that stands for "taken from a directory".
func IsMain(m module.Version) bool { return m.Version == "" || m.Version == "v0.0.0" }

// Effective returns the version a traversal uses for each module that a main
// module requires: the one that is required first.
func (g *Graph) Effective() map[string]module.Version {
	out := map[string]module.Version{}
	for _, m := range g.Mains {
		for _, to := range g.from[m] {
			if _, ok := out[to.Path]; !ok {
				out[to.Path] = to
			}
		}
	}
	return out
}

// Referencers returns, for each module that wanted accepts and some main module
// reaches, the modules that require it on the way, sorted and with one version
// each.
//
// Every requirement is followed to the effective version of its target and not
// to the version it names, which is what keeps requirements of superseded
// versions out.
func (g *Graph) Referencers(wanted func(modulePath string) bool) map[string][]module.Version {
	out := map[string][]module.Version{}
	w := walker{graph: g, effective: g.Effective(), arrive: func(from, to module.Version) {
		if !wanted(to.Path) {
			return
		}
		byName := func(v module.Version) bool { return v.Path == from.Path }
		if !slices.ContainsFunc(out[to.Path], byName) {
			out[to.Path] = append(out[to.Path], from)
		}
	}}
	for _, m := range g.Mains {
		w.expanded, w.onPath = map[module.Version]bool{}, map[string]bool{}
		w.expand(m)
	}
	for _, vs := range out {
		slices.SortFunc(vs, func(a, b module.Version) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Version, b.Version))
		})
	}
	return out
}

// walker goes through the graph depth first, expanding each module once.
type walker struct {
	graph     *Graph
	effective map[string]module.Version
	arrive    func(from, to module.Version)
	expanded  map[module.Version]bool
	onPath    map[string]bool
}

func (w *walker) expand(m module.Version) {
	if w.expanded[m] {
		return
	}
	w.onPath[m.Path] = true
	for _, to := range w.graph.from[m] {
		if v, ok := w.effective[to.Path]; ok {
			to = v
		}
		if w.onPath[to.Path] {
			continue
		}
		w.arrive(m, to)
		w.expand(to)
	}
	w.onPath[m.Path] = false
	w.expanded[m] = true
}
