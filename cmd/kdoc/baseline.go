package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/baseline"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// newBaselineCmd is "kdoc baseline write|import".
func (a *app) newBaselineCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "baseline",
		Short: "Accept what a tree breaks today, so that check reports what is new",
		Long: `A baseline lists diagnostics that are accepted for the time being. Kdoc check
--baseline FILE does not report them, and reports every entry that accepts
nothing any more, so that the list only shrinks.

An entry is a rule and a symbol: moved lines, reworded messages and renamed files
do not touch it. It is text, sorted, one entry a line:

  kdoc baseline 1
  KA101 example.dev/shop/api/v1.Order.Total
  KA101 example.dev/shop/api/v1.Order.Total #2

#2 is the second diagnostic of the rule on that symbol, counted by place. Lines
that start with # and empty lines say nothing.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.newBaselineWriteCmd(), a.newBaselineImportCmd())
	return cmd
}

// baselineOptions are the arguments of kdoc baseline write and import.
type baselineOptions struct {
	request
	files  []string
	output string
}

func (o *baselineOptions) register(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write the baseline to `file` instead of standard output")
	o.config.register(cmd)
	o.tree.register(cmd)
}

func (a *app) newBaselineWriteCmd() *cobra.Command {
	o := &baselineOptions{}
	cmd := &cobra.Command{
		Use:   "write [TREE] [-o FILE]",
		Short: "Write a baseline that accepts what the tree breaks now",
		Long: `Write checks the tree as kdoc check does, and writes a baseline that accepts every
diagnostic there is, whatever its severity. Ignore directives that are malformed
or silence nothing are not accepted.`,
		Example: `  kdoc baseline write -o baseline.txt    accept what there is today
  kdoc check --baseline baseline.txt     report what is new, and what is gone`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = strings.Join(args, "")
			return a.runBaselineWrite(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.StringSliceVar(&o.overrides.Only, "only", nil, "accept only what these `rules` say: ids, slugs or globs")
	fs.StringSliceVar(&o.overrides.Skip, "skip", nil, "accept nothing these `rules` say")
	o.register(cmd)
	return cmd
}

func (a *app) runBaselineWrite(ctx context.Context, o *baselineOptions) error {
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	res, err := l.check(ctx, nil)
	if err != nil {
		return err
	}
	entries := baseline.Entries(res.Numbered())
	if err := a.writeBaseline(ctx, o, entries); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "accepted %s\n", report.Count(len(entries), "diagnostic"))
	a.printStacks(res)
	if l.partial(res, nil) || res.Incomplete || len(res.Failed) > 0 {
		return &exitError{exitPartial, errors.New("part of the tree, or one of the rules, could not be analysed: the baseline lacks what is there (see kdoc check)")}
	}
	return nil
}

func (a *app) writeBaseline(ctx context.Context, o *baselineOptions, entries []checks.Accepted) error {
	return a.writeOutput(ctx, o.output, func(w io.Writer) error {
		_, err := w.Write(baseline.Format(entries, a.checks))
		return err
	})
}

func (a *app) newBaselineImportCmd() *cobra.Command {
	o := &baselineOptions{}
	cmd := &cobra.Command{
		Use:   "import [TREE] [FILE…] [-o FILE]",
		Short: "Write a baseline of the exceptions that other tools' lists make",
		Long: `Import reads lists of exceptions, looks up what each stands for, writes a baseline
of that, and says on standard error which entries match nothing. It reads

  *.list              known violations: API rule violation: RULE,PACKAGE,TYPE,FIELD
  *.yaml, *.yml       exclusions for kube-api-linter by text and path, in a
                      configuration of golangci-lint or a bare list of them
  other files         Go files whose missing descriptions are tolerated, one a line

Without a FILE it reads those the tree keeps in the usual places, and the
//nolint:kubeapilinter comments in its Go files.`,
		Example: `  kdoc baseline import -o baseline.txt
  kdoc baseline import . hack/kube-api-linter/exceptions.yaml -o baseline.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir, o.files = splitArgs(args)
			return a.runBaselineImport(cmd.Context(), o)
		},
	}
	o.register(cmd)
	return cmd
}

func (a *app) runBaselineImport(ctx context.Context, o *baselineOptions) error {
	for _, id := range baseline.LinterRules() {
		if checks.Find(a.checks, id) != nil {
			o.overrides.Only = append(o.overrides.Only, id)
		}
	}
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	exceptions, err := a.exceptions(l, o)
	if err != nil {
		return err
	}
	res, err := l.check(ctx, nil)
	if err != nil {
		return err
	}
	found := append(res.Numbered(), checks.Number(res.Tolerated)...)
	entries, idle := baseline.Resolve(l.tree, found, exceptions)
	if err := a.writeBaseline(ctx, o, entries); err != nil {
		return err
	}
	for _, e := range idle {
		fmt.Fprintf(a.stderr, "%s:%d: nothing matches: %s\n", report.Escape(e.Path), e.Line, report.Escape(e.Text))
	}
	fmt.Fprintf(a.stderr, "%s stand for %s; %d match nothing\n", count(len(exceptions), "entry", "entries"),
		report.Count(len(entries), "diagnostic"), len(idle))
	return nil
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// exceptions reads the lists that were named, or those the tree has.
func (a *app) exceptions(l *loaded, o *baselineOptions) (out []baseline.Exception, err error) {
	files := o.files
	if len(files) == 0 {
		for _, p := range l.tree.Paths() {
			if baseline.IsList(p) {
				files = append(files, p)
			}
		}
		if out, err = l.nolint(); err != nil {
			return nil, err
		}
	}
	for _, file := range files {
		src, err := readNamed(file)
		if len(o.files) == 0 || errors.Is(err, fs.ErrNotExist) && l.tree.Exists(file) {
			src, err = l.tree.ReadFile(file)
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read the list: %w", err)
		}
		es, refused := baseline.ParseList(file, src)
		out = append(out, es...)
		for _, r := range refused {
			fmt.Fprintf(a.stderr, "%s:%d: left out: %s\n", report.Escape(r.Path), r.Line, report.Escape(r.Msg))
		}
	}
	return out, nil
}

// nolint reads the comments that silence kube-api-linter. They stand for the
// rules that are on, asked for or not.
func (l *loaded) nolint() (out []baseline.Exception, err error) {
	usual, err := l.config.Settings(l.app.checks, config.Overrides{})
	if err != nil {
		return nil, err
	}
	on := map[string]bool{}
	for _, s := range usual {
		on[s.Check.ID] = true
	}
	for _, pkg := range l.tree.Packages {
		for _, f := range pkg.Files {
			src, err := l.tree.ReadFile(f.Path)
			if err != nil || pkg.Vendored || !baseline.HasNolint(src) {
				continue
			}
			// A file that does not parse is reported by check.
			if syn, _ := l.tree.Parse(f); syn != nil {
				out = append(out, baseline.Nolint(f.Path, syn.Fset, syn.AST, func(id string) bool { return on[id] })...)
			}
		}
	}
	return out, nil
}

// baselineFile returns the baseline of kdoc check: the file that was named, or
// the one the configuration names; "" if there is none.
func (o *checkOptions) baselineFile(l *loaded) string {
	switch configured := l.effective.Baseline.V; {
	case o.baseline != "" || configured == "":
		return o.baseline
	case filepath.IsAbs(configured):
		return configured
	default:
		return filepath.Join(filepath.Dir(l.file), configured)
	}
}

// readBaseline reads the baseline. Where it lies in the tree is worked out once
// there is one.
func (o *checkOptions) readBaseline(l *loaded) (err error) {
	file := o.baselineFile(l)
	if file == "" {
		return nil
	}
	switch configured := l.effective.Baseline.V; {
	case o.baseline != "":
		o.accepted, err = readNamed(file)
	case l.tree != nil && l.tree.Rev != "": // named by the revision's own configuration
		o.accepted, err = l.tree.ReadFile(file)
	default:
		o.accepted, err = readConfigured(l.file, configured)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no baseline %s: `kdoc baseline write -o %s` makes one", displayPath(file), displayPath(file))
	}
	if err != nil && o.baseline == "" {
		return fmt.Errorf("%s: cannot read the baseline: %w: a configuration names files of its own tree; --baseline names others", l.effective.Baseline.From, err)
	}
	if err != nil {
		return fmt.Errorf("cannot read the baseline: %w", err)
	}
	return nil
}

// setBaseline makes the checks accept what the baseline says.
func (l *loaded) setBaseline(o *checkOptions) error {
	file := o.baselineFile(l)
	if file == "" {
		return nil
	}
	entries, err := baseline.Parse(displayPath(file), o.accepted)
	if err != nil {
		return err
	}
	// A report names no place outside of the tree.
	b := &checks.Baseline{Name: filepath.Base(file), Entries: entries}
	if l.tree.Rev == "" {
		if dir, err := relativeTo(l.tree.Dir, filepath.Dir(file)); err == nil {
			if p := path.Join(dir, filepath.Base(file)); l.tree.Exists(p) {
				b.Path, b.Name = p, p
			}
		}
	}
	l.baseline = b
	return nil
}
