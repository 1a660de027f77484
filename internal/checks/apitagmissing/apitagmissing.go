// Package apitagmissing reports fields of API types without a json tag.
package apitagmissing

import (
	_ "embed"
	"fmt"
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of API types without a json tag.
var Check = apiscope.Types(api.Upstream|api.Builtin|api.CRD, checks.Check{
	ID:       "KA410",
	Slug:     "json-tag-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	upstream := s.Upstream(d.Pkg)
	if !upstream && !s.InAPI(d) {
		return
	}
	embedded := upstream || !p.Runs("KA413") // which knows better what to do about them
	for _, m := range d.Fields() {
		if m.Nth > 0 || apiscope.FaultOf(m) != apiscope.NameMissing || skip(m) || m.Embedded && !embedded {
			continue
		}
		d := apiscope.Field(m,
			fmt.Sprintf("field `%s` of an API type has no json tag", m.GoName()),
			"add one with the name in camelCase, or `json:\"-\"` if it is not part of the API")
		d.Fixes = tag(m)
		s.Report(p, apiscope.NamesMatch, m, d)
	}
}

// tag returns the fixes that give a field a tag: one that changes its name to
// what it should be, and one that writes down the name it has.
func tag(m *api.Member) []checks.Fix {
	if m.Embedded || m.Tag != "" || !sole(m) {
		return nil
	}
	write := func(name string) (string, checks.Edit) {
		return fmt.Sprintf("tag it `json:%q`", name), checks.Edit{Path: m.Decl.File.Path, Start: m.End, End: m.End, New: fmt.Sprintf(" `json:%q`", name)}
	}
	better, change := write(apiscope.JSONName(m.Name))
	same, keep := write(m.Name)
	return append(apiscope.Unsafe(better, change), apiscope.Safe(same, keep)...)
}

// sole reports whether no other name shares the field's declaration.
func sole(m *api.Member) bool {
	for _, o := range m.Decl.Fields() {
		if o.Off == m.Off && o.Nth > 0 {
			return false
		}
	}
	return m.Nth == 0
}

// skip reports whether the field is no part of the API.
func skip(m *api.Member) bool { return !token.IsExported(m.Name) }
