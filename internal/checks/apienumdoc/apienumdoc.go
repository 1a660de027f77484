// Package apienumdoc reports values of enumerations that nothing describes.
package apienumdoc

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

// Check reports values of enumerations that nothing describes.
var Check = &checks.Check{
	ID:       "KA103",
	Slug:     "enum-value-doc-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD|api.Config)
	for _, pkg := range s.Packages() {
		enums := apiscope.Enums(pkg)
		for _, c := range pkg.Consts {
			if c.Type.Kind != api.Named || c.Type.Pkg != "" || !enums[c.Type.Name] || !token.IsExported(c.Name) || api.SwaggerText(c.Doc) != "" {
				continue
			}
			d := checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
				Symbol:  pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("value `%s` of `%s` has no description", c.Name, pkg.Path()+"."+c.Type.Name),
				Remedy:  "say above the constant what it selects",
			}
			if !c.Trailing.IsZero() {
				d.Remedy = "move the comment behind the constant above it; generators do not publish it where it is"
			}
			p.Report(d)
		}
	}
	return nil
}
