package main

import (
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/generators"
)

// A docsPlan is what there is to evaluate, and what else the tree says about how
// it is to be written.
type docsPlan struct {
	Jobs []evalroad.Options
	// Entries are those of the tree's generators, one per job, if what these
	// write is asked for.
	Entries []generators.Entry
	Profile clidoc.Profile
	// Name and Rev are the tree's.
	Name, Rev string
}

func (o *docsOptions) plan(tree *walk.Tree) (*docsPlan, error) {
	p := &docsPlan{Name: tree.Name, Rev: tree.Rev}
	var err error
	if !o.upstream {
		p.Jobs, err = (&commandsOptions{binaries: o.names, eval: o.eval}).jobs(tree)
		return p, err
	}
	p.Profile = clidoc.ProfileOf(func(module string) string { return commands.Pinned(tree, module) })
	p.Entries, p.Jobs, err = o.presets(tree)
	return p, err
}

// presets finds what the tree's generators of the format document: all of it, or
// what the names say.
func (o *docsOptions) presets(tree *walk.Tree) ([]generators.Entry, []evalroad.Options, error) {
	env, err := o.eval.env()
	if err != nil {
		return nil, nil, err
	}
	found, err := generators.Find(tree)
	if err != nil {
		return nil, nil, err
	}
	var entries []generators.Entry
	var jobs []evalroad.Options
	var known []string
	for _, g := range found {
		if g.Format != o.format {
			continue
		}
		for _, e := range g.Entries {
			name := e.Module
			if name == "" {
				name = path.Base(g.Package)
			}
			known = append(known, name)
			if len(o.names) == 0 || slices.Contains(o.names, name) {
				entries = append(entries, e)
				jobs = append(jobs, evalroad.Options{Program: g.Package, Entry: e.Func, Writer: e.Main, Args: o.eval.args, Env: env})
			}
		}
	}
	if len(known) == 0 {
		return nil, nil, fmt.Errorf("the tree has no program that writes %s about commands: leave out --upstream", o.format)
	}
	for _, n := range o.names {
		if !slices.Contains(known, n) {
			if s := checks.Suggest(n, known); s != "" {
				return nil, nil, fmt.Errorf("unknown name %q: did you mean %q?", n, s)
			}
			return nil, nil, fmt.Errorf("unknown name %q: the tree's generator knows %s", n, someNames(known))
		}
	}
	if len(jobs) == 0 {
		return nil, nil, errors.New("nothing to write")
	}
	return entries, jobs, nil
}
