package moduleunwanted

import (
	"fmt"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// requirements looks for unwanted modules in the go.mod files of the tree that
// the record does not know of.
func (c *checker) requirements() {
	recordsMains := c.recordsMains()
	for _, u := range sortedKeys(c.config.unwanted) {
		if c.main(u) != nil {
			continue // reported as a mistake in the file
		}
		known := c.config.refs[u]
		direct, first := 0, (*requirement)(nil)
		for _, m := range c.mains {
			r := modgraph.Require(m, u)
			if r == nil {
				continue
			}
			if first == nil {
				first = &requirement{m, r}
			}
			if r.Indirect {
				continue
			}
			direct++
			if _, _, listed := known.listed(m.Path); !listed && (recordsMains || known == nil) {
				c.newRequirement(u, m, r)
			}
		}
		// An indirect requirement alone means that some third party refers to the
		// module, and nobody is recorded.
		if known == nil && first != nil && direct == 0 {
			c.newRequirement(u, first.module, first.line)
		}
	}
}

type requirement struct {
	module *walk.Module
	line   *modfile.Require
}

func (c *checker) newRequirement(u string, m *walk.Module, r *modfile.Require) {
	start, end := modgraph.Pos(r.Syntax)
	how := ""
	if r.Indirect {
		how = " indirectly"
	}
	c.Report(checks.Diagnostic{
		Path: m.GoModPath(), Pos: start, End: end,
		Symbol:  u + " <- " + m.Path,
		Message: fmt.Sprintf("module %s requires the unwanted module %s%s%s, which status.unwantedReferences does not list", m.Path, u, how, c.because(u)),
		Remedy:  fmt.Sprintf("do without %s; if it has to be, list the reference in %s so that reviewers see it", u, c.file),
		Related: []checks.Related{c.rule(u)},
	})
}

// gone reports recorded references that cannot exist any more.
func (c *checker) gone() {
	for _, u := range sortedKeys(c.config.refs) {
		if _, ok := c.config.unwanted[u]; !ok {
			continue // reported as a whole
		}
		names, lists := c.config.refs[u].all()
		for i, l := range lists {
			for _, it := range l.items {
				if why := c.isGone(u, names[i], it.value); why != "" {
					c.reportGone(u, it, why)
				}
			}
		}
	}
}

func (c *checker) reportGone(u string, it item, why string) {
	c.report(it.span, checks.Diagnostic{
		Symbol:  u + " <- " + it.value,
		Message: fmt.Sprintf("%s no longer refers to the unwanted module %s: %s", it.value, u, why),
		Remedy:  "remove the entry, so that the reference cannot come back unseen",
	})
}

// isGone says why a recorded reference cannot exist; "" if it may.
func (c *checker) isGone(u, list, name string) string {
	if m := c.main(name); m != nil {
		if r := modgraph.Require(m, u); r == nil || r.Indirect {
			return "its " + m.GoModPath() + " does not require it directly"
		}
		if list == listTransitive || list == listSumOnly {
			return fmt.Sprintf("it is a module of this tree, which %q does not hold", list)
		}
		return ""
	}
	if c.sums.Known && !c.sums.Loaded(name) && !c.replaced(name) {
		return "go.sum knows no go.mod of it, so it is not part of the module graph"
	}
	return ""
}

// replaced reports whether a module is taken from elsewhere. What go.sum then
// knows goes by another name, or is nothing at all for a directory.
func (c *checker) replaced(modulePath string) bool {
	names := func(r *modfile.Replace) bool { return r.Old.Path == modulePath }
	if w := c.Tree.Work; w != nil && slices.ContainsFunc(w.Replace, names) {
		return true
	}
	return slices.ContainsFunc(c.mains, func(m *walk.Module) bool {
		return slices.ContainsFunc(modgraph.Replaces(m), names)
	})
}

// ownUnwanted reports modules of the tree that are themselves unwanted.
func (c *checker) ownUnwanted() {
	for _, u := range sortedKeys(c.config.unwanted) {
		m := c.main(u)
		if m == nil {
			continue
		}
		c.report(c.config.unwanted[u].span, checks.Diagnostic{
			Symbol:  u + " is a module of the tree",
			Message: fmt.Sprintf("the unwanted module %s is a module of this tree, in %s", u, m.Dir),
			Remedy:  "remove the entry: what the tree's own modules may require is the business of the checks import-staging and import-restrictions",
		})
	}
}
