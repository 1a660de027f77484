// Package clienum reports flags that take certain words only and do not list them.
package clienum

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

// Check reports values of flags that the usage text does not mention.
var Check = &checks.Check{
	ID:       "KC110",
	Slug:     "cli-enum-undocumented",
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
	for _, f := range scope.Flags() {
		words, how := f.Values, "which the flag takes"
		if words == nil {
			words, how = f.Offered, "which completion offers"
		}
		if f.Hidden || len(words) == 0 || len(f.Unknown) > 0 {
			continue
		}
		var missing []string
		for _, v := range words {
			// Help prints the type in front of the usage.
			if v != "" && !mentions(f.Usage, v) && !mentions(f.Type, v) {
				missing = append(missing, v)
			}
		}
		if missing != nil {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("the usage of --%s does not mention %s, %s", f.Flag.Name, strings.Join(missing, ", "), how),
				Remedy:  "list all of its values, as in \"One of: (" + strings.Join(words, ", ") + ")\"",
			})
		}
	}
	return nil
}

// mentions reports whether a value stands in a text as a word.
func mentions(text, value string) bool {
	re, err := regexp.Compile(`(?i)(^|[^\w-])` + regexp.QuoteMeta(value) + `($|[^\w-])`)
	return err == nil && re.MatchString(text)
}
