// Package apidocstart reports descriptions of fields that do not start with the name of the field.
package apidocstart

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

// Check reports descriptions of fields that do not start with the name of the field.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA105",
	Slug:     "doc-start",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	lines := api.SwaggerLines(m.Doc)
	if len(lines) == 0 || shared(m) || apiscope.IsStandard(m) {
		return
	}
	if l := lines[0]; l.Text != "" {
		judge(p, m, l)
	}
}

// shared reports whether the comment is that of several names.
func shared(m *api.Member) bool {
	for _, o := range m.Decl.Fields() {
		if o.Off == m.Off && o.Nth > 0 {
			return true
		}
	}
	return false
}

// judge looks at the first word of a description.
func judge(p *checks.Pass, m *api.Member, l api.Line) {
	text := strings.TrimLeft(l.Text, " \t")
	word, _, _ := strings.Cut(text, " ")
	bare := strings.TrimRight(strings.Trim(word, "`\"'*"), "`\"'*:,.;")
	if bare == m.JSON {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("the description of field `%s` does not start with `%s`", m.Path(), m.JSON),
		fmt.Sprintf("start it with `%s`, the name users know", m.JSON))
	d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + len(l.Text) - len(text)}
	d.End = apiscope.End(d.Pos, word)
	if strings.EqualFold(bare, m.JSON) || bare == m.Name {
		off := l.Off + strings.Index(l.Text, bare)
		d.Message = fmt.Sprintf("the description of field `%s` starts with %q, not with `%s`", m.Path(), bare, m.JSON)
		d.Fixes = []checks.Fix{{
			Message: fmt.Sprintf("write `%s`", m.JSON), Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: off, End: off + len(bare), New: m.JSON}},
		}}
	}
	p.Report(d)
}
