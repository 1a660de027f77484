package moduleconflict

import (
	"cmp"
	"fmt"
	"go/version"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// goOf returns the go directive of a module, or nil.
func goOf(m *walk.Module) *modfile.Go {
	if m.GoMod == nil {
		return nil
	}
	return m.GoMod.Go
}

func older(a, b string) bool { return version.Compare("go"+a, "go"+b) < 0 }

// goVersions reports go directives that cannot hold together, and staging
// modules that differ from their siblings. A root ahead of its staging modules
// is no skew: those may serve users of older toolchains.
func (c *checker) goVersions() {
	work, workLine := c.workVersion()
	for _, m := range c.mains {
		g := goOf(m)
		if g == nil {
			continue
		}
		if work != "" && c.used[m] && older(work, g.Version) {
			c.Report(at(checks.Diagnostic{
				Symbol:  "go.work go " + m.Path,
				Message: fmt.Sprintf("go.work says go %s, but uses module %s, which needs go %s", work, m.Path, g.Version),
				Remedy:  fmt.Sprintf("write \"go %s\" in go.work: the go command refuses a workspace older than its modules", g.Version),
				Related: []checks.Related{related(m.GoModPath(), g.Syntax, "go "+g.Version)},
			}, "go.work", workLine))
		}
	}
	c.goSiblings(c.goRequired())
}

// goRequired reports modules whose go directive is ahead of that of a module of
// the tree that requires them, each once, and returns them.
func (c *checker) goRequired() map[*walk.Module]bool {
	behind := map[*walk.Module][]*walk.Module{}
	for _, m := range c.mains {
		for _, r := range modgraph.Requires(m) {
			to := c.own.Module(r.Mod.Path)
			if to != nil && to.Main && goOf(m) != nil && goOf(to) != nil && older(goOf(m).Version, goOf(to).Version) {
				behind[to] = append(behind[to], m)
			}
		}
	}
	reported := map[*walk.Module]bool{}
	for _, to := range c.mains {
		by := behind[to]
		if len(by) == 0 {
			continue
		}
		reported[to] = true
		g := goOf(to)
		d := at(checks.Diagnostic{
			Symbol:  to.Path + " go",
			Message: fmt.Sprintf("module %s says go %s, but %s requires it and says go %s", to.Path, g.Version, by[0].Path, goOf(by[0]).Version),
			Remedy:  "lower it, or raise those that require it: a module needs at least the go version of what it requires",
		}, to.GoModPath(), g.Syntax)
		for _, m := range by {
			d.Related = append(d.Related, related(m.GoModPath(), goOf(m).Syntax, fmt.Sprintf("go %s in %s", goOf(m).Version, m.Path)))
		}
		c.Report(d)
	}
	return reported
}

// goSiblings reports staging modules whose go directive is not the one most of
// them have, but for those that were reported.
func (c *checker) goSiblings(reported map[*walk.Module]bool) {
	var staging []*walk.Module
	count := map[string]int{}
	for _, m := range c.mains {
		if g := goOf(m); m.Staging && g != nil {
			staging = append(staging, m)
			count[g.Version]++
		}
	}
	if len(count) < 2 {
		return
	}
	usual := slices.MaxFunc(staging, func(a, b *walk.Module) int {
		va, vb := goOf(a).Version, goOf(b).Version
		return cmp.Or(cmp.Compare(count[va], count[vb]), version.Compare("go"+va, "go"+vb))
	})
	want := goOf(usual).Version
	for _, m := range staging {
		g := goOf(m)
		if g.Version == want || reported[m] {
			continue
		}
		c.Report(at(checks.Diagnostic{
			Symbol:  m.Path + " go",
			Message: fmt.Sprintf("staging module %s says go %s, but %d of %d staging modules say go %s", m.Path, g.Version, count[want], len(staging), want),
			Remedy:  "give modules that are released together one go version: it decides which language they are written in",
			Related: []checks.Related{related(usual.GoModPath(), goOf(usual).Syntax, fmt.Sprintf("go %s in %s", want, usual.Path))},
		}, m.GoModPath(), g.Syntax))
	}
}

// toolchains reports toolchain lines that differ from that of go.work or, if it
// has none, of the first module with one.
func (c *checker) toolchains() {
	var name, file string
	var first *modfile.Toolchain
	if w := c.Tree.Work; w != nil && w.Toolchain != nil {
		name, file, first = "go.work", "go.work", w.Toolchain
	}
	for _, m := range c.mains {
		t := m.GoMod.Toolchain
		switch {
		case t == nil:
		case first == nil:
			name, file, first = m.Path, m.GoModPath(), t
		case t.Name != first.Name:
			c.Report(at(checks.Diagnostic{
				Symbol:  m.Path + " toolchain",
				Message: fmt.Sprintf("module %s names toolchain %s, but %s names %s", m.Path, t.Name, name, first.Name),
				Remedy:  "name one toolchain, so that it does not matter in which directory a build is started",
				Related: []checks.Related{related(file, first.Syntax, "toolchain "+first.Name)},
			}, m.GoModPath(), t.Syntax))
		}
	}
}
