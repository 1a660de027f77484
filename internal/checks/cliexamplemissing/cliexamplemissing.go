// Package cliexamplemissing reports commands without an example.
package cliexamplemissing

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports commands that can be run and show no example.
var Check = &checks.Check{
	ID:       "KC111",
	Slug:     "cli-example-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Programs: true,
	Run:      run,
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	for _, c := range scope.Commands() {
		if c.Program.Library != "cobra" {
			continue // there is no place for examples
		}
		leaf := c.Runnable && len(c.Commands) == 0 && c.Parent != nil
		if leaf && c.Available() && c.Example == "" {
			scope.ReportCommand(c, "", checks.Diagnostic{
				Message: fmt.Sprintf("command %q has no example", c.Command.Name()),
				Remedy:  "show the most common call of it",
			})
		}
	}
	return nil
}
