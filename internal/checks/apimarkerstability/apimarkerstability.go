// Package apimarkerstability reports stability levels of validation that do not hold.
package apimarkerstability

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports stability levels of validation that do not hold.
var Check = apiscope.MarkedBy(api.Builtin, checks.Check{
	ID:       "KA313",
	Slug:     "marker-stability",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, marked)

func marked(p *checks.Pass, _ *apiscope.Selection, x apiscope.Marked) {
	for i := range x.Marks {
		m := &x.Marks[i]
		if level(m.Name) && strings.TrimSpace(m.Value) == "" {
			p.Report(x.Report(m, fmt.Sprintf("marker %q on %s holds no validation", strings.TrimSpace(m.Line.Text), x.What), "write the validation behind it: `+"+m.Name+"=+k8s:minimum=1`"))
			continue
		}
		if why := younger(m.Marker, x.Decl.Pkg.Version); why != "" {
			p.Report(x.Report(m, fmt.Sprintf("`+%s` of %s is a validation that is still alpha", why, x.What), "wrap it in `+k8s:alpha`, or validate in Go: the generator refuses it in version "+x.Decl.Pkg.Version))
		}
		for inner, ok := m.Nested(); ok; inner, ok = inner.Nested() {
			if level(inner.Name) {
				p.Report(x.Report(m, fmt.Sprintf("`+%s` stands inside another marker of %s", inner.Name, x.What), "put it outermost: the level is that of the whole validation"))
				break
			}
		}
	}
}

// alpha are the validations that their generator itself calls alpha. Others were,
// and a level only ever rises: those it calls beta are used in stable versions.
var alpha = map[string]bool{"k8s:monotonic": true, "k8s:dependentRequired": true, "k8s:dependentForbidden": true}

// younger returns the name of a validation in a marker that is less stable than
// the version of its package, unless it is wrapped to be; "" if there is none.
func younger(m markers.Marker, version string) string {
	if strings.Contains(version, "alpha") {
		return ""
	}
	for ok := true; ok; m, ok = m.Nested() {
		if m.Name == "k8s:alpha" {
			return ""
		}
		if alpha[m.Name] {
			return m.Name
		}
	}
	return ""
}

func level(name string) bool { return name == "k8s:alpha" || name == "k8s:beta" }
