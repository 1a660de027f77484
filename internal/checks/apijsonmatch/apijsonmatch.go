// Package apijsonmatch reports fields whose JSON and Go names are different words.
package apijsonmatch

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

// Check reports fields whose JSON and Go names are different words.
var Check = apiscope.Types(api.Upstream|api.Builtin|api.CRD, checks.Check{
	ID:       "KA502",
	Slug:     "json-go-match",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixUnsafe,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	for _, m := range d.Fields() {
		if m.Nth > 0 || apiscope.FaultOf(m) != apiscope.NameMismatch || skip(m) || !s.Upstream(d.Pkg) && initialism(m) {
			continue
		}
		d := apiscope.Field(m,
			fmt.Sprintf("field `%s` is called %q in JSON", m.GoName(), m.Tagged.Name),
			"use one name for both: they may differ in the case of the first letter or leading initialism only")
		name := apiscope.JSONName(m.Name)
		if e, ok := apiscope.RenameJSON(m, name); ok && !m.Embedded && !strings.ContainsAny(m.Name, "_") {
			d.Fixes = apiscope.Unsafe("call it "+name+" in JSON", e)
		}
		s.Report(p, apiscope.NamesMatch, m, d)
	}
}

// skip reports whether the field is no part of the API.
func skip(m *api.Member) bool { return !token.IsExported(m.Name) }

// initialism reports whether the names are one initialism, as in GPUs and gpus,
// or DNS01 and dns01. The generator does not accept these.
func initialism(m *api.Member) bool {
	word := strings.TrimSuffix(m.Name, "s")
	return word == strings.ToUpper(word) && m.Tagged.Name == strings.ToLower(m.Name)
}
