// Package apitagmissing reports fields of API types without a json tag.
package apitagmissing

import (
	_ "embed"
	"fmt"
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of API types without a json tag.
var Check = &checks.Check{
	ID:       "KA410",
	Slug:     "json-tag-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Upstream|api.Builtin|api.CRD)
	for _, d := range s.Structs() {
		for _, m := range d.Fields() {
			if m.Nth > 0 || apiscope.FaultOf(m) != apiscope.NameMissing || skip(m) {
				continue
			}
			s.Report(p, apiscope.NamesMatch, m, apiscope.Field(m,
				fmt.Sprintf("field `%s` of an API type has no json tag", m.GoName()),
				"add one with the name in camelCase, or `json:\"-\"` if it is not part of the API"))
		}
	}
	return nil
}

// skip reports whether the field is no part of the API.
func skip(m *api.Member) bool { return !token.IsExported(m.Name) }
