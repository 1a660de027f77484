package moduleconflict

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// workspace reports staging modules that the tree is built without: left out of
// go.work though the root takes them from here, or left out of both.
func (c *checker) workspace() {
	root := c.Tree.Root()
	staging := slices.ContainsFunc(c.mains, func(m *walk.Module) bool { return m.Staging })
	for _, m := range c.Tree.Modules {
		if m.GoMod == nil || m.GoMod.Module == nil {
			continue
		}
		line := m.GoMod.Module.Syntax
		switch {
		case c.Tree.Work != nil && m.Staging && !c.used[m]:
			c.Report(at(checks.Diagnostic{
				Symbol:  m.Path + " not in go.work",
				Message: fmt.Sprintf("go.work does not use staging module %s, which the root module takes from %s", m.Path, m.Dir),
				Remedy:  fmt.Sprintf("add \"use ./%s\" to go.work", m.Dir),
				Related: c.workLine(),
			}, m.GoModPath(), line))
		case staging && root != nil && !m.Main && !named(root, m.Path) && c.siblings(m):
			c.Report(at(checks.Diagnostic{
				Symbol:  m.Path + " not built",
				Message: fmt.Sprintf("module %s lies among the staging modules, but the root module does not replace it and no go.work uses it", m.Path),
				Remedy:  fmt.Sprintf("add \"replace %s => ./%s\" to the root's go.mod or \"use ./%s\" to go.work, or move it elsewhere", m.Path, m.Dir, m.Dir),
			}, m.GoModPath(), line))
		}
	}
}

// named reports whether the root speaks of a module, so that what is wrong with
// it is reported there.
func named(root *walk.Module, modulePath string) bool {
	r := modgraph.Require(root, modulePath)
	return r != nil && isPlaceholder(r.Mod.Version) || modgraph.Replacement(modgraph.Replaces(root), modulePath, "") != nil
}

// siblings reports whether m is laid out as the staging modules are: in a
// directory ending in its path, from the same directory as one of them, and not
// inside of another module.
func (c *checker) siblings(m *walk.Module) bool {
	if up := c.Tree.ModuleOf(path.Dir(m.Dir)); up != c.Tree.Root() {
		return false
	}
	base, ok := strings.CutSuffix(m.Dir, "/"+m.Path)
	return ok && slices.ContainsFunc(c.mains, func(o *walk.Module) bool {
		return o.Staging && o.Dir == base+"/"+o.Path
	})
}

// workLine points at the first use directive.
func (c *checker) workLine() []checks.Related {
	if len(c.Tree.Work.Use) == 0 {
		return nil
	}
	return []checks.Related{related("go.work", c.Tree.Work.Use[0].Syntax, "what the workspace uses")}
}

// workVersion returns the go version of go.work, or "".
func (c *checker) workVersion() (string, *modfile.Line) {
	if c.Tree.Work == nil || c.Tree.Work.Go == nil {
		return "", nil
	}
	return c.Tree.Work.Go.Version, c.Tree.Work.Go.Syntax
}
