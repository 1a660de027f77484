package main

import (
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/markdown"
)

func (a *app) newGenMarkdownCmd() *cobra.Command {
	return a.newProgramsCmd(&cobra.Command{
		Use:   "markdown [TREE] [BINARY…] -o DIR",
		Short: "Write a Markdown page per program",
		Long: `Markdown writes one page per program: what it is for, where it starts, and what
it is built from. Without names all programs get one.`,
		Example: `  kdoc gen markdown -o docs/programs
  kdoc gen markdown ~/src/kubernetes kubelet kube-proxy -o docs`,
	}, markdown.New())
}
