// Package cliflagunderscore reports flags with an underscore in their name.
package cliflagunderscore

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports underscores in the names of flags.
var Check = &checks.Check{
	ID:       "KC101",
	Slug:     "cli-flag-underscore",
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
		if strings.Contains(f.Flag.Name, "_") && f.Deprecated == "" {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("flag --%s has an underscore in its name", f.Flag.Name),
				Remedy:  fmt.Sprintf("call it --%s", strings.ReplaceAll(f.Flag.Name, "_", "-")),
			})
		}
	}
	return nil
}
