package moduleunwanted

import (
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// pins compares spec.pinnedModules with the version the tree takes: that of the
// first of its modules that requires it, the root before all others, unless the
// root replaces it by another version.
func (c *checker) pins() {
	for _, name := range sortedKeys(c.config.pinned) {
		want := c.config.pinned[name]
		for _, m := range c.mains {
			r := modgraph.Require(m, name)
			if r == nil {
				continue
			}
			got, line := r.Mod.Version, r.Syntax
			if root := c.Tree.Root(); root != nil {
				if rep := modgraph.Replacement(modgraph.Replaces(root), name, got); rep != nil && rep.New.Path == name {
					got, line, m = rep.New.Version, rep.Syntax, root
				}
			}
			if got != want.version {
				d := checks.Diagnostic{
					Path:    m.GoModPath(),
					Symbol:  name + " pinned",
					Message: fmt.Sprintf("%s is pinned to %s, but %s takes %s", name, want.version, m.Path, got),
					Remedy:  "go back to the pinned version, or change the pin and its reason together with it",
					Related: []checks.Related{{Path: c.file, Pos: c.lines.pos(want.span.start), Message: "pinned here" + because(want.reason)}},
				}
				d.Pos, d.End = modgraph.Pos(line)
				c.Report(d)
			}
			break
		}
	}
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}
