package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/apiref"
	"github.com/kdoc-dev/kdoc/internal/render/html"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
	"github.com/kdoc-dev/kdoc/site"
)

// siteOptions are the arguments of kdoc site.
type siteOptions struct {
	request
	outputFlags
	noCheck      bool
	source       bool
	walkthroughs coverageFlag
	commands     coverageFlag
	langs        []string
	llm          modelFlags
}

// outputFlags say where the files of a site or of gen go. Every command that
// fills a directory has them.
type outputFlags struct {
	output       string
	sourceURL    string
	force, prune bool
}

func (f *outputFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVarP(&f.output, "output", "o", "", "write into `dir` (required)")
	fs.StringVar(&f.sourceURL, "source-url", "", "link to source by this `template`, as in https://example.org/tree/{rev}/{path}#L{line} (default source-url of .kdoc.yaml)")
	fs.BoolVar(&f.prune, "prune", false, "remove files of earlier runs that are no longer written")
	fs.BoolVar(&f.force, "force", false, "write into a directory that has files not written by kdoc")
	_ = cmd.MarkFlagRequired("output") // fails only for an unknown flag
	_ = cmd.MarkFlagDirname("output")
}

func (a *app) newSiteCmd() *cobra.Command {
	o := &siteOptions{
		walkthroughs: coverageFlag{coverPrograms, []coverage{coverNone, coverCmd, coverPrograms, coverAll}},
		commands:     coverageFlag{coverNone, []coverage{coverNone, coverCmd, coverPrograms}},
	}
	cmd := &cobra.Command{
		Use:   "site [TREE] -o DIR",
		Short: "Write a browsable site of the tree",
		Long: `Site writes pages about the tree: what it is, its modules, packages and programs,
what they declare and import, the reference of their APIs, how its programs work,
and what the checks say about them.

How a program works is told by a walkthrough, in English and Chinese. With
--walkthroughs all, packages that run inside programs have one as well: those that
start workers which can be told to stop. With --commands programs are evaluated,
as kdoc commands does, and each of their commands has a page; this takes longer
than all the rest. Both are remembered until a file of the tree changes.
A coverage is none, cmd for programs below a directory cmd, programs for all of them,
and all. With --llm on, a language model puts walkthroughs into better words;
kdoc summarize --help says how.

The pages need no server and no script, and all their links are relative: read
them from the disk, or put them below any address. A second run rewrites only
what has changed.

Links into the source are written if --source-url says where it can be read.
{path} and {line} stand for a place, and {rev} for the revision of a tree that
is given as DIR@REV.`,
		Example: `  kdoc site -o /tmp/site && open /tmp/site/index.html
  kdoc site ~/src/kubernetes@v1.30.0 -o site --source-url 'https://github.com/kubernetes/kubernetes/blob/{rev}/{path}#L{line}'`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.dir = args[0]
			}
			return a.runSite(cmd.Context(), o)
		},
	}
	cmd.Flags().SortFlags = false
	o.outputFlags.register(cmd)
	cmd.Flags().BoolVar(&o.source, "source", true, "write a page per Go file, with its names linked, and who uses them")
	cmd.Flags().BoolVar(&o.noCheck, "no-check", false, "leave the checks and their report out")
	cmd.Flags().Var(&o.walkthroughs, "walkthroughs", "explain what is of this `coverage`: none, cmd, programs or all")
	cmd.Flags().Var(&o.commands, "commands", "write a page per command of the programs of this `coverage`: none, cmd or programs")
	cmd.Flags().StringSliceVar(&o.langs, "lang", nil, "write walkthroughs in this `language`, en or zh; repeatable (default both)")
	o.walkthroughs.complete(cmd, "walkthroughs")
	o.commands.complete(cmd, "commands")
	o.llm.register(cmd)
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) runSite(ctx context.Context, o *siteOptions) error {
	start := time.Now()
	format, err := html.New(html.Options{Assets: site.Assets, Version: strings.Join(identity(), " ")})
	if err != nil {
		return err
	}
	o.vendor = true // APIs use types of others
	o.extract = append([]*walk.Extractor{outline.Extractor, registry.Extractor}, o.walkthroughs.value.extractors()...)
	if o.source {
		o.extract = append(o.extract, xref.Decls)
	}
	if _, err := languages(o.langs); err != nil {
		return err
	}
	if err := o.llm.validate(); err != nil {
		return err
	}
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	in, err := l.siteInput(o.outputFlags)
	if err != nil {
		return err
	}
	explained, err := l.addWalkthroughs(ctx, &in, o)
	if err != nil || explained.done {
		return err
	}
	programs, unevaluated, err := l.addCommands(ctx, &in, o)
	if err != nil {
		return err
	}
	if err := l.addLists(ctx, &in, programs); err != nil {
		return err
	}
	m, err := l.model(ctx)
	if err != nil {
		return err
	}
	in.API = apiref.Pages(m, render.Ref{Page: render.HomeID, Text: l.tree.Name})
	if !o.noCheck {
		if in.Report, err = l.check(ctx, nil); err != nil {
			return err
		}
		in.Checks = a.checks
	}
	if o.source {
		a.gc.roomy()
		if in.References, err = xref.Load(ctx, l.tree); err != nil {
			return err
		}
		in.ReadSource = l.tree.Source
	}
	if in.Pictures, err = pictures(ctx, l.tree); err != nil {
		return err
	}
	dir, err := a.renderTo(ctx, o.outputFlags, format, render.Assemble(in), l.tree)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed, in %.2f s\n",
		report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed, time.Since(start).Seconds())
	if err := l.complete(in.Report); err != nil {
		return err
	}
	if unevaluated > 0 {
		return &exitError{code: exitPartial} // what is missing has been said
	}
	return explained.exit()
}

// siteInput gathers what pages are made of, the checks apart.
func (l *loaded) siteInput(o outputFlags) (render.Input, error) {
	in := render.Input{Tree: l.tree, Generator: "kdoc " + version()}
	var err error
	if in.Source, err = l.source(o.sourceURL); err != nil {
		return in, err
	}
	if l.tree.Exists("README.md") {
		// One that cannot be read is among the tree's errors or was never
		// there; the site does without.
		in.Readme, _ = l.tree.ReadFile("README.md")
	}
	return in, nil
}

// source makes links into the source by the template of --source-url, or else by
// that of the configuration. One that needs a revision is for trees that have one.
func (l *loaded) source(template string) (render.Source, error) {
	if t := l.effective.SourceURL.V; template == "" && (l.tree.Rev != "" || !strings.Contains(t, "{rev}")) {
		template = t
	}
	return render.NewSource(template, l.tree.Rev)
}

// renderTo prints a site into the output directory.
//
// What its files were made of is remembered in the cache of the tree, if one is given.
func (a *app) renderTo(ctx context.Context, o outputFlags, format render.Format, s *render.Site, tree *walk.Tree) (*outputDir, error) {
	dir, err := a.openOutput(o.output, o.force)
	if err != nil {
		return nil, err
	}
	defer dir.close()
	dir.keys = newFileKeys(tree, o.output)
	made := batch{dir: dir}
	err = format.Render(ctx, s, func(f render.File) error { return made.add(ctx, f) })
	if err == nil {
		err = made.flush(ctx)
	}
	if err != nil {
		return nil, err
	}
	dir.keys.save()
	return dir, dir.finish(ctx, o.prune)
}

// complete tells the exit code of a run that was asked for all of the tree.
// What checks found is not part of it: the pages are as they should be.
func (l *loaded) complete(res *checks.Result) error {
	if l.partial(res, nil) || res != nil && (res.Incomplete || len(res.Failed) > 0) {
		fmt.Fprintln(l.app.stderr, "part of the tree could not be analysed: see what kdoc check says")
		return &exitError{code: exitPartial}
	}
	return nil
}
