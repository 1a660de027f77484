// Package cliglobalflag reports flags of the process-wide flag set.
package cliglobalflag

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
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
	// A call may copy a whole set of flags: that is one diagnostic.
	var places []commands.Position
	byPlace := map[commands.Position][]cliscope.Flag{}
	for _, f := range scope.Flags() {
		if f.Global {
			if byPlace[f.Pos] == nil {
				places = append(places, f.Pos)
			}
			byPlace[f.Pos] = append(byPlace[f.Pos], f)
		}
	}
	for _, pos := range places {
		flags := byPlace[pos]
		what := fmt.Sprintf("flag --%s is", flags[0].Flag.Name)
		if names := distinct(flags); len(names) > 1 {
			what = fmt.Sprintf("flags --%s and %d more are", names[0], len(names)-1)
		}
		scope.ReportFlag(flags[0], checks.Diagnostic{
			Message: what + " registered on pflag.CommandLine, which every command of the program takes in",
			Remedy:  "register it on a flag set that the command passes in",
		})
	}
	return nil
}

func distinct(flags []cliscope.Flag) []string {
	var names []string
	for _, f := range flags {
		if !slices.Contains(names, f.Flag.Name) {
			names = append(names, f.Flag.Name)
		}
	}
	return names
}
