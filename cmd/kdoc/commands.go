package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
)

// evalFlags say how programs are evaluated.
type evalFlags struct {
	entry, program string
	home, locale   string
	setenv, args   []string
	trace          bool
}

// settings are what of the flags decides what is evaluated, and how.
func (f *evalFlags) settings() []any {
	return []any{f.entry, f.program, f.home, f.locale, f.setenv, f.args}
}

// defaultHome is the home directory that programs see.
const defaultHome = "/home/username"

func (f *evalFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.entry, "entry", "", "evaluate this function `PKG.FUNC` instead of main")
	fs.StringVar(&f.program, "program", "", "initialise the packages that this main `package` links; needed with --entry")
	fs.StringArrayVar(&f.args, "arg", nil, "give the program this `argument`; repeatable")
	fs.StringVar(&f.home, "home", defaultHome, "home `directory` the program sees")
	fs.StringVar(&f.locale, "locale", "", "`locale` the program sees, such as zh_CN")
	fs.StringArrayVar(&f.setenv, "setenv", nil, "`NAME=VALUE` the program sees in its environment; repeatable")
	fs.BoolVar(&f.trace, "trace", false, "say on stderr where the time of an evaluation goes")
}

// env is the environment programs see, which has nothing of this machine's.
func (f *evalFlags) env() (map[string]string, error) {
	env := evalroad.DefaultEnv()
	env["HOME"] = f.home
	if f.locale != "" {
		env["LC_ALL"] = f.locale + ".UTF-8"
	}
	for _, kv := range f.setenv {
		k, v, ok := strings.Cut(kv, "=")
		if !ok || k == "" {
			return nil, fmt.Errorf("--setenv %q: write NAME=VALUE", kv)
		}
		env[k] = v
	}
	return env, nil
}

type commandsOptions struct {
	dir      string
	binaries []string
	tree     treeFlags
	eval     evalFlags
	format   string
	strict   bool
	explain  bool
	run      bool
	verify   bool
}

// programPrinter prints command trees in one format.
type programPrinter = func(io.Writer, []*commands.Program) error

func (a *app) newCommandsCmd() *cobra.Command {
	o := &commandsOptions{}
	cmd := &cobra.Command{
		Use:   "commands [TREE] [BINARY…]",
		Short: "List the commands and flags of the tree's programs without building them",
		Long: `Commands finds out what commands and flags the programs of a tree have, with the
text, defaults and source position of each, by evaluating the code that puts
them together. Nothing of the tree is compiled or run, and nothing is fetched.

Packages are read from the tree, its vendor directory, the Go toolchain and the
module cache. If one is missing, or evaluation does not come to its end, the
program is named with what helps, and the exit code is 3.

A program sees an empty machine: its home is --home, the host is called
localhost, files and other programs are not there, and there are no variables but
HOME, USER, PATH and those set with --setenv. What evaluation cannot find out is
printed as ⟨unknown⟩ and counted; --strict makes that an error, as it does what had
to be assumed, and --explain lists both.

A BINARY is a program's name, its directory, its import path or the end of that.
Without any, all programs of the tree are evaluated. --run finds the same by building the
programs and running them in an empty directory, up to where they parse their
command line; this runs code of the tree, and needs the modules it is built from.
Nothing is written into the tree. With --entry a function that returns a
command is evaluated instead of a main function, in the program of --program.`,
		Example: `  kdoc commands ~/src/kubernetes kubectl           every command and flag of kubectl
  kdoc commands --format json > commands.json      all programs, for other tools
  kdoc commands --entry k8s.io/kubectl/pkg/cmd.NewDefaultKubectlCommand --program k8s.io/kubernetes/cmd/kubectl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir, o.binaries = treeAndNames(args)
			return a.runCommands(cmd.Context(), o)
		},
	}
	cmd.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVar(&o.format, "format", "list", "print a `list`, a tree, or json")
	fs.BoolVar(&o.strict, "strict", false, "fail if anything published is unknown")
	fs.BoolVar(&o.explain, "explain", false, "say on stderr what evaluation had to assume")
	fs.BoolVar(&o.run, "run", false, "build and run the programs, up to where they parse their command line, instead of evaluating them")
	fs.BoolVar(&o.verify, "verify", false, "do both and print the differences; builds and runs the programs")
	o.eval.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) runCommands(ctx context.Context, o *commandsOptions) error {
	print, ok := map[string]programPrinter{
		"list": printCommandList, "tree": printCommandTree, "json": commands.Encode,
	}[o.format]
	if !ok {
		return fmt.Errorf("unknown format %q: use list, tree or json", o.format)
	}
	start := time.Now()
	e, err := a.evaluations(ctx, o.dir, o.tree, o.eval.trace)
	if err != nil {
		return err
	}
	defer e.close()
	jobs, err := remembered(ctx, e, []any{"jobs", o.binaries, o.eval.settings()}, o.jobs)
	if err != nil {
		return err
	}
	if o.verify || o.run {
		tree, err := e.open(ctx)
		if err != nil {
			return err
		}
		if o.verify {
			return a.verifyRun(ctx, o, tree, jobs)
		}
		return a.printRun(ctx, o, tree, jobs, print)
	}
	results, err := e.results(ctx, jobs)
	if err != nil {
		return err
	}
	programs := make([]*commands.Program, len(results))
	for i, r := range results {
		programs[i] = r.Program
	}
	if err := print(a.stdout, programs); err != nil {
		return err
	}
	e.trace.lap("write", "")
	e.trace.end()
	return a.summarizeCommands(o, results, time.Since(start))
}

// jobs are the evaluations asked for.
func (o *commandsOptions) jobs(tree *walk.Tree) ([]evalroad.Options, error) {
	env, err := o.eval.env()
	if err != nil {
		return nil, err
	}
	all := evalroad.Programs(tree)
	names := o.binaries
	if o.eval.program != "" {
		names = append(slices.Clone(names), o.eval.program)
	}
	if o.eval.entry != "" && len(names) != 1 {
		return nil, errors.New("--entry needs one program whose packages are initialised: name it with --program")
	}
	if len(all) == 0 {
		return nil, errors.New("the tree has no programs: no package main with files for this platform")
	}
	var out []evalroad.Options
	for _, p := range all {
		if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return namesProgram(n, p, tree) }) {
			out = append(out, evalroad.Options{Program: p, Entry: o.eval.entry, Args: o.eval.args, Env: env})
		}
	}
	for _, n := range names {
		if !slices.ContainsFunc(all, func(p string) bool { return namesProgram(n, p, tree) }) {
			return nil, unknownProgram(n, all)
		}
	}
	return out, nil
}

// namesProgram reports whether what the user wrote means a program: its import
// path or the end of that, what its binary is called, or its directory.
func namesProgram(name, importPath string, tree *walk.Tree) bool {
	name = strings.TrimPrefix(path.Clean(name), "./")
	if importPath == name || strings.HasSuffix(importPath, "/"+name) || commands.BinaryName(importPath) == name {
		return true
	}
	p := tree.Package(importPath)
	if p == nil {
		return false
	}
	dir := p.Dir
	if dir == "." || dir == "" {
		dir = filepath.Base(tree.Dir)
	}
	return dir == name || strings.HasSuffix(dir, "/"+name)
}

// unknownProgram says that no program has a name, and which was probably meant.
func unknownProgram(name string, paths []string) error {
	var names []string
	for _, p := range paths {
		names = append(names, commands.BinaryName(p))
	}
	if s := checks.Suggest(name, names); s != "" {
		return fmt.Errorf("unknown program %q: did you mean %q?", name, s)
	}
	return fmt.Errorf("unknown program %q: the tree has %s", name, someNames(paths))
}

// someNames lists programs for a message, and not all of very many.
func someNames(paths []string) string {
	const most = 12
	var names []string
	for _, p := range paths[:min(most, len(paths))] {
		names = append(names, commands.BinaryName(p))
	}
	text := strings.Join(names, ", ")
	if n := len(paths) - most; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// summarizeCommands says on stderr what was found, and sets the exit code.
func (a *app) summarizeCommands(o *commandsOptions, results []*evalroad.Result, took time.Duration) error {
	cmds, flags, unknowns, packages, failed, cached := 0, 0, 0, 0, 0, 0
	for _, r := range results {
		cmds += len(r.Program.Commands())
		flags += len(r.Program.Flags())
		unknowns += countUnknowns(r.Program)
		packages += r.Packages
		if a.sayIncomplete(r.Program) {
			failed++
		}
		cached = max(cached, r.Cached)
		a.explainResult(o, r)
	}
	fmt.Fprintf(a.stderr, "%s, %s, %s, %d unknown, %s loaded in %.1fs\n", report.Count(len(results), "program"),
		report.Count(cmds, "command"), report.Count(flags, "flag"), unknowns, report.Count(packages, "package"), took.Seconds())
	if cached > 0 {
		fmt.Fprintln(a.stderr, "modules that the tree has no vendor directory for were read from the module cache")
	}
	switch {
	case failed > 0:
		return &exitError{exitPartial, nil}
	case o.strict && unknowns > 0:
		return &exitError{exitDiagnostics, fmt.Errorf("%d published values are unknown; run with --explain to see why", unknowns)}
	}
	return nil
}

// sayIncomplete says on stderr why a program may have more commands and flags than
// were found, if so.
func (a *app) sayIncomplete(p *commands.Program) bool {
	u, incomplete := p.Incomplete()
	switch {
	case !incomplete:
		if len(p.Missing) > 0 {
			fmt.Fprintf(a.stderr, "kdoc: warning: %s: %s missing, first %s: nothing that was evaluated needed them, but what they register is not listed\n",
				p.Package, report.Count(len(p.Missing), "module"), p.Missing[0])
		}
		return false
	case p.Root == nil:
		fmt.Fprintf(a.stderr, "kdoc: %s: no command tree: %s\n", p.Package, report.Escape(u.Reason))
	default:
		fmt.Fprintf(a.stderr, "kdoc: %s: there may be more than the %s and %s found: %s\n", p.Package,
			report.Count(len(p.Commands()), "command"), report.Count(len(p.Flags()), "flag"), report.Escape(u.Reason))
	}
	return true
}

func (a *app) explainResult(o *commandsOptions, r *evalroad.Result) {
	if !o.explain {
		return
	}
	for _, m := range r.Missing {
		fmt.Fprintf(a.stderr, "%s:%d: package %s is missing: %s\n", m.File, m.Line, m.ImportPath, m.Reason)
	}
	for _, u := range r.Program.Assumed {
		fmt.Fprintf(a.stderr, "%s: assumed: %s\n", r.Program.Name, report.Escape(u.Reason))
	}
	for _, d := range r.Diagnostics {
		fmt.Fprintf(a.stderr, "%s: %s\n", d.Pos, report.Escape(strings.TrimSpace(d.Msg)))
	}
}

// countUnknowns counts what is unknown in a program, or was assumed.
func countUnknowns(p *commands.Program) int {
	n := len(p.Unknown) + len(p.Assumed)
	for _, c := range p.Commands() {
		n += len(c.Unknown)
	}
	for _, f := range p.Flags() {
		n += len(f.Unknown)
	}
	return n
}
