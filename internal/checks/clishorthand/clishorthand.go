// Package clishorthand reports letters that mean different flags in one program.
package clishorthand

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports shorthands that stand for different flags in different commands of a program.
var Check = &checks.Check{
	ID:       "KC102",
	Slug:     "cli-shorthand-meaning",
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
	uses := map[string]map[string][]cliscope.Flag{} // by program and letter, then by long name
	for _, f := range scope.Flags() {
		if f.Shorthand == "" || f.ShorthandDeprecated != "" || f.Hidden {
			continue
		}
		key := f.Command.Program.Package + " " + f.Command.Program.Entry + " " + f.Shorthand
		if uses[key] == nil {
			uses[key] = map[string][]cliscope.Flag{}
		}
		uses[key][f.Flag.Name] = append(uses[key][f.Flag.Name], f)
	}
	for _, byName := range uses {
		if len(byName) > 1 {
			report(scope, byName)
		}
	}
	return nil
}

// report takes the flag that most commands mean by the letter for its meaning,
// and reports the others.
func report(scope *cliscope.Scope, byName map[string][]cliscope.Flag) {
	var names []string
	for name := range byName {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(-cmp.Compare(len(byName[a]), len(byName[b])), strings.Compare(a, b))
	})
	usual := names[0]
	for _, name := range names[1:] {
		f := byName[name][0]
		scope.ReportFlag(f, checks.Diagnostic{
			Message: fmt.Sprintf("-%s means --%s here and --%s in `%s`", f.Shorthand, name, usual, byName[usual][0].Command.Path),
			Remedy:  "leave out the letter, or give the flag the one it has elsewhere",
			Related: cliscope.Place(byName[usual][0].Pos, "--"+usual),
		})
	}
}
