// Package moduleconflict finds places where the modules of a tree, its
// workspace and its vendor directory contradict one another.
package moduleconflict

import (
	_ "embed"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

//go:embed doc.md
var doc string

// Check compares go.mod, go.work and vendor/modules.txt files with one another.
var Check = &checks.Check{
	ID:       "KM202",
	Slug:     "module-conflict",
	Doc:      doc,
	Since:    "v0.1.0",
	Severity: checks.Warning,
	Run:      run,
}

func run(p *checks.Pass) error {
	c := &checker{Pass: p, own: modgraph.OwnOf(p.Tree), used: map[*walk.Module]bool{}}
	for _, m := range p.Tree.Modules {
		if m.Main && m.GoMod != nil {
			c.mains = append(c.mains, m)
		}
	}
	if w := p.Tree.Work; w != nil {
		for _, u := range w.Use {
			if m := c.moduleIn(workDir, u.Path); m != nil {
				c.used[m] = true
			}
		}
	}
	c.pins()
	c.requirements()
	c.replacements()
	c.directories()
	c.placeholders()
	c.workspace()
	c.goVersions()
	c.toolchains()
	c.vendoring()
	return nil
}

// workDir is the directory of go.work.
const workDir = "."

type checker struct {
	*checks.Pass
	own   *modgraph.Own
	mains []*walk.Module        // what is built from here, the root first
	used  map[*walk.Module]bool // by go.work
}

// moduleIn returns the module that a local path of a go.mod or go.work file in
// directory from leads to, or nil.
func (c *checker) moduleIn(from, local string) *walk.Module {
	dir, ok := modgraph.Dir(from, &modfile.Replace{New: modVersion(local)})
	if !ok {
		return nil
	}
	for _, m := range c.Tree.Modules {
		if m.Dir == dir && m.GoMod != nil {
			return m
		}
	}
	return nil
}

// at fills in the place of a line of a go.mod or go.work file.
func at(d checks.Diagnostic, file string, line *modfile.Line) checks.Diagnostic {
	d.Path = file
	d.Pos, d.End = modgraph.Pos(line)
	return d
}

// related points at a line of a go.mod or go.work file.
func related(file string, line *modfile.Line, msg string) checks.Related {
	pos, _ := modgraph.Pos(line)
	return checks.Related{Path: file, Pos: pos, Message: msg}
}
