// Package clishort reports commands without a short description of their own.
package clishort

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports commands whose short description is missing or that of a sibling.
var Check = &checks.Check{
	ID:       "KC104",
	Slug:     "cli-short-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Programs: true,
	Run:      run,
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	for _, c := range scope.Commands() {
		if c.Parent == nil || !c.Available() {
			continue
		}
		if c.Short == "" {
			scope.ReportCommand(c, "short", checks.Diagnostic{
				Message: fmt.Sprintf("command %q has no short description", c.Command.Name()),
				Remedy:  "say in a few words what it does",
			})
			continue
		}
		for _, other := range c.Parent.Commands {
			if other == c.Command {
				break
			}
			if other.Short == c.Short && other.Available() {
				scope.ReportCommand(c, "short", checks.Diagnostic{
					Message: fmt.Sprintf("command %q has the short description of %q", c.Command.Name(), other.Name()),
					Remedy:  "say what sets it apart",
					Related: cliscope.Place(other.Pos, "the other command"),
				})
				break
			}
		}
	}
	return nil
}
