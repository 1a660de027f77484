package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Exit codes, the same for every subcommand.
const (
	exitClean       = 0 // nothing at or above the fail level
	exitDiagnostics = 1 // diagnostics at or above the fail level
	exitUsage       = 2 // wrong arguments or configuration, or an output that cannot be written
	exitPartial     = 3 // part of the tree could not be analysed
	exitInterrupted = 130
)

// app is the program: its streams and environment. Tests make their own.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
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

// run executes one command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.newRootCmd()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
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

// newRootCmd wires the subcommands: one file each, newXCmd parses into an
// options struct, its run method works.
func (a *app) newRootCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "kdoc",
		Short:         "Check and document Kubernetes-style Go trees from their source",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.SetIn(a.stdin)
	cmd.SetOut(a.stdout)
	cmd.SetErr(a.stderr)
	cmd.AddCommand()
	return cmd
}
