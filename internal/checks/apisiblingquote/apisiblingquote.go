// Package apisiblingquote reports names of fields in descriptions that are not in back-ticks.
package apisiblingquote

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports names of fields in descriptions that are not in back-ticks.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA117",
	Slug:     "doc-sibling-unquoted",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
	Fix:      checks.FixSafe,
}, structure)

var camel = regexp.MustCompile(`[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*`)

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	members := d.Members()
	names := map[string]bool{}
	for _, m := range members {
		if m.Outer == nil {
			names[m.JSON] = true
		}
	}
	for _, m := range members {
		if m.Nth == 0 && m.Outer == nil {
			words(p, m, names)
		}
	}
}

// words reports the sibling names of one description that stand bare. The name
// of the field itself need not be quoted.
func words(p *checks.Pass, m *api.Member, names map[string]bool) {
	for _, l := range api.SwaggerLines(m.Doc) {
		for _, at := range camel.FindAllStringIndex(l.Text, -1) {
			w := l.Text[at[0]:at[1]]
			if !names[w] || w == m.JSON || !bare(l.Text, at[0], at[1]) {
				continue
			}
			d := apiscope.Field(m,
				fmt.Sprintf("the description of field `%s` names the field %s without back-ticks", m.Path(), w),
				fmt.Sprintf("write `%s`, so that it can be linked and its spelling checked", w))
			d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + at[0]}
			d.End = apiscope.End(d.Pos, w)
			off := l.Off + at[0]
			d.Fixes = []checks.Fix{{Message: "put it in back-ticks", Class: checks.FixSafe,
				Edits: []checks.Edit{{Path: d.Path, Start: off, End: off + len(w), New: "`" + w + "`"}}}}
			p.Report(d)
		}
	}
}

// bare reports whether a word stands by itself and is not quoted, part of a path
// or of an address.
func bare(text string, from, to int) bool {
	const joint = "`\"'./_-:#=<>*"
	before := from == 0 || !strings.ContainsRune(joint, rune(text[from-1])) && !isWord(text[from-1])
	after := to == len(text) || !strings.ContainsRune("`\"'/_-#=<>*", rune(text[to])) && !isWord(text[to]) &&
		!(text[to] == '.' && to+1 < len(text) && isWord(text[to+1]))
	return before && after && strings.Count(text[:from], "`")%2 == 0
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
