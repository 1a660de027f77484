// Package apimarkerconflict reports markers that exclude one another.
package apimarkerconflict

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that exclude one another.
var Check = &checks.Check{
	ID:       "KA307",
	Slug:     "marker-conflict",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Members() {
		if m.Nth > 0 {
			continue
		}
		def, req := m.Marks.Find("default", "k8s:default", "kubebuilder:default"), m.Marks.Required()
		if def != nil && req != nil {
			report(p, m, def, req, "a default is never used where a value is required", "remove one of them")
		}
		old, declared := m.Marks.Find("listType"), m.Marks.Find("k8s:listType")
		if old != nil && declared != nil && old.Value != declared.Value {
			report(p, m, old, declared, "they merge the list in different ways", "give both the same value")
		}
	}
	return nil
}

func report(p *checks.Pass, m *api.Member, a, b *api.Mark, why, remedy string) {
	d := apiscope.At(apiscope.Field(m,
		fmt.Sprintf("markers %q and %q of field `%s` exclude one another: %s", a.Line.Text, b.Line.Text, m.Path(), why),
		remedy), a)
	d.Related = []checks.Related{{Path: d.Path, Pos: b.Line.Pos, Message: "the other marker"}}
	p.Report(d)
}
