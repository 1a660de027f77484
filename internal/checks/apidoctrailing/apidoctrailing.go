// Package apidoctrailing reports fields whose only description stands behind them on the same line.
package apidoctrailing

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

// Check reports fields whose only description stands behind them on the same line.
var Check = apiscope.Fields(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA106",
	Slug:     "doc-trailing-only",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	text := strings.TrimSpace(m.Trailing.Text())
	if text == "" || api.SwaggerText(m.Doc) != "" {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("the description of field `%s` is published nowhere: it stands behind the field", m.Path()),
		"move it above the field")
	d.Pos = m.Trailing.Pos
	d.End = apiscope.End(d.Pos, m.Trailing.Raw)
	if edits, ok := move(p, m, text); ok {
		d.Fixes = []checks.Fix{{Message: "move the comment above the field", Class: checks.FixSafe, Edits: edits}}
	}
	p.Report(d)
}

// move takes a comment of one line from behind a field to above all of its
// comments, so that markers stay last.
func move(p *checks.Pass, m *api.Member, text string) ([]checks.Edit, bool) {
	if !strings.HasPrefix(m.Trailing.Raw, "//") || strings.Contains(m.Trailing.Raw, "\n") {
		return nil, false
	}
	src, err := p.ReadFile(m.Decl.File.Path)
	if err != nil {
		return nil, false
	}
	above, ok := apiscope.Above(p, m, text)
	if !ok {
		return nil, false
	}
	if !m.Doc.IsZero() {
		indent := m.Doc.Pos.Col - 1
		above.Start, above.End = m.Doc.Off-indent, m.Doc.Off-indent
	}
	start := m.Trailing.Off
	for start > 0 && (src[start-1] == ' ' || src[start-1] == '\t') {
		start--
	}
	end := m.Trailing.Off + len(strings.TrimRight(m.Trailing.Raw, "\r"))
	return []checks.Edit{above, {Path: m.Decl.File.Path, Start: start, End: end}}, true
}
