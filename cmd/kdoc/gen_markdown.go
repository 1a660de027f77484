package main

import (
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/generators"
)

func (a *app) newGenMarkdownCmd() *cobra.Command {
	return a.withCommands(a.newProgramsCmd(&cobra.Command{
		Use:   "markdown [TREE] [BINARY…] -o DIR",
		Short: "Write a Markdown page per program",
		Long: `Markdown writes one page per program: what it is for, where it starts, and what
it is built from. Without names all programs get one.

With --commands it writes a page per command and subcommand instead, found by
evaluating the program. With --upstream the tree's own generator is found and what
it would write is written, without building it.`,
		Example: `  kdoc gen markdown -o docs/programs
  kdoc gen markdown ~/src/kubernetes kubelet kube-proxy -o docs
  kdoc gen markdown ~/src/kubernetes kubectl --commands -o docs --front-matter hugo`,
	}, markdown.New()), generators.Markdown)
}
