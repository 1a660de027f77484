// Package apidoctrailing reports fields whose only description stands behind them on the same line.
package apidoctrailing

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

// Check reports fields whose only description stands behind them on the same line.
var Check = apiscope.Fields(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA106",
	Slug:     "doc-trailing-only",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixUnsafe,
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
	if isNote(text) {
		d.Message = fmt.Sprintf("field `%s` has no description: the comment behind it is a note for readers of the code", m.Path())
		d.Remedy = "describe the field above it, for users"
	} else if edits, ok := move(p, m, text); ok {
		d.Fixes = apiscope.Unsafe("move the comment above the field, where it is published", edits...)
	}
	p.Report(d)
}

// isNote reports whether a comment speaks to those who change the code and not
// to users.
func isNote(text string) bool { return note.MatchString(text) }

var note = regexp.MustCompile(`(?i)^nolint\b|\b(?-i:TODO|FIXME|XXX|HACK)\b|\binternal (use|only|detail)|\binternal$|do not (expose|publish|document)|not (part of the (public )?API|for users|exposed|serialized|serialised|published)|[\w.-]+/(issues|pull)/[0-9]+|\(#[0-9]+\)|^(?-i:[A-Z]{2,}-[0-9]+)$`)

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
