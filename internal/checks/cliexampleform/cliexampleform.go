// Package cliexampleform reports examples that are not indented or use the wrong comments.
package cliexampleform

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports examples that are not indented by two blanks, and comments in them that a shell would run.
var Check = &checks.Check{
	ID:       "KC002",
	Slug:     "cli-example-form",
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
		if c.Example == "" {
			continue
		}
		var loose []string
		for _, line := range strings.Split(c.Example, "\n") {
			if !strings.HasPrefix(line, "  ") {
				loose = append(loose, line)
			}
			if text := strings.TrimSpace(line); strings.HasPrefix(text, "//") {
				scope.ReportCommand(c, "example", checks.Diagnostic{
					Symbol:  fmt.Sprintf("%q", text),
					Message: fmt.Sprintf("the example has a comment that no shell takes for one: %q", text),
					Remedy:  "start it with # so that the example can be pasted",
				})
			}
		}
		if len(loose) > 0 {
			scope.ReportCommand(c, "example", checks.Diagnostic{
				Message: fmt.Sprintf("%d of %d lines of the example are not indented by two blanks, first %q", len(loose), strings.Count(c.Example, "\n")+1, loose[0]),
				Remedy:  "indent every line, with the function the other commands use if the tree has one",
			})
		}
	}
	return nil
}
