// Package apitagsyntax reports struct tags of API types that nothing can read.
package apitagsyntax

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

// Check reports struct tags that are not key:"value" pairs.
var Check = &checks.Check{
	ID:       "KA416",
	Slug:     "tag-syntax",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, t := range apiscope.Of(p, api.DescriptionScript).Types() {
		for _, m := range t.Fields() {
			_, err := api.ParseTag(m.Tag)
			if err == nil || m.Nth > 0 {
				continue
			}
			p.Report(checks.Diagnostic{
				Path: t.File.Path, Pos: m.TagPos, End: apiscope.End(m.TagPos, m.Tag),
				Symbol:  m.Symbol(),
				Message: fmt.Sprintf("the tag of field `%s` cannot be read: %v", m.GoName(), err),
				Remedy:  "write it as key:\"value\" pairs with one blank between them",
			})
		}
	}
	return nil
}
