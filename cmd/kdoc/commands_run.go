package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/runroad"
)

// runPrograms builds and runs the programs of the jobs. It runs code of the tree,
// so it is called for nothing but --run and --verify.
func (o *commandsOptions) runPrograms(ctx context.Context, tree *walk.Tree, jobs []evalroad.Options) ([]*commands.Program, error) {
	opts := runroad.Options{Tree: tree, Entry: o.eval.entry, Args: o.eval.args}
	for _, j := range jobs {
		opts.Programs = append(opts.Programs, j.Program)
	}
	if len(jobs) > 0 {
		for _, name := range slices.Sorted(maps.Keys(jobs[0].Env)) {
			if name == "HOME" {
				opts.Home = jobs[0].Env[name]
			} else {
				opts.Env = append(opts.Env, name+"="+jobs[0].Env[name])
			}
		}
	}
	return runroad.Run(ctx, opts)
}

// printRun prints what running the programs tells.
func (a *app) printRun(ctx context.Context, o *commandsOptions, tree *walk.Tree, jobs []evalroad.Options, print programPrinter) error {
	start := time.Now()
	programs, err := o.runPrograms(ctx, tree, jobs)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if printErr := print(a.stdout, programs); printErr != nil {
		return printErr
	}
	n, flags := 0, 0
	for _, p := range programs {
		n += len(p.Commands())
		flags += len(p.Flags())
	}
	fmt.Fprintf(a.stderr, "%s, %s, %s, built and run in %.1fs\n", report.Count(len(programs), "program"), report.Count(n, "command"), report.Count(flags, "flag"), time.Since(start).Seconds())
	if err != nil {
		return &exitError{exitPartial, err}
	}
	return nil
}

// verifyRun prints on what evaluation and running disagree.
func (a *app) verifyRun(ctx context.Context, o *commandsOptions, tree *walk.Tree, jobs []evalroad.Options) error {
	results, err := evalroad.Evaluate(ctx, tree, jobs...)
	if err != nil {
		return err
	}
	evaluated := map[string]*commands.Program{}
	for _, r := range results {
		evaluated[r.Program.Package] = r.Program
	}
	ran, runErr := o.runPrograms(ctx, tree, jobs)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	silent, runErr := withoutSilent(runErr, evaluated)
	differences := 0
	for _, p := range ran {
		found := commands.Diff(evaluated[p.Package], p)
		for _, d := range found {
			fmt.Fprintf(a.stdout, "%s: %s\n", p.Name, d)
		}
		differences += len(found)
	}
	fmt.Fprintf(a.stderr, "%s evaluated and run: %s\n", report.Count(len(ran)+silent, "program"), report.Count(differences, "difference"))
	switch {
	case runErr != nil:
		return &exitError{exitPartial, runErr}
	case differences > 0:
		return &exitError{code: exitDiagnostics}
	}
	return nil
}

// withoutSilent takes out of an error those about programs that were found to
// parse no command line by evaluating them too, and says how many.
func withoutSilent(err error, evaluated map[string]*commands.Program) (silent int, left error) {
	list, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return 0, err
	}
	var rest []error
	for _, e := range list.Unwrap() {
		var one *runroad.Error
		if errors.As(e, &one) && one.Silent {
			if p := evaluated[one.Package]; p != nil && p.Root != nil && p.Library == "" {
				silent++
				continue
			}
		}
		rest = append(rest, e)
	}
	return silent, errors.Join(rest...)
}
