// Package clioutput reports commands whose output formats differ from those of the commands beside them.
package clioutput

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

//go:embed doc.md
var doc string

// Check reports commands that offer other output formats than most of their siblings.
var Check = &checks.Check{
	ID:       "KC112",
	Slug:     "cli-output-formats",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Programs: true,
	Options:  func() any { return &Options{Flag: "output"} },
	Run:      run,
}

// Options are the settings of the check.
type Options struct {
	Flag string `yaml:"flag" jsonschema:"description=Long name of the flag that chooses the format."`
}

type offer struct {
	command cliscope.Command
	flag    *commands.Flag
	formats []string
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	name := p.Options.(*Options).Flag
	families := map[*commands.Command][]offer{}
	for _, c := range scope.Commands() {
		f := c.Lookup(name)
		if c.Parent == nil || f == nil || !c.Available() || f.Hidden {
			continue
		}
		formats := f.Values
		if formats == nil {
			formats = cliscope.StatedValues(f.Usage)
		}
		if formats != nil {
			families[c.Parent] = append(families[c.Parent], offer{c, f, slices.Sorted(slices.Values(formats))})
		}
	}
	for _, c := range scope.Commands() {
		compare(scope, name, families[c.Command])
	}
	return nil
}

// compare reports what differs from the formats most of a family offer. Without
// a majority nobody is odd.
func compare(scope *cliscope.Scope, name string, family []offer) {
	votes := map[string]int{}
	for _, o := range family {
		votes[strings.Join(o.formats, ", ")]++
	}
	usual, most := "", 0
	for set, n := range votes {
		if n > most || n == most && cmp.Less(set, usual) {
			usual, most = set, n
		}
	}
	if 2*most <= len(family) || most < 2 {
		return
	}
	common := strings.Split(usual, ", ")
	for _, o := range family {
		lacks, adds := without(common, o.formats), without(o.formats, common)
		if lacks == nil && adds == nil {
			continue
		}
		var parts []string
		if lacks != nil {
			parts = append(parts, "lacks "+strings.Join(lacks, ", "))
		}
		if adds != nil {
			parts = append(parts, "adds "+strings.Join(adds, ", "))
		}
		scope.ReportFlag(cliscope.Flag{Flag: o.flag, Command: o.command}, checks.Diagnostic{
			Message: fmt.Sprintf("--%s of %q %s compared with most commands beside it", name, o.command.Command.Name(), strings.Join(parts, " and ")),
			Remedy:  "offer the same formats: " + usual,
		})
	}
}

func without(a, b []string) []string {
	var out []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
