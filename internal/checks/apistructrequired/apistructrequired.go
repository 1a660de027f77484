// Package apistructrequired reports structs whose requiredness contradicts that of their fields.
package apistructrequired

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports structs whose requiredness contradicts that of their fields.
var Check = apiscope.Fields(api.Builtin, checks.Check{
	ID:       "KA407",
	Slug:     "struct-requiredness",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, judgeField)

func judgeField(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	opt, req := m.Marks.Optional(), m.Marks.Required()
	if apiscope.IsStandard(m) || opt != nil && req != nil || opt == nil && isSpec(m) {
		return
	}
	needs, decl := apiscope.StructNeeds(s.View, m)
	switch {
	case needs == apiscope.NeedsSome && req == nil:
		field := apiscope.FirstRequired(s.View, decl)
		because := fmt.Sprintf("`%s` without a value for `%s` is not valid", decl.Name, field.JSON)
		d := contradicts(p, m, opt, "+required", fmt.Sprintf("field `%s` is %s, but %s", m.Path(), said(opt), because))
		d.Remedy = "mark it required, or make it a pointer: a struct in Go is never missing"
		d.Related = []checks.Related{{Path: field.Decl.File.Path, Pos: field.Pos, Message: "the required field"}}
		p.Report(d)
	case needs == apiscope.NeedsNothing && req != nil:
		d := contradicts(p, m, req, "+optional", fmt.Sprintf("field `%s` is %s, but an empty `%s` is valid", m.Path(), said(req), decl.Name))
		d.Remedy = "mark it optional, or one of its fields required: a struct in Go is never missing"
		p.Report(d)
	}
}

// isSpec reports whether a field is the spec or status of a kind, which are
// written in every object and may be empty.
func isSpec(m *api.Member) bool { return m.Decl.IsKind() && (m.JSON == "spec" || m.JSON == "status") }

// said is what a marker says of a field.
func said(m *api.Mark) string {
	switch {
	case m == nil:
		return "not marked"
	case strings.HasSuffix(strings.ToLower(m.Name), "optional"):
		return "optional"
	}
	return "required"
}

// contradicts returns a diagnostic at a marker, or at a field without one, with
// the fix that puts another marker there.
func contradicts(p *checks.Pass, m *api.Member, mark *api.Mark, to, message string) checks.Diagnostic {
	d := apiscope.Field(m, message, "")
	if mark == nil {
		if edit, ok := apiscope.Above(p, m, to); ok {
			d.Fixes = apiscope.Safe("add "+to, edit)
		}
		return d
	}
	d = apiscope.At(d, mark)
	at := strings.Index(mark.Line.Text, "+")
	if strings.TrimSpace(mark.Line.Text) == "+"+mark.Name && !mark.Detached {
		d.Fixes = apiscope.Safe("write "+to, apiscope.Replace(d, mark.Line, at, at+1+len(mark.Name), to))
	}
	return d
}
