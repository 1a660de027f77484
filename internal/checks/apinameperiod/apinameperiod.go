// Package apinameperiod reports intervals that are not called periods.
package apinameperiod

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports intervals that are not called periods.
var Check = &checks.Check{
	ID:       "KA509",
	Slug:     "name-period",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {
		if m.Nth > 0 || !interval.MatchString(m.JSON) {
			continue
		}
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is called an interval", m.Path()),
			fmt.Sprintf("call it `%s`: one word for one idea", interval.ReplaceAllString(m.JSON, "${1}eriod$3"))))
	}
	return nil
}

var interval = regexp.MustCompile(`()([iI]nterval)(Seconds|Minutes|Milliseconds|Hours)$`)
