// Package apistructrequired reports structs whose requiredness contradicts that of their fields.
package apistructrequired

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

// Check reports structs whose requiredness contradicts that of their fields.
var Check = &checks.Check{
	ID:       "KA407",
	Slug:     "struct-requiredness",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin)
	for _, m := range s.Members() {
		mark := m.Marks.Optional()
		required := m.Marks.Required()
		if m.Nth > 0 || apiscope.IsStandard(m) || (mark == nil) == (required == nil) || m.Type.Kind != api.Named || m.Tagged.Has("omitzero") {
			continue
		}
		val := apiscope.ValueOf(s.View, m)
		if val.Shape != apiscope.Object || val.Decl == nil {
			continue
		}
		fields, complete := apiscope.Inner(s.View, val.Decl)
		needs := firstRequired(fields)
		switch {
		case mark != nil && needs != nil:
			d := x(p, m, mark, "+required", fmt.Sprintf("field `%s` is optional, but `%s` without a value for `%s` is not valid", m.Path(), val.Decl.Name, needs.JSON))
			d.Remedy = "mark it required, or make it a pointer: a struct in Go is never missing"
			d.Related = []checks.Related{{Path: needs.Decl.File.Path, Pos: needs.Pos, Message: "the required field"}}
			p.Report(d)
		case required != nil && complete && !(m.Decl.IsKind() && (m.JSON == "spec" || m.JSON == "status")) && len(fields) > 0 && allOptional(fields):
			d := x(p, m, required, "+optional", fmt.Sprintf("field `%s` is required, but an empty `%s` is valid", m.Path(), val.Decl.Name))
			d.Remedy = "mark it optional, or one of its fields required: a struct in Go is never missing"
			p.Report(d)
		}
	}
	return nil
}

func x(p *checks.Pass, m *api.Member, mark *api.Mark, to, message string) checks.Diagnostic {
	d := apiscope.At(apiscope.Field(m, message, ""), mark)
	at := strings.Index(mark.Line.Text, "+")
	if strings.TrimSpace(mark.Line.Text) == "+"+mark.Name && !mark.Detached {
		d.Fixes = []checks.Fix{{Message: "write " + to, Class: checks.FixSafe,
			Edits: []checks.Edit{apiscope.Replace(d, mark.Line, at, at+1+len(mark.Name), to)}}}
	}
	return d
}

func firstRequired(fields []*api.Member) *api.Member {
	for _, f := range fields {
		if f.Marks.Required() != nil {
			return f
		}
	}
	return nil
}

func allOptional(fields []*api.Member) bool {
	for _, f := range fields {
		if f.Marks.Optional() == nil {
			return false
		}
	}
	return true
}
