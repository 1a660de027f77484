// Package cliglobalflag reports flags of the process-wide flag set.
package cliglobalflag

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports flags that are registered on pflag.CommandLine.
var Check = &checks.Check{
	ID:       "KC004",
	Slug:     "cli-global-flag",
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
	for _, f := range scope.Flags() {
		if f.Global {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("flag --%s is registered on pflag.CommandLine and so on every program that links its package", f.Flag.Name),
				Remedy:  "register it on a flag set that the command passes in",
			})
		}
	}
	return nil
}
