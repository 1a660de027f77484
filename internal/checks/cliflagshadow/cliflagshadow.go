// Package cliflagshadow reports flags that hide an inherited one.
package cliflagshadow

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports flags of a command that have the name of one it inherits.
var Check = &checks.Check{
	ID:       "KC103",
	Slug:     "cli-flag-shadowed",
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
		for up := f.Command.Parent; up != nil; up = up.Parent {
			for _, hidden := range up.Persistent {
				if hidden.Name == f.Flag.Name && hidden != f.Flag {
					scope.ReportFlag(f, checks.Diagnostic{
						Message: fmt.Sprintf("flag --%s hides the one inherited from `%s`", f.Flag.Name, up.Path),
						Remedy:  "give it another name, or make do with the inherited flag",
						Related: cliscope.Place(hidden.Pos, "the inherited flag"),
					})
				}
			}
		}
	}
	return nil
}
