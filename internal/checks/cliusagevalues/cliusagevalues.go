// Package cliusagevalues reports usage texts that list values a flag does not take.
package cliusagevalues

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports usage texts whose list of values is not what the flag takes.
var Check = &checks.Check{
	ID:       "KC108",
	Slug:     "cli-usage-values",
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
		stated := cliscope.StatedValues(f.Usage)
		if stated == nil {
			continue
		}
		if f.Values != nil {
			for _, s := range stated {
				if !slices.ContainsFunc(f.Values, func(v string) bool { return strings.EqualFold(s, v) }) {
					scope.ReportFlag(f, checks.Diagnostic{
						Symbol:  s,
						Message: fmt.Sprintf("the usage of --%s lists the value %q, which the flag does not take", f.Flag.Name, s),
						Remedy:  "the flag takes " + strings.Join(f.Values, ", "),
					})
				}
			}
			continue
		}
		// What a flag takes is rarely known, but its default is part of it.
		if f.Type == "string" && f.Default != "" && !covers(stated, f.Default) && !strings.Contains(f.Usage, "...") {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("the usage of --%s lists %s, and its default %q is none of them", f.Flag.Name, strings.Join(stated, ", "), f.Default),
				Remedy:  "name the default too",
			})
		}
	}
	return nil
}

// covers reports whether a list names a value, or the pattern of it ("name=…").
func covers(stated []string, value string) bool {
	return slices.ContainsFunc(stated, func(s string) bool {
		head, _, isPattern := strings.Cut(s, "=")
		return strings.EqualFold(s, value) || isPattern && strings.HasPrefix(value, head+"=")
	})
}
