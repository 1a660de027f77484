// Package clideprecated reports deprecated flags and commands that do not say what to use instead.
package clideprecated

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

// Check reports deprecations without a replacement.
var Check = &checks.Check{
	ID:       "KC109",
	Slug:     "cli-deprecated-replacement",
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
		if c.Deprecated != "" && !helpful(c.Deprecated) {
			scope.ReportCommand(c, "deprecated", checks.Diagnostic{
				Message: fmt.Sprintf("command %q is deprecated without saying what to use instead: %q", c.Command.Name(), c.Deprecated),
				Remedy:  "name the replacement, or say that nothing replaces it",
			})
		}
	}
	for _, f := range scope.Flags() {
		if f.Deprecated != "" && !helpful(f.Deprecated) && !helpful(f.Usage) {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("flag --%s is deprecated without saying what to use instead: %q", f.Flag.Name, f.Deprecated),
				Remedy:  "name the replacement, or say that nothing replaces it",
			})
		}
	}
	return nil
}

// helpfulRE finds words that tell a reader where to turn, or that there is
// nowhere to turn and nothing to do.
var helpfulRE = regexp.MustCompile(`(?i)\b(use|using|instead|replaced|replacement|renamed|superseded|favou?r|see|via|through|prefer|switch|migrat\w*|set|specify|pass|add|run|config(uration)? file|no (longer )?(has |have )?(an? |any )?(effect|purpose|use|used|needed|required|necessary|supported)|no longer|not (used|needed|required|relevant)|ignored|nothing|no-op|does nothing|has no effect|only way|always|default)\b|--[a-z]|https?://`)

func helpful(message string) bool {
	return helpfulRE.MatchString(strings.ReplaceAll(message, "\n", " "))
}
