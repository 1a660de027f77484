// Package apinamereference reports references whose names end in Reference.
package apinamereference

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

// Check reports references whose names end in Reference.
var Check = &checks.Check{
	ID:       "KA506",
	Slug:     "name-reference",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {

		base, plural := strings.CutSuffix(m.JSON, "References")
		single, one := strings.CutSuffix(m.JSON, "Reference")
		switch {
		case m.Nth > 0 || m.Decl.Name == "ObjectMeta":
		case plural && base != "":
			report(p, m, base+"Refs")
		case one && single != "":
			report(p, m, single+"Ref")
		}

	}
	return nil
}

func report(p *checks.Pass, m *api.Member, better string) {
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` spells out Reference", m.Path()),
		fmt.Sprintf("call it `%s`", better))
	d.Fixes = apiscope.RenameAs(m, better)
	p.Report(d)
}
