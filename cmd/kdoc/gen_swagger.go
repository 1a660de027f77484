package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/render/swagger"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// swaggerOptions are the arguments of "gen swagger".
type swaggerOptions struct {
	request
	outputFlags
	write, verify bool
	packages      []string
	files         string // pattern of the names of sources
}

func (a *app) newGenSwaggerCmd() *cobra.Command {
	o := &swaggerOptions{}
	cmd := &cobra.Command{
		Use:   "swagger [TREE] [DIR…] -o DIR|--write|--verify",
		Short: "Write the SwaggerDoc methods of API types",
		Long: `Swagger writes ` + api.SwaggerFile + ` beside every ` + api.SwaggerSource + ` that is to have
one: methods that return the descriptions of a type and its fields, as the
generator of Kubernetes writes them.

These are the packages of the group versions that hack/lib/init.sh of the tree
lists. A tree without that list is updated: packages that have the file keep it
fresh. The directories of packages can be named besides. With --files the types of
all files whose names match go into the one file of their package. What declares
types of the API beside them and does not match is named and left out.

-o writes the files below another directory, under their paths in the tree.
--write writes them into the tree, and names files that nothing is generated
into any more; with --prune it removes those. --verify writes nothing, lists what
is stale, missing or superfluous, and exits with 1 if anything is.`,
		Example: `  kdoc gen swagger --verify
  kdoc gen swagger ~/src/kubernetes --write
  kdoc gen swagger . apis/shop/v1 -o /tmp/out
  kdoc gen swagger . api/v1 --files '*types*.go' --write`,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.dir, o.packages = args[0], args[1:]
			}
			return a.runGenSwagger(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVarP(&o.output, "output", "o", "", "write into `dir`, under the paths of the tree")
	fs.BoolVar(&o.write, "write", false, "write into the tree itself")
	fs.BoolVar(&o.verify, "verify", false, "write nothing, say what is not up to date")
	fs.StringVar(&o.files, "files", api.SwaggerSource, "read the files whose names match `pattern`, as in 'types_*.go'")
	fs.BoolVar(&o.prune, "prune", false, "remove what is no longer written: with -o, files of earlier runs, with --write, superfluous ones")
	fs.BoolVar(&o.force, "force", false, "with -o, write into a directory that has files not written by kdoc")
	cmd.MarkFlagsOneRequired("output", "write", "verify")
	cmd.MarkFlagsMutuallyExclusive("output", "write", "verify")
	_ = cmd.MarkFlagDirname("output") // fails only for an unknown flag
	o.tree.register(cmd)
	return cmd
}

func (a *app) runGenSwagger(ctx context.Context, o *swaggerOptions) error {
	tree, err := a.openForSwagger(ctx, o)
	if err != nil {
		return err
	}
	defer tree.Close()
	if o.write && tree.Rev != "" {
		return errors.New("a git revision cannot be written to: use -o, or name a directory")
	}
	if _, err := path.Match(o.files, ""); err != nil || strings.Contains(o.files, "/") {
		return fmt.Errorf("--files %q: not a pattern of file names: write one as in 'types_*.go'", o.files)
	}
	plan := api.ViewOf(tree).SwaggerPlan(o.packages, o.files)
	files, err := swaggerFiles(tree, plan)
	if err != nil {
		return err
	}
	for _, name := range plan.Unknown {
		fmt.Fprintf(a.stderr, "kdoc: warning: no package with a %s is %s\n", o.files, name)
	}
	for _, p := range plan.Skipped {
		fmt.Fprintf(a.stderr, "%s skipped: --files %s does not match it\n", p, o.files)
	}
	if len(files)+len(plan.Unknown)+len(plan.Sourceless) == 0 {
		fmt.Fprintf(a.stderr, "no package of the tree has a %s: name the directories of those that are to have one\n", api.SwaggerFile)
		return nil
	}
	switch {
	case o.verify:
		return a.verifySwagger(tree, plan, files)
	case o.write:
		if err := a.updateSwagger(ctx, tree, files); err != nil {
			return err
		}
		if err := a.superfluousSwagger(ctx, tree, plan, o.prune); err != nil {
			return err
		}
	default:
		dir, err := a.writeFiles(ctx, o.output, files, o.force, o.prune)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed\n", report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed)
	}
	if len(plan.Unknown) > 0 {
		return &exitError{code: exitPartial}
	}
	return nil
}

// updateSwagger writes files into the tree.
func (a *app) updateSwagger(ctx context.Context, tree *walk.Tree, files []render.File) error {
	changed := 0
	for _, f := range files {
		if old, err := tree.ReadFile(f.Path); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		changed++
		if err := a.writeBelow(ctx, tree.Dir, f.Path, f.Data); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.stderr, "%s up to date, %d of them changed\n", report.Count(len(files), "file"), changed)
	return nil
}

// superfluousSwagger names the generated files that should not be in the tree,
// and removes them if told to. What does not look generated stays.
func (a *app) superfluousSwagger(ctx context.Context, tree *walk.Tree, plan *api.SwaggerPlan, remove bool) error {
	for _, p := range slices.Concat(plan.Orphans, plan.Sourceless) {
		old, err := tree.ReadFile(p)
		switch generated := err == nil && swagger.IsGenerated(old); {
		case !generated:
			fmt.Fprintf(a.stderr, "%s is superfluous, but does not look generated\n", p)
			continue
		case !remove:
			fmt.Fprintf(a.stderr, "%s is superfluous: --prune removes it\n", p)
			continue
		}
		if err := a.removeBelow(ctx, tree.Dir, p); err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "%s removed\n", p)
	}
	return nil
}

// openForSwagger loads nothing but the facts about API types: no configuration
// has a say in what is generated.
func (a *app) openForSwagger(ctx context.Context, o *swaggerOptions) (*walk.Tree, error) {
	progress := a.newProgress()
	defer progress.done()
	tree, err := walk.Open(ctx, walk.Options{
		Dir: o.dir, Platforms: o.tree.platforms, Tags: o.tree.tags,
		Cache: a.store(o.tree), Progress: progress.report,
	})
	if err != nil {
		return nil, err
	}
	if err := tree.Load(ctx, api.Extractor); err != nil {
		tree.Close()
		return nil, err
	}
	return tree, nil
}

// swaggerFiles renders the files of a plan. A source that does not parse is an
// error: what would be generated from half of it passes for all of it.
func swaggerFiles(tree *walk.Tree, plan *api.SwaggerPlan) ([]render.File, error) {
	broken := map[string]walk.LoadError{}
	for _, e := range tree.Errors {
		if e.Partial {
			broken[e.Path] = e
		}
	}
	var files []render.File
	for _, src := range plan.Sources {
		var facts api.Facts
		for _, f := range src.Files {
			if e, ok := broken[f.Path]; ok {
				return nil, e
			}
			facts.Types = append(facts.Types, api.FactsOf(f).Types...)
		}
		out := path.Join(src.Pkg.Dir, api.SwaggerFile)
		data, err := swagger.File(swaggerFrame(tree, plan, src.Files[0], out), api.SwaggerTypes(&facts))
		if err != nil {
			if len(src.Files) == 1 {
				return nil, fmt.Errorf("%s: %w", src.Files[0].Path, err)
			}
			return nil, fmt.Errorf("%s: %w", src.Pkg.Dir, err)
		}
		files = append(files, render.File{Path: out, Data: data})
	}
	return files, nil
}

// swaggerFrame is what surrounds the methods: what the tree's script says, else
// what the file has today.
func swaggerFrame(tree *walk.Tree, plan *api.SwaggerPlan, src *walk.File, out string) swagger.Frame {
	if plan.Frame != nil {
		return swagger.ScriptFrame(plan.Frame, src.Header.Package)
	}
	if old, err := tree.ReadFile(out); err == nil {
		if frame, ok := swagger.FrameOf(old); ok {
			return frame
		}
	}
	return swagger.DefaultFrame(src.Header.Package)
}

// verifySwagger prints how the tree's files differ from the generated ones.
func (a *app) verifySwagger(tree *walk.Tree, plan *api.SwaggerPlan, files []render.File) error {
	bad := len(plan.Unknown)
	say := func(path, what string) {
		bad++
		fmt.Fprintf(a.stdout, "%s: %s\n", path, what)
	}
	for _, f := range files {
		switch old, err := tree.ReadFile(f.Path); {
		case err != nil:
			say(f.Path, "missing")
		case !bytes.Equal(old, f.Data):
			say(f.Path, "stale")
		}
	}
	for _, p := range plan.Orphans {
		say(p, "superfluous: its group version is not listed")
	}
	for _, p := range plan.Sourceless {
		say(p, "superfluous: there is no "+api.SwaggerSource+" beside it")
	}
	if bad > 0 {
		return &exitError{code: exitDiagnostics}
	}
	fmt.Fprintf(a.stderr, "%s up to date\n", report.Count(len(files), "file"))
	return nil
}
