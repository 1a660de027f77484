package main

import (
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/render/man"
)

func (a *app) newGenManCmd() *cobra.Command {
	return a.newProgramsCmd(&cobra.Command{
		Use:   "man [TREE] [BINARY…] -o DIR",
		Short: "Write a manual page per program",
		Long: `Man writes one manual page per program, in section 1: what it is for, where it
starts, and what it is built from. Without names all programs get one.`,
		Example: `  kdoc gen man -o man/man1
  kdoc gen man ~/src/kubernetes kubelet -o . && man ./kubelet.1`,
	}, man.New())
}
