// Package apistatusoptional reports fields of a status that are not optional.
package apistatusoptional

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

// Check reports fields of a status that are not optional.
var Check = &checks.Check{
	ID:       "KA707",
	Slug:     "status-optional",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	OptIn:    true,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	seen := map[*api.Decl]bool{}
	for _, d := range s.Structs() {
		if !d.IsKind() {
			continue
		}
		status := apiscope.Named(d.Members(), "status")
		if status == nil {
			continue
		}
		val := apiscope.ValueOf(s.View, status)
		if val.Shape != apiscope.Object || seen[val.Decl] || val.Decl.Pkg != d.Pkg {
			continue
		}
		seen[val.Decl] = true
		for _, m := range val.Decl.Members() {
			if m.Outer == nil && m.Nth == 0 && m.Marks.Optional() == nil {
				judge(p, m)
			}
		}
	}
	return nil
}

func judge(p *checks.Pass, m *api.Member) {
	d := apiscope.Field(m, fmt.Sprintf("field `%s` of a status is not optional", m.Path()), "mark it `+optional`: controllers fill in one field after another")
	if r := m.Marks.Required(); r == nil {
		if edit, ok := apiscope.Above(p, m, "+optional"); ok {
			d.Fixes = []checks.Fix{{Message: "add +optional", Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
		}
	} else if strings.TrimSpace(r.Line.Text) == "+"+r.Name {
		at := strings.Index(r.Line.Text, "+")
		d.Fixes = []checks.Fix{{Message: "write +optional", Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Replace(d, r.Line, at, at+1+len(r.Name), "+optional")}}}
	}
	p.Report(d)
}
