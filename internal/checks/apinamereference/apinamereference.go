// Package apinamereference reports references whose names end in Reference.
package apinamereference

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

// Check reports references whose names end in Reference.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA506",
	Slug:     "name-reference",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	base, plural := strings.CutSuffix(m.JSON, "References")
	single, one := strings.CutSuffix(m.JSON, "Reference")
	switch {
	case m.Decl.Name == "ObjectMeta":
	case plural && base != "":
		report(p, m, base+"Refs")
	case one && single != "":
		report(p, m, single+"Ref")
	}

}

func report(p *checks.Pass, m *api.Member, better string) {
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` spells out Reference", m.Path()),
		fmt.Sprintf("call it `%s`", better))
	d.Fixes = apiscope.RenameAs(m, better)
	p.Report(d)
}
