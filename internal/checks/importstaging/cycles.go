package importstaging

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// cycles collects the edges between the tree's own modules.
type cycles struct {
	imports, requires moduleGraph
}

func newCycles() cycles {
	return cycles{imports: newModuleGraph(), requires: newModuleGraph()}
}

// A moduleGraph is a graph of modules with a reason for every edge.
type moduleGraph struct {
	edges   modgraph.Edges
	reasons map[[2]string]*reason
}

// A reason is how often an edge occurs, and the first place it is seen at: code
// goes before tests, and direct requirements before indirect ones.
type reason struct {
	count  int
	strong bool
	at     checks.Related
}

func newModuleGraph() moduleGraph {
	return moduleGraph{edges: modgraph.Edges{}, reasons: map[[2]string]*reason{}}
}

func (g moduleGraph) add(from, to *walk.Module, at checks.Related, strong bool) {
	key := [2]string{from.Path, to.Path}
	r := g.reasons[key]
	if r == nil {
		r = &reason{strong: strong, at: at}
		g.reasons[key] = r
		g.edges.Add(from.Path, to.Path)
	}
	if strong && !r.strong {
		r.strong, r.at = true, at
	}
	r.count++
}

// chain returns the shortest cycle of a set, starting with the edge that has
// the fewest occurrences: the one that is cheapest to remove.
func (g moduleGraph) chain(set []string) []string {
	c := g.edges.Shortest(set)
	best := 0
	for i := range len(c) - 1 {
		if g.reason(c, i).count < g.reason(c, best).count {
			best = i
		}
	}
	c = c[:len(c)-1]
	c = append(slices.Clone(c[best:]), c[:best]...)
	return append(c, c[0])
}

func (g moduleGraph) reason(chain []string, i int) *reason {
	return g.reasons[[2]string{chain[i], chain[i+1]}]
}

// reportCycles reports every set of modules that depend on one another once: at
// an import if imports alone close the circle, else at a requirement.
func (c *checker) reportCycles() {
	var byImports [][]string
	for _, set := range c.cycles.imports.edges.Cycles() {
		byImports = append(byImports, set)
		c.cycle(c.cycles.imports, set, "import",
			"break it at the import: move what it needs to the module that uses it, or to one below both, since no module can be tagged before those it imports")
	}
	for _, set := range c.cycles.requires.edges.Cycles() {
		covered := slices.ContainsFunc(byImports, func(other []string) bool {
			return !slices.ContainsFunc(set, func(m string) bool { return !slices.Contains(other, m) })
		})
		if !covered {
			c.cycle(c.cycles.requires, set, "require",
				"remove the requirement: imports do not need the whole circle, and no module can be tagged before those it requires")
		}
	}
}

func (c *checker) cycle(g moduleGraph, set []string, verb, remedy string) {
	chain := g.chain(set)
	first := g.reason(chain, 0).at
	d := checks.Diagnostic{
		Path: first.Path, Pos: first.Pos,
		Symbol:  verb + " cycle " + strings.Join(set, ", "),
		Message: fmt.Sprintf("modules %s one another: %s", verb, strings.Join(chain, " -> ")),
		Remedy:  remedy,
	}
	if len(set) > len(chain)-1 {
		d.Message += fmt.Sprintf(" (the shortest of several circles through %s)", strings.Join(set, ", "))
	}
	for i := range len(chain) - 1 {
		r := g.reason(chain, i)
		at := r.at
		if verb == "import" {
			at.Message += fmt.Sprintf(" (%s from %s to %s)", howMany(r.count), chain[i], chain[i+1])
		}
		d.Related = append(d.Related, at)
	}
	c.Report(d)
}

func howMany(imports int) string {
	if imports == 1 {
		return "the only import"
	}
	return fmt.Sprintf("one of %d imports", imports)
}
