// Package apitypedoc reports API types that are published without a
// description.
package apitypedoc

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

// Check reports exported structs whose published description is empty.
var Check = &checks.Check{
	ID:       "KA102",
	Slug:     "type-doc-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	scope := apiscope.Of(p, api.DescriptionScript)
	exempt := scope.Exempt()
	for _, t := range scope.Structs() {
		report := p.Report
		if exempt[t.File.Path] {
			report = p.Tolerate
		}
		if api.SwaggerText(t.Comment()) == "" {
			report(diagnostic(t))
		}
	}
	return nil
}

func diagnostic(t *api.Decl) checks.Diagnostic {
	d := checks.Diagnostic{
		Path: t.File.Path, Pos: t.Pos, End: apiscope.End(t.Pos, t.Name),
		Symbol:  t.Symbol(),
		Message: fmt.Sprintf("type `%s` has no description", t.Path()),
		Remedy:  "say above the type what it stands for",
	}
	switch {
	case !t.Comment().IsZero():
		d.Message = fmt.Sprintf("type `%s` is published without a description: nothing of its comment is text", t.Path())
		d.Remedy = "say in a line that is neither a marker nor a TODO, and above any \"---\", what the type stands for"
		d.Related = []checks.Related{{Path: d.Path, Pos: t.Comment().Pos, Message: "the comment"}}
	case !t.GroupDoc.IsZero():
		d.Related = []checks.Related{{Path: d.Path, Pos: t.GroupDoc.Pos, Message: "this comment speaks of the whole group"}}
	case api.SwaggerText(t.Above) != "":
		d.Related = []checks.Related{{Path: d.Path, Pos: t.Above.Pos, Message: "a blank line separates this comment from the type"}}
	}
	return d
}
