package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/clidoc"
	"github.com/kdoc-dev/kdoc/internal/render/man"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/report"
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
	e, err := a.evaluations(ctx, o.dir, o.tree, o.eval.trace)
	if err != nil {
		return err
	}
	defer e.close()
	plan, err := remembered(ctx, e, []any{"docs", o.format, o.upstream, o.names, o.eval.settings()}, o.plan)
	if err != nil {
		return err
	}
	programs, failed, err := a.evaluateDocs(ctx, e, plan.Jobs)
	if err != nil {
		return err
	}
	var files []render.File
	if o.upstream {
		files, err = a.upstreamDocs(o, plan, programs)
	} else {
		files, err = a.betterDocs(ctx, o, plan, programs, front)
	}
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
	e.trace.lap("write", "%s", report.Count(len(files), "file"))
	e.trace.end()
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed\n", report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed)
	if failed > 0 {
		return &exitError{code: exitPartial}
	}
	return nil
}

// evaluateDocs evaluates programs, says which have no command tree and which
// published something that is not known, and returns the others in place.
func (a *app) evaluateDocs(ctx context.Context, e *evaluations, jobs []evalroad.Options) ([]*commands.Program, int, error) {
	results, err := e.results(ctx, jobs)
	if err != nil {
		return nil, 0, err
	}
	programs := make([]*commands.Program, len(results))
	failed := 0
	for i, r := range results {
		if a.sayIncomplete(r.Program) {
			failed++
		}
		if r.Program.Root == nil {
			continue
		}
		for _, u := range r.Program.Assumed {
			fmt.Fprintf(a.stderr, "kdoc: warning: %s: %s\n", r.Program.Name, report.Escape(u.Reason))
		}
		if n := countUnknowns(r.Program) - len(r.Program.Assumed); n > 0 {
			fmt.Fprintf(a.stderr, "kdoc: warning: %s: %s printed as %s; see kdoc commands --explain\n", r.Program.Name, report.Count(n, "published value"), commands.UnknownText)
		}
		programs[i] = r.Program
	}
	return programs, failed, nil
}

// betterDocs writes kdoc's own form of the documents.
func (a *app) betterDocs(ctx context.Context, o *docsOptions, plan *docsPlan, programs []*commands.Program, front render.FrontMatter) (files []render.File, err error) {
	programs = slices.DeleteFunc(programs, func(p *commands.Program) bool { return p == nil })
	names := map[string]int{}
	for _, p := range programs {
		names[p.Root.Name()]++
	}
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
				return nil, err
			}
			files = append(files, more...)
		case generators.Components:
			files = append(files, clidoc.Components(p, opts, front)...)
		default:
			pages = append(pages, clidoc.Pages(p, opts)...)
		}
	}
	if pages == nil {
		return files, nil
	}
	site := render.NewSite(plan.Name, pages)
	if site.Source, err = render.NewSource(o.sourceURL, plan.Rev); err != nil {
		return nil, err
	}
	format := markdown.With(front)
	if o.format == generators.Man {
		format = man.New()
	}
	err = format.Render(ctx, site, func(f render.File) error { files = append(files, f); return nil })
	return files, err
}

// upstreamDocs writes what the tree's own generators of the format would.
func (a *app) upstreamDocs(o *docsOptions, plan *docsPlan, programs []*commands.Program) (files []render.File, err error) {
	profile := plan.Profile
	profile.Date = a.footerDate()
	for i, p := range programs {
		if p == nil {
			continue
		}
		if plan.Entries[i].NoGlobals {
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
			if more = clidoc.GenDocs(p, profile); plan.Entries[i].Edited {
				more = clidoc.ForInclude(more)
			}
		}
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
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
