// Package apimarkerpreferred reports markers that have a spelling the project prefers.
package apimarkerpreferred

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that have a spelling the project prefers.
var Check = &checks.Check{
	ID:       "KA309",
	Slug:     "marker-preferred",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	OptIn:    true,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  defaults,
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Preferred map[string][]string `yaml:"preferred" jsonschema:"description=for each preferred name, without the sign, the names to be replaced by it"`
}

func defaults() any {
	return &Settings{Settings: apiscope.Auto(), Preferred: map[string][]string{
		"optional": {"kubebuilder:validation:Optional"},
		"required": {"kubebuilder:validation:Required"},
	}}
}

func run(p *checks.Pass) error {
	better := map[string]string{}
	preferred := p.Options.(*Settings).Preferred
	for _, name := range slices.Sorted(maps.Keys(preferred)) {
		for _, o := range preferred[name] {
			better[o] = name
		}
	}
	for _, x := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Marked() {
		for i := range x.Marks {
			m := &x.Marks[i]
			name := better[m.Name]
			if name == "" {
				continue
			}
			d := x.Report(m, fmt.Sprintf("marker `+%s` on %s is written `+%s` in this project", m.Name, x.What, name), fmt.Sprintf("write `+%s`", name))
			at := strings.Index(m.Line.Text, "+") + 1
			edit := apiscope.Replace(d, m.Line, at, at+len(m.Name), name)
			if x.Marks.Has(name) {
				edit = apiscope.Line(p, d.Path, m.Line) // it is there already
			}
			d.Fixes = []checks.Fix{{Message: d.Remedy, Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
			p.Report(d)
		}
	}
	return nil
}
