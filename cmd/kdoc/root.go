package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// Exit codes, the same for every subcommand.
const (
	exitClean       = 0 // nothing at or above the fail level
	exitDiagnostics = 1 // diagnostics at or above the fail level
	exitUsage       = 2 // wrong arguments or configuration, or an output that cannot be written
	exitPartial     = 3 // part of the tree could not be analysed
	exitModel       = 4 // a language model left something unanswered; all pages are there
	exitInterrupted = 130
)

// app is the program: its streams, environment and checks. Tests make their
// own.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	checks         []*checks.Check // all there are
	now            func() time.Time

	// bareOut and bareErr are the streams as they are, without the logWriters that
	// run puts before them: for formats that speak to a system of CI and escape
	// what is in them, and for the progress bar, which is all kdoc's own.
	bareOut, bareErr io.Writer

	// ownStreams says that the streams are those of the process, so that asking
	// whether they are terminals makes sense.
	ownStreams bool

	gc *pacer // nil leaves it alone

	untrusted sync.Once // says once that the cache is not used

	// writing is held while a file is replaced, so that an interrupted program
	// ends before or after that and never in between.
	writing sync.Mutex
}

// commands returns the subcommands in the order help lists them. Each has a
// file of its own: newXCmd parses into an options struct, its run method works.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.newCheckCmd(),
		a.newSiteCmd(),
		a.newGenCmd(),
		a.newImportsCmd(),
		a.newExplainCmd(),
		a.newSummarizeCmd(),
		a.newFieldCmd(),
		a.newDiffCmd(),
		a.newRulesCmd(),
		a.newBaselineCmd(),
		a.newConfigCmd(),
		a.newCacheCmd(),
		a.newCommandsCmd(),
		a.newVersionCmd(),
	}
}

// An exitError ends the program with a code. An err of nil means all there is
// to say has been printed.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// grace is how long an interrupted command may take to stop by itself.
const grace = 60 * time.Millisecond

// run executes one command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	a.bareOut, a.bareErr = a.stdout, a.stderr
	stdout, stderr := &logWriter{w: a.stdout}, &logWriter{w: a.stderr}
	a.stdout, a.stderr = stdout, stderr
	code := a.execute(ctx, args)
	// A stream that is closed on the other side has nobody to tell.
	_, _ = stdout.Flush(), stderr.Flush()
	return code
}

func (a *app) execute(ctx context.Context, args []string) int {
	root := a.newRootCmd()
	root.SetArgs(args)
	done := make(chan error, 1)
	go func() {
		cmd, err := root.ExecuteContextC(ctx)
		done <- plainError(cmd, err)
	}()
	select {
	case err := <-done:
		return a.exitCode(ctx, err)
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return a.exitCode(ctx, err)
	case <-time.After(grace):
		a.writing.Lock() // for good: nothing is written from here on
		return a.exitCode(ctx, ctx.Err())
	}
}

// exitCode prints err, if there is anything to print, and says what it means.
func (a *app) exitCode(ctx context.Context, err error) int {
	switch exit := (*exitError)(nil); {
	case err == nil:
		return exitClean
	case ctx.Err() != nil:
		fmt.Fprintln(a.stderr, "kdoc: interrupted")
		return exitInterrupted
	case errors.As(err, &exit):
		if exit.err != nil {
			fmt.Fprintln(a.stderr, "kdoc:", exit.err)
		}
		return exit.code
	default:
		fmt.Fprintln(a.stderr, "kdoc:", err)
		return exitUsage
	}
}

func (a *app) newRootCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "kdoc",
		Short: "Check and document Kubernetes-style Go trees from their source",
		Long: `Kdoc reads a Kubernetes checkout, or any Go tree built like one, and checks and
documents it. It needs nothing but the files: no compiler, no module cache, no
network.

A TREE is a directory, or DIR@REV for a revision in its git repository. Without
one the tree around the current directory is taken.

Exit codes: 0 clean, 1 diagnostics at or above the fail level, 2 wrong arguments
or configuration, 3 part of the tree could not be analysed, 4 a language model left
something unanswered, 130 interrupted.`,
		Example: `  kdoc check                     check the tree around the current directory
  kdoc check ~/src/kubernetes    check another
  kdoc rules import-alias        read about a rule`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.SetIn(a.stdin)
	cmd.SetOut(a.stdout)
	cmd.SetErr(a.stderr)
	cmd.SetFlagErrorFunc(suggestFlag)
	cmd.Version = version()
	cmd.SetVersionTemplate(versionLine() + "\n")
	cmd.Flags().Bool("version", false, "print the version of kdoc, as kdoc version does")
	cmd.AddCommand(a.commands()...)
	return cmd
}
