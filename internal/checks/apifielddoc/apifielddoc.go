// Package apifielddoc reports fields of API types that are published without a
// description.
package apifielddoc

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

// Check reports serialised fields whose published description is empty.
var Check = &checks.Check{
	ID:       "KA101",
	Slug:     "field-doc-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	scope := apiscope.Of(p, api.DescriptionScript)
	exempt := scope.Exempt()
	if _, sorted := api.Exceptions(p.Tree); scope.ByScript && !sorted {
		p.Report(checks.Diagnostic{
			Path:    api.ExceptionFile,
			Symbol:  api.ExceptionFile,
			Message: "the list of exceptions is not in byte order, and the script that reads it refuses to run",
			Remedy:  "sort it with LC_ALL=C sort",
		})
	}
	others := p.Runs("KA106") && !scope.ByScript && !apiscope.HasScripts(scope.View)
	for _, d := range scope.Structs() {
		report := p.Report
		if exempt[d.File.Path] {
			report = p.Tolerate
		}
		for _, m := range d.Members() {
			// The scripts want even the fields described that every API has.
			if api.SwaggerText(m.Doc) != "" || !scope.ByScript && apiscope.IsStandard(m) {
				continue
			}
			if others && d.Pkg.Chosen() != api.Upstream && strings.TrimSpace(m.Trailing.Text()) != "" {
				continue // doc-trailing-only, which can move the comment
			}
			diag := diagnostic(m)
			if t := speaker(scope.View, m); t != nil && !scope.ByScript {
				diag.Message = fmt.Sprintf("field `%s` (%s) has no description of its own: users read that of its type `%s`", m.Path(), m.GoName(), t.Name)
				diag.Remedy = "say above the field what it does here"
				diag.Severity = checks.Info
			}
			report(diag)
		}
	}
	return nil
}

func diagnostic(m *api.Member) checks.Diagnostic {
	d := checks.Diagnostic{
		Path: m.Decl.File.Path, Pos: m.Pos, End: apiscope.End(m.Pos, m.Name),
		Symbol:  m.Symbol(),
		Message: fmt.Sprintf("field `%s` (%s) has no description", m.Path(), m.GoName()),
		Remedy:  "say above the field what it does; users of the API see nothing else of it",
	}
	switch {
	case !m.Doc.IsZero():
		d.Message = fmt.Sprintf("field `%s` (%s) is published without a description: nothing of its comment is text",
			m.Path(), m.GoName())
		d.Remedy = "say in a line that is neither a marker nor a TODO, and above any \"---\", what the field does"
		d.Related = []checks.Related{{Path: d.Path, Pos: m.Doc.Pos, Message: "the comment"}}
	case !m.Trailing.IsZero():
		d.Remedy = "move the comment behind the field above it; generators do not publish it where it is"
	case api.SwaggerText(m.Above) != "":
		d.Related = []checks.Related{{Path: d.Path, Pos: m.Above.Pos, Message: "a blank line separates this comment from the field"}}
	}
	return d
}

// speaker returns the type whose text a custom resource definition has for a field
// without one; nil if there is none, or the package is published otherwise.
func speaker(v *api.View, m *api.Member) *api.Decl {
	if m.Decl.Pkg.Profile() != api.CRD || api.CRDText(m.Doc) != "" {
		return nil
	}
	e, f := m.Type, m.Decl.File
	for e.Kind == api.Pointer {
		e = e.Elem()
	}
	for range maxNames {
		ref := v.Resolve(f, e)
		if e.Kind != api.Named || ref.Decl == nil || ref.Decl.Pkg.Lent {
			return nil
		}
		if !ref.Decl.Alias && api.CRDText(ref.Decl.Comment()) != "" {
			return ref.Decl
		}
		e, f = ref.Decl.Expr, ref.Decl.File
	}
	return nil
}

// maxNames bounds how many names are followed.
const maxNames = 20
