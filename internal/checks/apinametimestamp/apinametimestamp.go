// Package apinametimestamp reports times whose names end in Timestamp.
package apinametimestamp

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

// Check reports times whose names end in Timestamp.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA504",
	Slug:     "name-timestamp",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	base, ok := strings.CutSuffix(m.JSON, "Timestamp")
	if !ok || base == "" || m.Decl.Name == "ObjectMeta" {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` is named after a timestamp", m.Path()),
		fmt.Sprintf("call it `%sTime`", base))
	d.Fixes = apiscope.RenameAs(m, base+"Time")
	p.Report(d)

}
