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

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	at := strings.Index(strings.ToLower(m.JSON), word)
	if at < 0 || m.JSON == word || m.Decl.Name == "ObjectMeta" || at+len(word) < len(m.JSON) && !s.Leaf(m).IsTime() {
		return
	}
	name := m.JSON[:at] + "Time" + m.JSON[at+len(word):]
	if at == 0 {
		name = "time" + name[len("time"):]
	}
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` is named after a timestamp", m.Path()),
		fmt.Sprintf("call it `%s`", name))
	d.Fixes = apiscope.RenameAs(m, name)
	p.Report(d)
}

const word = "timestamp"
