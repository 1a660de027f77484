package main

import (
	"context"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/render/reflist"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

// addWalkthroughs adds the pages that explain programs and packages.
func (l *loaded) addWalkthroughs(ctx context.Context, in *render.Input, o *siteOptions) (*explained, error) {
	langs, err := languages(o.langs)
	if err != nil {
		return nil, err
	}
	m, err := l.newModel(&o.llm, o.tree)
	if err != nil {
		return nil, err
	}
	e, err := l.explainAll(ctx, explainJob{o.walkthroughs.value.targets(l.tree), langs, false}, m)
	if err != nil || e.done {
		return e, err
	}
	in.Walkthroughs, err = walkthrough.Pages(ctx, e.subjects, walkthrough.Layout{
		Dir: "walkthroughs", Home: render.Ref{Page: render.HomeID, Text: l.tree.Name}, Look: walkthrough.Look{Draw: walkthrough.SVG, Details: true}})
	return e, err
}

// addCommands adds what commands and flags the programs have. Programs whose
// commands could not be found are said on stderr and counted.
func (l *loaded) addCommands(ctx context.Context, in *render.Input, o *siteOptions) (programs []*commands.Program, failed int, err error) {
	targets := o.commands.value.targets(l.tree)
	if len(targets) == 0 {
		return nil, 0, nil
	}
	c := &commandsOptions{eval: evalFlags{home: defaultHome}}
	for _, t := range targets {
		c.binaries = append(c.binaries, t.Package.ImportPath)
	}
	jobs, err := c.jobs(l.tree)
	if err != nil {
		return nil, 0, err
	}
	// A path may end like another program's, which is not asked about.
	jobs = slices.DeleteFunc(jobs, func(j evalroad.Options) bool { return !slices.Contains(c.binaries, j.Program) })
	progress := l.app.newProgress()
	progress.report("evaluating", 0, len(jobs))
	results, err := l.evaluations().results(ctx, jobs)
	progress.done()
	if err != nil {
		return nil, 0, err
	}
	in.Programs = map[string]render.CommandDocs{}
	for _, r := range results {
		if l.app.sayIncomplete(r.Program) {
			failed++
		}
		programs = append(programs, r.Program)
		in.Programs[r.Program.Package] = clidoc.Docs(r.Program, clidoc.Options{Deprecated: true})
	}
	return programs, failed, nil
}

// addLists adds the reference lists. Programs may be nil: the list of flags is
// then left out.
func (l *loaded) addLists(ctx context.Context, in *render.Input, programs []*commands.Program) error {
	m, err := registry.Load(ctx, l.tree)
	if err != nil {
		return err
	}
	layout := reflist.Layout{Home: render.Ref{Page: render.HomeID, Text: l.tree.Name}, Explained: map[string][]render.Ref{}}
	for _, p := range in.Walkthroughs {
		if p.About != "" && (p.Lang == "" || p.Lang == "en") {
			layout.Explained[p.About] = append(layout.Explained[p.About], render.Ref{Page: p.ID, Text: p.Name})
		}
	}
	for _, p := range programs {
		layout.Flags = append(layout.Flags, reflist.FlagsOf(p, func(c *commands.Command) string { return clidoc.PageID(p, c) })...)
	}
	in.Lists = reflist.Pages(m, layout)
	return nil
}
