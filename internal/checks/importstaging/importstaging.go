// Package importstaging keeps the modules of a tree publishable one by one:
// nothing that is published on its own, and no third party, depends on what is
// not published yet, and no two modules wait for each other.
package importstaging

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

//go:embed doc.md
var doc string

// Check reports imports and requirements that run against the order in which
// modules are published.
var Check = &checks.Check{
	ID:       "KI104",
	Slug:     "import-staging",
	Doc:      doc,
	Since:    "v0.1.0",
	Severity: checks.Error,
	Vendor:   true,
	Options:  func() any { return new(Options) },
	Run:      run,
}

// Options are the check's settings.
type Options struct {
	// Graph names a file with the output of "go mod graph", run in the root.
	Graph string `yaml:"graph" jsonschema:"description=file of the tree that holds the output of go mod graph; third parties that require a module of the tree are then found in it too"`
}

// run classifies every package by the module it belongs to and looks at what it
// imports of the tree's own modules; everything else follows from that.
func run(p *checks.Pass) error {
	c := &checker{Pass: p, own: modgraph.OwnOf(p.Tree), vendors: vendorsOf(p.Tree), cycles: newCycles()}
	for _, pkg := range p.Tree.Packages {
		c.pkg(pkg)
	}
	for _, m := range p.Tree.Modules {
		c.requires(m)
	}
	c.reportCycles()
	return c.graph(p.Options.(*Options).Graph)
}

type checker struct {
	*checks.Pass
	own     *modgraph.Own
	vendors []*vendor
	cycles  cycles
}

// pkg looks at the imports of one package.
func (c *checker) pkg(pkg *walk.Package) {
	if pkg.Vendored {
		// A copy of one of the tree's modules below vendor, which "go mod vendor"
		// makes of a module taken from a directory, is no third party.
		v := c.vendoring(pkg)
		if v == nil || c.own.Of(pkg.ImportPath) != nil {
			return
		}
		if from, listed := v.by(pkg.ImportPath); listed {
			c.imports(pkg, func(f *walk.File, imp walk.Import, to *walk.Module) { c.thirdParty(v, from, f, imp, to) })
		}
		return
	}
	if pkg.Module == nil {
		return
	}
	staging := c.own.Part(pkg.Module) == modgraph.Staging
	c.imports(pkg, func(f *walk.File, imp walk.Import, to *walk.Module) {
		if staging && c.own.Part(to) == modgraph.Root {
			c.staging(f, imp, to)
			return
		}
		c.cycles.imports.add(pkg.Module, to, checks.Related{
			Path: f.Path, Pos: imp.PathPos,
			Message: fmt.Sprintf("%s imports %s", pkg.ImportPath, imp.Path),
		}, !f.Test)
	})
}

// imports calls visit for every import of another module of the tree.
func (c *checker) imports(pkg *walk.Package, visit func(*walk.File, walk.Import, *walk.Module)) {
	for _, f := range pkg.Files {
		for _, imp := range f.Header.Imports {
			if to := c.own.Of(imp.Path); to != nil && to != pkg.Module && modgraph.Built(f) {
				visit(f, imp, to)
			}
		}
	}
}

func (c *checker) staging(f *walk.File, imp walk.Import, to *walk.Module) {
	from := f.Pkg.Module
	c.Report(checks.Diagnostic{
		Path: f.Path, Pos: imp.PathPos, End: imp.End,
		Symbol:  f.Pkg.ImportPath + " -> " + imp.Path,
		Message: fmt.Sprintf("staging module %s imports %q of %s%s", from.Path, imp.Path, c.describe(to), inTest(f)),
		Remedy:  fmt.Sprintf("move what is needed into a staging module, or let %s pass it in: whoever uses %s alone cannot get the root module", to.Path, from.Path),
		Related: moduleLine(from),
	})
}

func (c *checker) thirdParty(v *vendor, from *walk.VendoredModule, f *walk.File, imp walk.Import, to *walk.Module) {
	name := "vendored package " + f.Pkg.ImportPath
	var related []checks.Related
	if from != nil {
		name += fmt.Sprintf(" (module %s %s)", from.Path, from.Version)
		related = append(related, checks.Related{Path: v.dir + "/modules.txt", Pos: from.Pos, Message: "vendored here"})
	}
	c.Report(checks.Diagnostic{
		Path: f.Path, Pos: imp.PathPos, End: imp.End,
		Symbol:  f.Pkg.ImportPath + " -> " + imp.Path,
		Message: fmt.Sprintf("%s imports %q of %s%s", name, imp.Path, c.describe(to), inTest(f)),
		Remedy:  "do without the dependency, or take a version that does not import this tree: each would wait for a release of the other",
		Related: append(related, moduleLine(to)...),
	})
}

// requires looks at one module's go.mod.
func (c *checker) requires(m *walk.Module) {
	for _, r := range modgraph.Requires(m) {
		to := c.own.Module(r.Mod.Path)
		if to == nil || to == m {
			continue
		}
		start, end := modgraph.Pos(r.Syntax)
		if c.own.Part(m) == modgraph.Staging && c.own.Part(to) == modgraph.Root {
			c.Report(checks.Diagnostic{
				Path: m.GoModPath(), Pos: start, End: end,
				Symbol:  m.Path + " -> " + to.Path,
				Message: fmt.Sprintf("staging module %s requires %s", m.Path, c.describe(to)),
				Remedy:  "remove the imports that need it, then the requirement: staging modules are published before the root",
				Related: moduleLine(to),
			})
			continue
		}
		c.cycles.requires.add(m, to, checks.Related{
			Path: m.GoModPath(), Pos: start,
			Message: fmt.Sprintf("%s requires %s %s", m.Path, to.Path, r.Mod.Version),
		}, !r.Indirect)
	}
}

// describe says what a module of the tree is.
func (c *checker) describe(m *walk.Module) string {
	switch {
	case m.Dir == ".":
		return "the root module " + m.Path
	case c.own.Part(m) == modgraph.Root:
		return fmt.Sprintf("%s, which belongs to the root module", m.Path)
	case c.own.Part(m) == modgraph.Staging:
		return "the staging module " + m.Path
	}
	return "the tree's module " + m.Path
}

func inTest(f *walk.File) string {
	if f.Test {
		return " in a test"
	}
	return ""
}
