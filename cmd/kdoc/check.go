package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// checkOptions are the arguments of kdoc check.
type checkOptions struct {
	request
	patterns []string
	formats  formatsFlag
	color    *oneOf
	severity *oneOf
	failOn   string
	output   string
	fix      string // "", "safe" or "unsafe"
	diff     bool
	online   bool
	// onlinePrivate lets links be asked about that lead to addresses which are not
	// public.
	onlinePrivate bool
	baseline      string // file that was named, "" for none
	accepted      []byte // what the baseline in effect says
	stats         bool
	quiet         bool
	verbose       bool
}

func (a *app) newCheckCmd() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check [TREE] [PATTERN…]",
		Short: "Report every rule the tree breaks",
		Long: `Check runs the rules over a tree and reports what they say, each with the place,
the source line and what to do.

The first argument is the TREE if it is a directory or DIR@REV. Patterns limit
the report: ./pkg/api is a directory, ./pkg/... one with all below it, ./a.go a
file, and k8s.io/api/... an import path as the go command has them. Rules look at
the whole tree all the same.

--fix applies what is safe: comments, spelling, and names local to a file.
--fix=unsafe may change what the program or its wire format means; read the
--diff first.`,
		Example: `  kdoc check                                  the tree around the current directory
  kdoc check ~/src/kubernetes ./staging/...   part of another
  kdoc check .@v1.30.0                        a revision, without checking it out
  kdoc check --only import-alias --fix        repair one kind of thing
  kdoc check --diff                           show what --fix would change
  kdoc check --baseline FILE                  report only what is new
  kdoc check --format json -o report.json     for a program`,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir, o.patterns = splitArgs(args)
			return a.runCheck(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringSliceVar(&o.overrides.Only, "only", nil, "run only these `rules`: ids, slugs or globs")
	fs.StringSliceVar(&o.overrides.Skip, "skip", nil, "leave these `rules` out")
	o.severity = wordFlag(cmd, "severity", "report nothing milder than this: info, warning or error", "info", "warning", "error")
	fs.StringVar(&o.baseline, "baseline", "", "do not report what this `file` accepts (see kdoc baseline), and report its entries that accept nothing")
	fs.StringVar(&o.failOn, "fail-on", "", "exit with 1 if anything reported is at least of this `severity`: info, warning, error or never (default error)")
	fs.Var(&o.formats, "format", "write the report as `format`, or as several, each into a file: sarif=out.sarif,text; "+strings.Join(report.FormatNames(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.FormatNames(), cobra.ShellCompDirectiveNoFileComp))
	fs.StringVarP(&o.output, "output", "o", "", "write the report to `file` instead of standard output")
	o.color = wordFlag(cmd, "color", "colour the text: auto, always or never", "auto", "always", "never")
	fs.StringVar(&o.fix, "fix", "", "apply fixes that are safe, or with the `class` unsafe all there are, then report the rest")
	fs.Lookup("fix").NoOptDefVal = "safe"
	fs.BoolVar(&o.diff, "diff", false, "print what --fix would change as a diff, and to standard error what it would leave; exit with 1 if there is a change")
	fs.BoolVar(&o.onlinePrivate, "online-private", false, "with --online, ask sites that are not on the public internet too, and by way of a proxy if the environment names one")
	fs.BoolVar(&o.online, "online", false, "ask the sites that descriptions link to whether the links work; answers are kept for a day, or a week if they do")
	fs.BoolVar(&o.stats, "stats", false, "print to standard error how long each part took")
	fs.BoolVarP(&o.verbose, "verbose", "v", false, "say also which of the named files were skipped because they are gone")
	fs.BoolVarP(&o.quiet, "quiet", "q", false, "print nothing but the report and errors")
	o.config.register(cmd)
	o.tree.register(cmd)
	for _, name := range []string{"only", "skip"} {
		_ = cmd.RegisterFlagCompletionFunc(name, a.completeRules)
	}
	return cmd
}

func (o *checkOptions) validate() error {
	if o.fix != "" && o.fix != "safe" && o.fix != "unsafe" {
		return fmt.Errorf("unknown --fix=%s: use --fix or --fix=unsafe", o.fix)
	}
	for _, list := range []struct {
		flag  string
		given []string
	}{{"only", o.overrides.Only}, {"skip", o.overrides.Skip}} {
		if list.given != nil && slices.ContainsFunc(list.given, func(s string) bool { return strings.TrimSpace(s) == "" }) || list.given != nil && len(list.given) == 0 {
			return fmt.Errorf("--%s names no rule: give ids, slugs or globs, as in --%s import-alias,'KM*' (kdoc rules lists them)", list.flag, list.flag)
		}
	}
	if o.diff && len(o.formats) > 0 && o.formats.String() != "text" {
		return errors.New("--diff prints a diff and takes no --format")
	}
	if o.failOn != "" {
		word := oneOf{words: config.FailLevels}
		if err := word.Set(o.failOn); err != nil {
			return fmt.Errorf("invalid --fail-on %q: %w", o.failOn, err)
		}
	}
	return nil
}

// fixClass is the class of fixes that are wanted.
func (o *checkOptions) fixClass() checks.FixClass {
	switch {
	case o.fix == "unsafe":
		return checks.FixUnsafe
	case o.fix == "safe" || o.diff:
		return checks.FixSafe
	}
	return checks.FixNone
}

func (a *app) runCheck(ctx context.Context, o *checkOptions) error {
	if err := o.validate(); err != nil {
		return err
	}
	start := time.Now()
	run, err := a.checkTree(ctx, o)
	if err != nil {
		return err
	}
	defer run.close()
	if o.diff {
		return a.printDiff(ctx, o, run)
	}
	fixed := 0
	if o.fixClass() != checks.FixNone {
		if run, fixed, err = a.fixTree(ctx, o, run); err != nil {
			return err
		}
	}
	if err := a.printReport(ctx, o, run); err != nil {
		return err
	}
	if run.result != nil {
		a.printStacks(run.result)
	}
	if !o.quiet {
		if o.stats {
			run.printStats(a.stderr)
		}
		a.printSummary(run, fixed, time.Since(start))
	}
	return run.verdict()
}

// checkRun is a tree that has been checked.
type checkRun struct {
	*loaded
	covers  func(path string) bool
	result  *checks.Result // nil if the report was recalled
	report  *report.Report
	failOn  string
	loading time.Duration
}

// checkTree loads the tree and runs the checks once.
func (a *app) checkTree(ctx context.Context, o *checkOptions) (*checkRun, error) {
	start := time.Now()
	o.accepted = nil // read anew: fixes may have changed it
	req := o.request
	var recalled *report.Report
	if o.recalls() {
		req.recall = &recall{key: o.recallKey, accept: func(b []byte) (ok bool) {
			r, err := report.Decode(b)
			recalled = r
			return err == nil
		}}
	}
	req.configured = o.readBaseline
	l, err := a.load(ctx, req)
	if err != nil {
		return nil, err
	}
	run := &checkRun{loaded: l, failOn: l.effective.FailOn.V, loading: time.Since(start)}
	if o.failOn != "" {
		run.failOn = o.failOn
	}
	if l.tree == nil {
		run.report = recalled
		return run, nil
	}
	scope, err := newScope(l.tree, o.dir, o.patterns)
	if err != nil {
		l.close()
		return nil, err
	}
	run.covers = scope.covers()
	for _, glob := range l.effective.Paths.V.Idle(l.tree.Paths()) {
		fmt.Fprintf(a.stderr, "kdoc: warning: %s: paths has the glob %q, which matches nothing of the tree\n", report.Escape(l.effective.Paths.From), glob)
	}
	if scope != nil && len(scope.gone) > 0 && (o.verbose || scope.empty()) {
		fmt.Fprintf(a.stderr, "skipped, not there any more: %s\n", report.Escape(strings.Join(scope.gone, " ")))
	}
	if err := l.setBaseline(o); err != nil {
		l.close()
		return nil, err
	}
	if o.online {
		defer a.probe(ctx, l, o)()
	}
	if run.result, err = l.check(ctx, run.covers); err != nil {
		l.close()
		return nil, err
	}
	lowest, _ := checks.ParseSeverity(o.severity.value) // one of the flag's words
	run.result.AtLeast(lowest)
	run.report = report.New(report.Input{
		Tool:     report.Tool{Name: "kdoc", Version: version()},
		Tree:     l.tree,
		Result:   run.result,
		Settings: l.settings,
		Patterns: o.patterns,
		Covers:   run.covers,
		Partial:  l.partial(run.result, run.covers) || run.result.Incomplete,
		Cached:   l.cached > 0,
		Read:     l.tree.ReadFile,
	})
	run.remember(o)
	return run, nil
}

func (a *app) printReport(ctx context.Context, o *checkOptions, run *checkRun) error {
	for _, out := range o.formats.orText() {
		file := out.file
		if file == "" {
			file = o.output
		}
		err := a.writeOutput(ctx, file, func(w io.Writer) error {
			if out.format.Commands && (file == "" || file == "-") {
				w = a.bareOut
			}
			return out.format.Write(w, run.report, report.Options{Color: a.color(o.color.value, w)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// verdict turns the report into the exit code.
func (run *checkRun) verdict() error {
	if run.report.Summary.Partial || len(run.report.Failures) > 0 {
		return &exitError{code: exitPartial}
	}
	level, err := checks.ParseSeverity(run.failOn)
	if err != nil {
		return nil // never
	}
	for _, d := range run.report.Diagnostics {
		if s, err := checks.ParseSeverity(d.Severity); err == nil && s >= level {
			return &exitError{code: exitDiagnostics}
		}
	}
	return nil
}

// printSummary says on standard error what was looked at, so that an empty
// report can be told from a run that saw nothing.
func (a *app) printSummary(run *checkRun, fixed int, took time.Duration) {
	s := run.report.Summary
	fmt.Fprintf(a.stderr, "checked %s, %s with %s in %.2f s", report.Count(s.Packages, "package"),
		report.Count(s.Files, "file"), report.Count(len(run.report.Rules), "rule"), took.Seconds())
	if n := s.Errors + s.Warnings + s.Infos; n == 0 {
		fmt.Fprint(a.stderr, ": no diagnostics")
		if s.Suppressed > 0 {
			fmt.Fprintf(a.stderr, " (%d suppressed)", s.Suppressed)
		}
	}
	fmt.Fprintln(a.stderr)
	if run.report.Tree.ModuleCache {
		fmt.Fprintln(a.stderr, "programs were read with modules of the module cache, which is not part of the tree")
	}
	if l := s.LeftOut; l != nil {
		fmt.Fprintln(a.stderr, "not looked at:", leftOut(*l))
	}
	if fixed > 0 {
		fmt.Fprintf(a.stderr, "fixed %s\n", report.Count(fixed, "diagnostic"))
	}
	if s.Partial {
		fmt.Fprintln(a.stderr, "part of the tree could not be analysed: see the diagnostics of load-error")
	}
}

// leftOut says which files no rule saw, and what to do to have them seen.
func leftOut(l report.LeftOut) string {
	var parts []string
	if l.Platform > 0 {
		parts = append(parts, report.Count(l.Platform, "file")+" for other platforms (--platform all)")
	}
	if l.Tags > 0 {
		const most = 4
		how := "their constraint can never hold"
		if n := len(l.Names); n > most {
			how = fmt.Sprintf("--tags %s and %d more", strings.Join(l.Names[:most], ","), n-most)
		} else if n > 0 {
			how = "--tags " + strings.Join(l.Names, ",")
		}
		parts = append(parts, fmt.Sprintf("%s behind build tags (%s)", report.Count(l.Tags, "file"), report.Escape(how)))
	}
	return strings.Join(parts, ", ")
}

// printStacks prints where checks panicked.
func (a *app) printStacks(res *checks.Result) {
	for _, f := range res.Failed {
		if p := (*checks.PanicError)(nil); errors.As(f.Err, &p) {
			fmt.Fprintf(a.stderr, "kdoc: %s panicked, which is a defect of kdoc; please report this:\n%s\n", f.Check.Slug, p.Stack)
		}
	}
}

// printStats says where the time went.
func (run *checkRun) printStats(w io.Writer) {
	fmt.Fprintf(w, "%8.1f ms  loading\n", ms(run.loading))
	for _, ran := range run.result.Ran {
		fmt.Fprintf(w, "%8.1f ms  %s %s\n", ms(ran.Took), ran.Check.ID, ran.Check.Slug)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
