package moduleunwanted

import (
	"fmt"

	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// compareGraph compares the record with all references in the module graph.
func (c *checker) compareGraph() {
	recordsMains := c.recordsMains()
	all := c.graph.Referencers(func(p string) bool { _, ok := c.config.unwanted[p]; return ok })
	for _, u := range sortedKeys(c.config.unwanted) {
		if c.main(u) != nil {
			continue // reported as a mistake in the file
		}
		known, actual := c.config.refs[u], map[string]bool{}
		for _, from := range all[u] {
			if !c.recorded(u, from, recordsMains) {
				continue
			}
			actual[from.Path] = true
			if _, _, ok := known.listed(from.Path); !ok {
				c.newReference(u, from)
			}
		}
		// Modules of the tree have no place in the oldest form, but a module that
		// nobody is recorded for is new there too.
		if known == nil && !recordsMains {
			c.unrecorded(u, all[u])
		}
		if known == nil {
			continue
		}
		_, lists := known.all()
		for _, l := range lists {
			for _, it := range l.items {
				if !actual[it.value] {
					c.reportGone(u, it, "the module graph has no such requirement")
				}
			}
		}
	}
}

// recorded reports whether a reference has its place in the record: those of
// third parties, and those of the tree's own modules if they are direct and the
// form of the file has them.
func (c *checker) recorded(u string, from module.Version, recordsMains bool) bool {
	if !modgraph.IsMain(from) {
		return true
	}
	m := c.main(from.Path)
	if !recordsMains || m == nil {
		return false
	}
	r := modgraph.Require(m, u)
	return r != nil && !r.Indirect
}

func (c *checker) unrecorded(u string, from []module.Version) {
	for _, f := range from {
		if m := c.main(f.Path); m != nil {
			if r := modgraph.Require(m, u); r != nil && !r.Indirect {
				c.newRequirement(u, m, r)
			}
		}
	}
}

func (c *checker) newReference(u string, from module.Version) {
	if m := c.main(from.Path); m != nil {
		if r := modgraph.Require(m, u); r != nil {
			c.newRequirement(u, m, r)
			return
		}
	}
	d := checks.Diagnostic{
		Symbol:  u + " <- " + from.Path,
		Message: fmt.Sprintf("%s requires the unwanted module %s%s, which status.unwantedReferences does not list", from, u, c.because(u)),
		Remedy:  fmt.Sprintf("take a version of %s without the requirement, or do without it; if it has to be, list the reference in %s", from.Path, c.file),
		Related: []checks.Related{c.rule(u)},
	}
	for _, m := range c.mains {
		if r := modgraph.Require(m, from.Path); r != nil {
			d.Path = m.GoModPath()
			d.Pos, d.End = modgraph.Pos(r.Syntax)
			c.Report(d)
			return
		}
	}
	at := c.config.unwanted[u].span
	if r := c.config.refs[u]; r != nil {
		at = r.span
	}
	c.report(at, d)
}
