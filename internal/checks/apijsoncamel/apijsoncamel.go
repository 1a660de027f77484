// Package apijsoncamel reports JSON names that are not camelCase.
package apijsoncamel

import (
	_ "embed"
	"fmt"
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports JSON names that are not camelCase.
var Check = apiscope.Types(api.Upstream|api.Builtin|api.CRD, checks.Check{
	ID:       "KA501",
	Slug:     "json-camel",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixUnsafe,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	for _, m := range d.Fields() {
		if m.Nth > 0 || apiscope.FaultOf(m) != apiscope.NameForm || skip(m) {
			continue
		}
		d := apiscope.Field(m,
			fmt.Sprintf("the JSON name %q of field `%s` is not camelCase", m.Tagged.Name, m.GoName()),
			"start it with a lower-case letter and write no underscores or dashes, if it has not been released")
		name := camel(m.Tagged.Name)
		if e, ok := apiscope.RenameJSON(m, name); ok {
			d.Fixes = apiscope.Unsafe("call it "+name, e)
		}
		s.Report(p, apiscope.NamesMatch, m, d)
	}
}

// camel writes a name in camelCase.
func camel(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' })
	for i, w := range words {
		if i == 0 {
			words[i] = apiscope.JSONName(w)
		} else {
			words[i] = apiscope.GoName(w)
		}
	}
	return strings.Join(words, "")
}

// skip reports whether the field is no part of the API.
func skip(m *api.Member) bool { return !token.IsExported(m.Name) }
