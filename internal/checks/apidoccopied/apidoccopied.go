// Package apidoccopied reports fields of one struct with the same description.
package apidoccopied

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of one struct with the same description.
var Check = &checks.Check{
	ID:       "KA120",
	Slug:     "doc-copy-paste",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

// least is how many characters two descriptions share before it is no accident.
const least = 40

func run(p *checks.Pass) error {
	for _, d := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Structs() {
		first := map[string]*api.Member{}
		for _, m := range d.Members() {
			text := api.SwaggerText(m.Doc)
			if m.Nth > 0 || len(text) < least {
				continue
			}
			other := first[text]
			if other == nil {
				first[text] = m
				continue
			}
			f := apiscope.Field(m,
				fmt.Sprintf("field `%s` has the same description as `%s`", m.Path(), other.JSON),
				"say what is different about it; the text was probably copied")
			f.Related = []checks.Related{{Path: d.File.Path, Pos: other.Pos, Message: "the other field"}}
			p.Report(f)
		}
	}
	return nil
}
