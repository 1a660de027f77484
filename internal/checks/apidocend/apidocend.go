// Package apidocend reports descriptions that do not end like a sentence.
package apidocend

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

// Check reports descriptions that do not end like a sentence.
var Check = apiscope.Fields(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA111",
	Slug:     "doc-end",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
	Fix:      checks.FixSafe,
}, field)

var (
	ended = regexp.MustCompile("([.!?:)`\"']|://\\S+)$")
	wordy = regexp.MustCompile(`[\p{L}\p{N}]$`)
)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	lines := api.SwaggerLines(m.Doc)
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1].Text) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return
	}
	l := lines[len(lines)-1]
	if ended.MatchString(l.Text) || l.Text[0] == ' ' || l.Text[0] == '\t' {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("the description of field `%s` does not end with a full stop", m.Path()),
		"end it: texts are put behind one another")
	d.Pos, d.End = l.Pos, apiscope.End(l.Pos, l.Text)
	if wordy.MatchString(l.Text) && !l.Block {
		at := l.Off + len(l.Text)
		d.Fixes = []checks.Fix{{Message: "add a full stop", Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: at, End: at, New: "."}}}}
	}
	p.Report(d)
}
