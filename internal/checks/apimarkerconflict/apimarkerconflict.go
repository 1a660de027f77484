// Package apimarkerconflict reports markers that exclude one another.
package apimarkerconflict

import (
	"cmp"
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that exclude one another.
var Check = apiscope.Fields(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA307",
	Slug:     "marker-conflict",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Options: func() any {
		return &Settings{Settings: apiscope.Auto(), RequiredDefault: true, Conflicts: []Conflict{}}
	},
}, field)

// Settings are what the user can add.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	RequiredDefault bool       `yaml:"required-default" jsonschema:"default=true,description=report fields that are required and have a default"`
	Conflicts       []Conflict `yaml:"conflicts" jsonschema:"description=further markers that exclude one another"`
}

// A Conflict is a number of sets of markers: those of one set exclude those of
// the others.
type Conflict struct {
	Sets   [][]string `yaml:"sets" jsonschema:"description=two or more lists of names, without the sign"`
	Reason string     `yaml:"reason" jsonschema:"description=why they exclude one another"`
}

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	def, req := m.Marks.Find("default", "k8s:default", "kubebuilder:default"), m.Marks.Required()
	if def != nil && req != nil && p.Options.(*Settings).RequiredDefault {
		d := pair(m, def, req, fmt.Sprintf("field `%s` has a default, and is required all the same: a server fills the default in before it looks for what is missing, so users need not set the field, though the schema says so", m.Path()),
			"mark it optional, or remove the default")
		d.Severity = checks.Warning
		p.Report(d)
	}
	old, declared := m.Marks.Find("listType"), m.Marks.Find("k8s:listType")
	if old != nil && declared != nil && old.Value != declared.Value {
		report(p, m, old, declared, "they merge the list in different ways", "give both the same value")
	}
	for _, c := range p.Options.(*Settings).Conflicts {
		c.judge(p, m)
	}
}

// judge reports the first two markers of a field that are in different sets.
func (c Conflict) judge(p *checks.Pass, m *api.Member) {
	var first *api.Mark
	for _, set := range c.Sets {
		mark := apiscope.FindMark(m.Marks, set...)
		switch {
		case mark == nil:
		case first == nil:
			first = mark
		default:
			report(p, m, first, mark, cmp.Or(c.Reason, "so the configuration of this project says"), "remove one of them")
			return
		}
	}
}

func report(p *checks.Pass, m *api.Member, a, b *api.Mark, why, remedy string) {
	p.Report(pair(m, a, b, fmt.Sprintf("markers %q and %q of field `%s` exclude one another: %s", a.Line.Text, b.Line.Text, m.Path(), why), remedy))
}

// pair returns a diagnostic at the first of two markers that leads to the second.
func pair(m *api.Member, a, b *api.Mark, message, remedy string) checks.Diagnostic {
	d := apiscope.At(apiscope.Field(m, message, remedy), a)
	d.Related = []checks.Related{{Path: d.Path, Pos: b.Line.Pos, Message: "the other marker"}}
	return d
}
