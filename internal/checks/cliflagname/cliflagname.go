// Package cliflagname reports flags whose names do not follow the pattern.
package cliflagname

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports flag names that do not match a pattern.
var Check = &checks.Check{
	ID:       "KC003",
	Slug:     "cli-flag-name",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Programs: true,
	Options:  func() any { return &Options{Pattern: `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`} },
	Run:      run,
}

// Options are the settings of the check.
type Options struct {
	Pattern string `yaml:"pattern" jsonschema:"description=Regular expression that the long names of flags match."`
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	pattern, err := regexp.Compile(p.Options.(*Options).Pattern)
	if err != nil {
		return fmt.Errorf("setting pattern: %w", err)
	}
	for _, f := range scope.Flags() {
		// Underscores alone are the business of cli-flag-underscore.
		if f.Command.Program.Library != "cobra" || pattern.MatchString(strings.ReplaceAll(f.Flag.Name, "_", "-")) {
			continue
		}
		scope.ReportFlag(f, checks.Diagnostic{
			Message: fmt.Sprintf("flag --%s is not named like the others: names match %s", f.Flag.Name, pattern),
			Remedy:  "rename it, and keep the old name as a deprecated flag if it was released",
		})
	}
	return nil
}
