package main

import (
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/man"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/generators"
)

func (a *app) newGenManCmd() *cobra.Command {
	return a.withCommands(a.newProgramsCmd(&cobra.Command{
		Use:   "man [TREE] [BINARY…] -o DIR",
		Short: "Write a manual page per program",
		Long: `Man writes one manual page per program, in section 1: what it is for, where it
starts, and what it is built from. Without names all programs get one.

With --commands it writes a page per command and subcommand instead, found by
evaluating the program. With --upstream the tree's own generator is found and what
it would write is written, without building it.`,
		Example: `  kdoc gen man -o man/man1
  kdoc gen man ~/src/kubernetes kubelet -o . && man ./kubelet.1`,
	}, man.New()), generators.Man)
}
