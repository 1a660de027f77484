// Package clilong reports long descriptions that are not trimmed.
package clilong

import (
	_ "embed"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports long descriptions with blank space around them.
var Check = &checks.Check{
	ID:       "KC001",
	Slug:     "cli-long-spaces",
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
		if trimmed := strings.Trim(c.Long, " \t\n"); c.Long == trimmed {
			continue
		}
		where := "starts and ends"
		switch trimmed := strings.Trim(c.Long, " \t\n"); {
		case strings.HasPrefix(c.Long, trimmed):
			where = "ends"
		case strings.HasSuffix(c.Long, trimmed):
			where = "starts"
		}
		scope.ReportCommand(c, "long", checks.Diagnostic{
			Message: "the long description " + where + " with blank space",
			Remedy:  "trim it, with the function the other commands use if the tree has one",
		})
	}
	return nil
}
