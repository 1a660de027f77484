// Package apimarkerdetached reports markers that a blank line separates from their field.
package apimarkerdetached

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports markers that a blank line separates from their field.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA311",
	Slug:     "marker-detached",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
}, structure)

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	for _, m := range d.Members() {
		at := slices.IndexFunc(m.Marks, func(k api.Mark) bool {
			return k.Detached && !k.Loose && k.Name != "k8s:deprecated" // names a field that is gone
		})
		if m.Nth > 0 || at < 0 {
			continue
		}
		mark := &m.Marks[at]
		f := apiscope.At(apiscope.Field(m,
			fmt.Sprintf("a blank line separates marker %q from field `%s`", strings.TrimSpace(mark.Line.Text), m.Path()),
			"remove the blank line: only some generators look beyond it"), mark)
		if edit, ok := join(p, m); ok {
			f.Fixes = []checks.Fix{{Message: "remove the blank line", Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
		}
		p.Report(f)
	}
}

// join returns the edit that removes what is between the markers and the rest.
func join(p *checks.Pass, m *api.Member) (checks.Edit, bool) {
	path := m.Decl.File.Path
	from, to := m.Above.Off+len(m.Above.Raw), m.Off
	if !m.Doc.IsZero() {
		to = m.Doc.Off
	}
	src, err := p.ReadFile(path)
	if err != nil || from > to || to > len(src) || strings.TrimSpace(string(src[from:to])) != "" {
		return checks.Edit{}, false
	}
	gap := string(src[from:to])
	first, last := strings.IndexByte(gap, '\n')+1, strings.LastIndexByte(gap, '\n')+1
	return checks.Edit{Path: path, Start: from + first, End: from + last}, true
}
