package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// summarizeOptions are the arguments of kdoc summarize.
type summarizeOptions struct {
	request
	outputFlags
	names    []string
	coverage coverageFlag
	langs    []string
	front    string
	details  bool
	llm      modelFlags
}

func (a *app) newSummarizeCmd() *cobra.Command {
	o := &summarizeOptions{coverage: coverageFlag{coverCmd, []coverage{coverCmd, coverPrograms, coverAll}}}
	cmd := &cobra.Command{
		Use:   "summarize [TREE] [TARGET…] -o DIR",
		Short: "Write walkthroughs of the tree's programs as Markdown",
		Long: `Summarize writes a walkthrough of every program below a directory cmd: what it is
for, what sets it to work, step by step what it does then, what it changes, how it
fails, and what configures it. Every sentence says where in the tree it was read.
There is a directory per language, with an index. A TARGET is what kdoc explain takes;
with any, only these are written about.

With --llm on, a language model puts what was found into better words. It gets
evidence from the source and nothing else, and of what it writes only those
sentences are kept that the evidence proves; all else on a page is the same as
without it. The first line on stderr says to which model and host how much is
sent; --dry-run says so page by page and sends nothing. Secrets are taken out.
The key is read from a file or the environment, and shown nowhere.

Answers are kept by the evidence they are for. An interrupted run goes on where
it stopped, moved code costs nothing, and --llm cache-only needs no network:
it has only what was answered before.

Exit code 3 says that a program could not be explained, 4 that a model left
something unanswered; all pages that there can be are written either way.`,
		Example: `  kdoc summarize ~/src/kubernetes -o docs/walkthroughs
  kdoc summarize -o docs --llm on --llm-model gpt-5-mini --dry-run
  kdoc summarize cmd/kubelet -o docs --llm on --llm-url http://localhost:11434/v1 --llm-model qwen3`,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir, o.names = treeAndTargets(args)
			return a.runSummarize(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	o.outputFlags.register(cmd)
	fs.Var(&o.coverage, "walkthroughs", "write about this `coverage`: programs below cmd, all programs, or all programs and components")
	o.coverage.complete(cmd, "walkthroughs")
	fs.StringSliceVar(&o.langs, "lang", nil, "write in this `language`, en or zh; repeatable (default both)")
	fs.BoolVar(&o.details, "details", false, "also tell every function in full")
	fs.StringVar(&o.front, "front-matter", "none", "start files with settings for `hugo`, docusaurus or none")
	o.llm.register(cmd)
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

// treeAndTargets tells "[TREE] [TARGET…]" apart. A target may be a directory as
// well.
func treeAndTargets(args []string) (dir string, names []string) {
	if len(args) > 0 && !isTree(args[0]) {
		return "", args
	}
	return treeAndNames(args)
}

// isTree reports whether an argument names a tree rather than something in one: a
// revision, a path that starts outside, or the root of a module or repository.
func isTree(arg string) bool {
	if strings.Contains(arg, "@") || looksLikePath(arg) {
		return true
	}
	return slices.ContainsFunc([]string{"go.mod", "go.work", ".git"}, func(mark string) bool {
		_, err := os.Stat(filepath.Join(arg, mark))
		return err == nil
	})
}

func (a *app) runSummarize(ctx context.Context, o *summarizeOptions) error {
	start := time.Now()
	front, err := render.ParseFrontMatter(o.front)
	if err != nil {
		return err
	}
	langs, err := languages(o.langs)
	if err != nil {
		return err
	}
	if err := o.llm.validate(); err != nil {
		return err
	}
	o.bare, o.vendor = true, true
	o.extract = o.coverage.value.extractors()
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	targets, err := o.targets(ctx, l)
	if err != nil {
		return err
	}
	m, err := l.newModel(&o.llm, o.tree)
	if err != nil {
		return err
	}
	e, err := l.explainAll(ctx, explainJob{targets, langs, o.details}, m)
	if err != nil || e.done {
		return err
	}
	pages, err := walkthrough.Pages(ctx, e.subjects, walkthrough.Layout{Look: walkthrough.Look{Draw: walkthrough.MermaidSource, Details: o.details}})
	if err != nil {
		return err
	}
	site := render.NewSite(l.tree.Name, pages)
	site.Rev = l.tree.Rev
	if site.Source, err = l.source(o.sourceURL); err != nil {
		return err
	}
	dir, err := a.renderTo(ctx, o.outputFlags, markdown.With(front), site, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed, in %.2f s\n",
		report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed, time.Since(start).Seconds())
	return e.exit()
}

// targets are those that were named, or what the coverage says.
func (o *summarizeOptions) targets(ctx context.Context, l *loaded) ([]summarize.Target, error) {
	if len(o.names) == 0 {
		out := o.coverage.value.targets(l.tree)
		if len(out) == 0 {
			return nil, errors.New("the tree has no programs: no package main with files for this platform")
		}
		return out, nil
	}
	var out []summarize.Target
	for _, name := range o.names {
		t, err := l.target(ctx, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out, nil
}
