// Package apimarkerforbidden reports markers the project does not want.
package apimarkerforbidden

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports markers the project does not want.
var Check = &checks.Check{
	ID:       "KA310",
	Slug:     "marker-forbidden",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	OptIn:    true,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Forbidden: []Forbidden{}} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Forbidden []Forbidden `yaml:"forbidden" jsonschema:"description=the markers the project does not want"`
}

// Forbidden is a marker, or some of its values.
type Forbidden struct {
	Marker    string            `yaml:"marker" jsonschema:"description=name of the marker, without the sign"`
	Values    []string          `yaml:"values" jsonschema:"description=only with one of these values; empty for any"`
	Arguments map[string]string `yaml:"arguments" jsonschema:"description=only with these arguments; an empty value stands for any"`
	Reason    string            `yaml:"reason" jsonschema:"description=why, for the message"`
}

func run(p *checks.Pass) error {
	set := p.Options.(*Settings)
	if len(set.Forbidden) == 0 {
		return nil
	}
	for _, x := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Marked() {
		for i := range x.Marks {
			m := &x.Marks[i]
			at := slices.IndexFunc(set.Forbidden, func(f Forbidden) bool { return f.matches(m) })
			if at < 0 {
				continue
			}
			message := fmt.Sprintf("marker %q on %s is not wanted in this project", strings.TrimSpace(m.Line.Text), x.What)
			if why := set.Forbidden[at].Reason; why != "" {
				message += ": " + why
			}
			d := x.Report(m, message, "remove it")
			d.Fixes = []checks.Fix{{Message: "remove it", Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Line(p, d.Path, m.Line)}}}
			p.Report(d)
		}
	}
	return nil
}

func (f Forbidden) matches(m *api.Mark) bool {
	args := m.Args()
	if m.Name != f.Marker {
		name, options := m.Options()
		if name != f.Marker || !m.HasValue {
			return false
		}
		args = options
	}
	if len(f.Values) > 0 && !slices.Contains(f.Values, m.Value) && !slices.Contains(f.Values, strings.Trim(m.Value, "\"`")) {
		return false
	}
	for name, value := range f.Arguments {
		if !slices.ContainsFunc(args, func(a markers.Arg) bool { return a.Name == name && (value == "" || a.Unquote() == value) }) {
			return false
		}
	}
	return true
}
