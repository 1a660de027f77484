package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/render/man"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/generators"
)

// docsOptions are the arguments of the generators that write about commands.
type docsOptions struct {
	outputFlags
	dir    string
	names  []string
	tree   treeFlags
	eval   evalFlags
	format generators.Format

	upstream bool
	front    string
	pages    clidoc.Options
}

// newDocsCmd is a generator that writes a file per command.
func (a *app) newDocsCmd(cmd *cobra.Command, format generators.Format) *cobra.Command {
	o := &docsOptions{format: format}
	cmd.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.dir, o.names = treeAndNames(args)
		return a.runDocs(cmd.Context(), o)
	}
	cmd.Flags().SortFlags = false
	o.outputFlags.register(cmd)
	o.register(cmd)
	o.tree.register(cmd)
	return cmd
}

// register adds the flags that only documents about commands have.
func (o *docsOptions) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.BoolVar(&o.upstream, "upstream", false, "write what the tree's own generator for this format writes, byte for byte")
	fs.BoolVar(&o.pages.Hidden, "hidden", false, "cover hidden commands and flags too")
	fs.BoolVar(&o.pages.Deprecated, "deprecated", false, "cover deprecated commands and flags too")
	if o.format == generators.Markdown || o.format == generators.Components {
		fs.StringVar(&o.front, "front-matter", "none", "start files with settings for `hugo`, docusaurus or none")
	}
	o.eval.register(cmd)
}

// withCommands adds to a generator of pages about programs that it can write
// about each of their commands instead.
func (a *app) withCommands(cmd *cobra.Command, format generators.Format) *cobra.Command {
	o := &docsOptions{format: format}
	perCommand := false
	fs := cmd.Flags()
	fs.BoolVar(&perCommand, "commands", false, "write a page per command instead of one per program")
	o.register(cmd)
	programs := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !perCommand && !o.upstream {
			return programs(cmd, args)
		}
		o.dir, o.names = treeAndNames(args)
		// These flags are there already; they cannot fail to be read.
		o.output, _ = fs.GetString("output")
		o.sourceURL, _ = fs.GetString("source-url")
		o.force, _ = fs.GetBool("force")
		o.prune, _ = fs.GetBool("prune")
		o.tree.platforms, _ = fs.GetStringSlice("platform")
		o.tree.tags, _ = fs.GetStringSlice("tags")
		o.tree.noCache, _ = fs.GetBool("no-cache")
		o.tree.cacheDir, _ = fs.GetString("cache-dir")
		return a.runDocs(cmd.Context(), o)
	}
	return cmd
}

func (a *app) newGenYAMLCmd() *cobra.Command {
	return a.newDocsCmd(&cobra.Command{
		Use:   "yaml [TREE] [BINARY…] -o DIR",
		Short: "Write a YAML file per command",
		Long: `YAML writes one file per command of the tree's programs, for other tools to read:
its texts, its flags with type and default, where each is declared, and what
commands are above and below it.

With --upstream the tree's own generator is found and what it would write is
written, without building it.`,
		Example: `  kdoc gen yaml ~/src/kubernetes kubectl -o docs/yaml
  kdoc gen yaml ~/src/kubernetes --upstream -o docs/yaml/kubectl`,
	}, generators.YAML)
}

func (a *app) newGenComponentsCmd() *cobra.Command {
	return a.newDocsCmd(&cobra.Command{
		Use:   "components [TREE] [BINARY…] -o DIR",
		Short: "Write reference pages with a table of all flags",
		Long: `Components writes a page per command in the shape in which kubernetes.io
publishes the reference of its components: what it does, how it is called, and a
table of its flags.

With --upstream the tree's own generator is found and what it would write is
written, without building it. Names are then the words the generator knows.`,
		Example: `  kdoc gen components ~/src/kubernetes kubelet -o content/reference --front-matter hugo
  kdoc gen components ~/src/kubernetes --upstream -o docs/admin`,
	}, generators.Components)
}

func (a *app) runDocs(ctx context.Context, o *docsOptions) error {
	front, err := render.ParseFrontMatter(o.front)
	if err != nil {
		return err
	}
	tree, err := walk.Open(ctx, walk.Options{Dir: o.dir, Platforms: o.tree.platforms, Tags: o.tree.tags, Vendor: true, Cache: a.store(o.tree)})
	if err != nil {
		return err
	}
	defer tree.Close()
	work := a.betterDocs
	if o.upstream {
		work = a.upstreamDocs
	}
	files, failed, err := work(ctx, o, tree, front)
	if err != nil {
		return err
	}
	dir, err := a.openOutput(o.output, o.force)
	if err != nil {
		return err
	}
	defer dir.close()
	for _, f := range files {
		if err := dir.write(ctx, f); err != nil {
			return err
		}
	}
	if err := dir.finish(ctx, o.prune); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed\n", report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed)
	if failed > 0 {
		return &exitError{code: exitPartial}
	}
	return nil
}

// evaluateDocs evaluates programs, says which have no command tree and which
// published something that is not known, and returns the others in place.
func (a *app) evaluateDocs(ctx context.Context, tree *walk.Tree, jobs []evalroad.Options) ([]*commands.Program, int, error) {
	results, err := evalroad.Evaluate(ctx, tree, jobs...)
	if err != nil {
		return nil, 0, err
	}
	programs := make([]*commands.Program, len(results))
	failed := 0
	for i, r := range results {
		if r.Program.Root == nil {
			failed++
			for _, u := range r.Program.Unknown {
				fmt.Fprintf(a.stderr, "kdoc: %s: no command tree: %s\n", r.Program.Package, u.Reason)
			}
			continue
		}
		if n := countUnknowns(r.Program); n > 0 {
			fmt.Fprintf(a.stderr, "kdoc: warning: %s: %s printed as %s; see kdoc commands --explain\n", r.Program.Name, report.Count(n, "published value"), commands.UnknownText)
		}
		programs[i] = r.Program
	}
	return programs, failed, nil
}

// betterDocs writes kdoc's own form of the documents.
func (a *app) betterDocs(ctx context.Context, o *docsOptions, tree *walk.Tree, front render.FrontMatter) ([]render.File, int, error) {
	jobs, err := (&commandsOptions{binaries: o.names, eval: o.eval}).jobs(tree)
	if err != nil {
		return nil, 0, err
	}
	programs, failed, err := a.evaluateDocs(ctx, tree, jobs)
	if err != nil {
		return nil, 0, err
	}
	programs = slices.DeleteFunc(programs, func(p *commands.Program) bool { return p == nil })
	names := map[string]int{}
	for _, p := range programs {
		names[p.Root.Name()]++
	}
	var files []render.File
	var pages []*render.Page
	for _, p := range programs {
		opts := o.pages
		if names[p.Root.Name()] > 1 {
			opts.Dir = p.Package
		}
		switch o.format {
		case generators.YAML:
			more, err := clidoc.YAML(p, opts)
			if err != nil {
				return nil, 0, err
			}
			files = append(files, more...)
		case generators.Components:
			files = append(files, clidoc.Components(p, opts, front)...)
		default:
			pages = append(pages, clidoc.Pages(p, opts)...)
		}
	}
	if pages == nil {
		return files, failed, nil
	}
	site := render.NewSite(tree.Name, pages)
	if site.Source, err = render.NewSource(o.sourceURL, tree.Rev); err != nil {
		return nil, 0, err
	}
	format := markdown.With(front)
	if o.format == generators.Man {
		format = man.New()
	}
	err = format.Render(ctx, site, func(f render.File) error { files = append(files, f); return nil })
	return files, failed, err
}

// upstreamDocs writes what the tree's own generators of the format would.
func (a *app) upstreamDocs(ctx context.Context, o *docsOptions, tree *walk.Tree, _ render.FrontMatter) ([]render.File, int, error) {
	entries, jobs, err := o.presets(tree)
	if err != nil {
		return nil, 0, err
	}
	programs, failed, err := a.evaluateDocs(ctx, tree, jobs)
	if err != nil {
		return nil, 0, err
	}
	profile := clidoc.ProfileOf(func(module string) string { return commands.Pinned(tree, module) })
	profile.Date = a.footerDate()
	var files []render.File
	for i, p := range programs {
		if p == nil {
			continue
		}
		if entries[i].NoGlobals {
			p.Globals = nil
			p.Finish()
		}
		var more []render.File
		switch o.format {
		case generators.YAML:
			more, err = clidoc.GenYAML(p, profile)
		case generators.Man:
			more = clidoc.GenMan(p, profile)
		default:
			if more = clidoc.GenDocs(p, profile); entries[i].Edited {
				more = clidoc.ForInclude(more)
			}
		}
		if err != nil {
			return nil, 0, err
		}
		files = append(files, more...)
	}
	return files, failed, nil
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
				jobs = append(jobs, evalroad.Options{Program: g.Package, Entry: e.Func, Args: o.eval.args, Env: env})
			}
		}
	}
	if len(known) == 0 {
		return nil, nil, fmt.Errorf("the tree has no program that writes %s about commands: leave out --upstream", o.format)
	}
	for _, n := range o.names {
		if !slices.Contains(known, n) {
			return nil, nil, fmt.Errorf("unknown name %q: the tree's generator knows %s", n, someNames(known))
		}
	}
	if len(jobs) == 0 {
		return nil, nil, errors.New("nothing to write")
	}
	return entries, jobs, nil
}

// footerDate is the day that upstream's Markdown ends with: today, or that of
// SOURCE_DATE_EPOCH where a build is to be repeatable.
func (a *app) footerDate() string {
	now := time.Now()
	if a.now != nil {
		now = a.now()
	}
	if seconds, err := strconv.ParseInt(a.getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		now = time.Unix(seconds, 0).UTC()
	}
	return now.Format("2-Jan-2006")
}
