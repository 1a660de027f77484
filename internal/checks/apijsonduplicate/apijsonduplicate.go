// Package apijsonduplicate reports fields of one struct that share a name in JSON.
package apijsonduplicate

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of one struct that share a name in JSON.
var Check = &checks.Check{
	ID:       "KA503",
	Slug:     "json-duplicate",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, d := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Structs() {
		type place struct {
			outer *api.Member
			name  string
		}
		first := map[place]*api.Member{}
		for _, m := range d.Members() {
			at := place{m.Outer, strings.ToLower(m.JSON)}
			other := first[at]
			if other == nil {
				first[at] = m
				continue
			}
			what := "is also that of"
			if other.JSON != m.JSON {
				what = "differs only by case from that of"
			}
			f := apiscope.Field(m,
				fmt.Sprintf("the JSON name %q of field `%s` %s `%s`", m.JSON, m.GoName(), what, other.Name),
				"give each field a name of its own: decoders set only one of them")
			f.Related = []checks.Related{{Path: d.File.Path, Pos: other.Pos, Message: "the other field"}}
			p.Report(f)
		}
	}
	return nil
}
