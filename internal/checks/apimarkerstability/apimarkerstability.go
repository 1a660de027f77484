// Package apimarkerstability reports stability levels of validation that do not hold.
package apimarkerstability

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports stability levels of validation that do not hold.
var Check = &checks.Check{
	ID:       "KA313",
	Slug:     "marker-stability",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, x := range apiscope.Select(p, api.Builtin).Marked() {
		for i := range x.Marks {
			m := &x.Marks[i]
			if level(m.Name) && strings.TrimSpace(m.Value) == "" {
				p.Report(x.Report(m, fmt.Sprintf("marker %q on %s holds no validation", strings.TrimSpace(m.Line.Text), x.What), "write the validation behind it: `+"+m.Name+"=+k8s:minimum=1`"))
				continue
			}
			for inner, ok := m.Nested(); ok; inner, ok = inner.Nested() {
				if level(inner.Name) {
					p.Report(x.Report(m, fmt.Sprintf("`+%s` stands inside another marker of %s", inner.Name, x.What), "put it outermost: the level is that of the whole validation"))
					break
				}
			}
		}
	}
	return nil
}

func level(name string) bool { return name == "k8s:alpha" || name == "k8s:beta" }
