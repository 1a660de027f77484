package moduleconflict

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

func modVersion(path string) module.Version { return module.Version{Path: path} }

// A requirement is one line of one module of the tree.
type requirement struct {
	module *walk.Module
	line   *modfile.Require
}

// byDependency returns what the modules built from here require, by path.
func (c *checker) byDependency() (paths []string, rs map[string][]requirement) {
	rs = map[string][]requirement{}
	for _, m := range c.mains {
		for _, r := range modgraph.Requires(m) {
			rs[r.Mod.Path] = append(rs[r.Mod.Path], requirement{m, r})
		}
	}
	for p := range rs {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths, rs
}

// requirements reports each dependency that the modules of the tree require at
// different versions, once.
func (c *checker) requirements() {
	paths, rs := c.byDependency()
	for _, p := range paths {
		if !c.decided(p) {
			c.versions(p, rs[p])
		}
	}
}

// decided reports whether builds here take a module from one place whatever
// version is required: from a directory of the tree, or from where a
// replacement says. What pins and requirements make of each other is reported
// with the pin.
func (c *checker) decided(modulePath string) bool {
	if m := c.own.Module(modulePath); m != nil && m.Main {
		return true
	}
	deciding := c.ofWork()
	for _, m := range c.mains {
		if m.Dir == "." || c.used[m] {
			deciding = append(deciding, of(m)...)
		}
	}
	return slices.ContainsFunc(deciding, func(r replacement) bool {
		return r.line.Old.Path == modulePath && r.line.Old.Version == ""
	})
}

func (c *checker) versions(dep string, rs []requirement) {
	highest := rs[0]
	for _, r := range rs {
		if semver.Compare(r.line.Mod.Version, highest.line.Mod.Version) > 0 {
			highest = r
		}
	}
	selected := highest.line.Mod.Version
	var lower []requirement
	for _, r := range rs {
		if r.line.Mod.Version != selected {
			lower = append(lower, r)
		}
	}
	// Where everybody requires it for somebody else's sake, nobody's code is
	// written against a version.
	if len(lower) == 0 || !slices.ContainsFunc(rs, func(r requirement) bool { return !r.line.Indirect }) {
		return
	}
	first := lower[0]
	d := at(checks.Diagnostic{
		Symbol: dep,
		Message: fmt.Sprintf("%s requires %s %s, but %s requires %s, which is what builds here take",
			first.module.Path, dep, first.line.Mod.Version, highest.module.Path, selected),
		Remedy:  fmt.Sprintf("require %s %s in %s", dep, selected, moduleNames(lower)),
		Related: []checks.Related{requires(highest)},
	}, first.module.GoModPath(), first.line.Syntax)
	for _, r := range lower[1:] {
		d.Related = append(d.Related, requires(r))
	}
	c.Report(d)
}

func requires(r requirement) checks.Related {
	return related(r.module.GoModPath(), r.line.Syntax, fmt.Sprintf("%s requires %s", r.module.Path, r.line.Mod.Version))
}

func moduleNames(rs []requirement) string {
	var names []string
	for _, r := range rs {
		names = append(names, r.module.Path)
	}
	return strings.Join(names, ", ")
}

// placeholders reports requirements of the tree's own modules that only a
// replacement or a workspace can satisfy, where there is neither.
func (c *checker) placeholders() {
	for _, m := range c.Tree.Modules {
		for _, r := range modgraph.Requires(m) {
			to := c.own.Module(r.Mod.Path)
			if to == nil || to == m || !isPlaceholder(r.Mod.Version) || c.used[m] && c.used[to] {
				continue
			}
			if modgraph.Replacement(modgraph.Replaces(m), r.Mod.Path, r.Mod.Version) != nil {
				continue
			}
			d := checks.Diagnostic{
				Symbol: m.Path + " -> " + to.Path,
				Message: fmt.Sprintf("module %s requires %s %s, which was never published, and does not replace it with %s",
					m.Path, to.Path, r.Mod.Version, to.Dir),
				Remedy: fmt.Sprintf("add \"replace %s => %s\" to %s", to.Path, relative(m.Dir, to.Dir), m.GoModPath()),
			}
			if c.used[m] {
				d.Message += ", nor does go.work use it"
			}
			c.Report(at(d, m.GoModPath(), r.Syntax))
		}
	}
}

// isPlaceholder knows the versions that stand for "the one next door": what
// trees write by hand, and what the go command makes of a replaced module.
func isPlaceholder(version string) bool {
	return version == "v0.0.0" || version == "v0.0.0-00010101000000-000000000000"
}

// relative returns the path from one directory of the tree to another as a
// replacement spells it.
func relative(from, to string) string {
	var f, t []string
	if from != "." {
		f = strings.Split(from, "/")
	}
	if to != "." {
		t = strings.Split(to, "/")
	}
	for len(f) > 0 && len(t) > 0 && f[0] == t[0] {
		f, t = f[1:], t[1:]
	}
	parts := slices.Repeat([]string{".."}, len(f))
	if len(parts) == 0 {
		parts = []string{"."}
	}
	return strings.Join(append(parts, t...), "/")
}
