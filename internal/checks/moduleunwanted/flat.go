package moduleunwanted

import (
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// flat compares status.references, the first form the record had: it names the
// unwanted modules that are in the module graph, whoever refers to them.
func (c *checker) flat() {
	const key = "status.references"
	c.order(key, c.config.flat)
	listed := map[string]bool{}
	for _, it := range c.config.flat.items {
		listed[it.value] = true
		if _, ok := c.config.unwanted[it.value]; !ok {
			c.report(it.span, checks.Diagnostic{
				Symbol:  it.value + " referenced",
				Message: fmt.Sprintf("%s lists %s, which spec.unwantedModules does not", key, it.value),
				Remedy:  "remove the entry, or say in spec.unwantedModules why the module is unwanted",
			})
		} else if why := c.isOut(it.value); why != "" {
			c.report(it.span, checks.Diagnostic{
				Symbol:  it.value + " referenced",
				Message: fmt.Sprintf("nobody refers to the unwanted module %s any more: %s", it.value, why),
				Remedy:  "remove the entry, so that the module cannot come back unseen",
			})
		}
	}
	for _, u := range sortedKeys(c.config.unwanted) {
		if !listed[u] && c.main(u) == nil {
			c.unlisted(u)
		}
	}
}

// isOut says why a module cannot be in the module graph; "" if it may.
func (c *checker) isOut(u string) string {
	if c.graph != nil {
		if len(c.references(u)) > 0 {
			return ""
		}
		return "it is not in the module graph"
	}
	for _, m := range c.mains {
		if modgraph.Require(m, u) != nil {
			return ""
		}
	}
	if c.sums.Known && !c.sums.Loaded(u) && !c.replaced(u) {
		return "go.sum knows no go.mod of it, so it is not part of the module graph"
	}
	return ""
}

// references are the paths of the modules that refer to one in the graph.
func (c *checker) references(u string) (from []string) {
	for _, m := range c.graph.Referencers(func(p string) bool { return p == u })[u] {
		from = append(from, m.Path)
	}
	return from
}

// unlisted reports an unwanted module that is in the graph and not on record.
func (c *checker) unlisted(u string) {
	for _, m := range c.mains {
		if r := modgraph.Require(m, u); r != nil {
			start, end := modgraph.Pos(r.Syntax)
			c.Report(checks.Diagnostic{
				Path: m.GoModPath(), Pos: start, End: end,
				Symbol:  u + " referenced",
				Message: fmt.Sprintf("module %s requires the unwanted module %s%s, which status.references does not list", m.Path, u, c.because(u)),
				Remedy:  fmt.Sprintf("do without %s; if it has to be, list it in %s so that reviewers see it", u, c.file),
				Related: []checks.Related{c.rule(u)},
			})
			return
		}
	}
	if c.graph == nil {
		return
	}
	if from := c.references(u); len(from) > 0 {
		c.report(c.config.unwanted[u].span, checks.Diagnostic{
			Symbol:  u + " referenced",
			Message: fmt.Sprintf("%s refers to the unwanted module %s%s, which status.references does not list", from[0], u, c.because(u)),
			Remedy:  fmt.Sprintf("do without %s; if it has to be, list it in %s so that reviewers see it", u, c.file),
		})
	}
}
