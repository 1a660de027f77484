// Package apinameis reports booleans whose names start with is or has.
package apinameis

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports booleans whose names start with is or has.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA507",
	Slug:     "name-is-prefix",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

var prefix = regexp.MustCompile(`^(is|has|are|was)([A-Z])`)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	m2 := prefix.FindStringSubmatch(m.JSON)
	e := m.Type
	if e.Kind == api.Pointer {
		e = e.Elem()
	}
	if m2 == nil || !apiscope.Is(e, "bool") || e.Pkg != "" {
		return
	}
	better := apiscope.JSONName(m2[2] + m.JSON[len(m2[0]):])
	d := apiscope.Field(m,
		fmt.Sprintf("boolean field `%s` starts with %q", m.Path(), m2[1]),
		fmt.Sprintf("call it `%s`", better))
	if strings.EqualFold(m.JSON, m.Name) {
		d.Fixes = apiscope.Rename(m, m.Name[len(m2[1]):])
	} else {
		d.Fixes = apiscope.RenameAs(m, better)
	}
	p.Report(d)

}
