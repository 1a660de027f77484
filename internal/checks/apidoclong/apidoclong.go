// Package apidoclong reports long descriptions without a paragraph.
package apidoclong

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports long descriptions without a paragraph.
var Check = apiscope.Fields(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA110",
	Slug:     "doc-too-long",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
}, field)

// most is how many characters a paragraph may have.
const most = 1000

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	for _, par := range strings.Split(api.SwaggerText(m.Doc), "\n") {
		if n := utf8.RuneCountInString(par); n > most {
			p.Report(apiscope.Field(m,
				fmt.Sprintf("the description of field `%s` has a paragraph of %d characters", m.Path(), n),
				"break it by an empty line where the subject changes"))
			break
		}
	}
}
