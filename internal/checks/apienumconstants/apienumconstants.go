// Package apienumconstants reports enumerations whose constants are not all of their type.
package apienumconstants

import (
	_ "embed"
	"fmt"
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports enumerations whose constants are not all of their type.
var Check = &checks.Check{
	ID:       "KA315",
	Slug:     "openapi-enum-marker",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, pkg := range apiscope.Select(p, api.Builtin).Packages() {
		count := map[string]int{}
		for i, c := range pkg.Consts {
			d := enumOf(pkg, c)
			if d != nil {
				count[d.Name]++
			}
			if d == nil && c.Type.Kind == api.Bad && i > 0 {
				untyped(p, pkg, pkg.Consts[i-1], c)
			}
			excluded(p, pkg, c, d)
		}
		for _, d := range pkg.Types {
			if m := d.Marks.Find("enum", "k8s:enum"); m != nil && !d.Alias && count[d.Name] == 0 && token.IsExported(d.Name) {
				p.Report(apiscope.At(apiscope.Type(d, fmt.Sprintf("type `%s` is marked as an enumeration and has no constants", d.Path()), "declare its values as constants of the type"), m))
			}
		}
	}
	return nil
}

// enumOf returns the marked enumeration a constant is a value of, or nil.
func enumOf(pkg *api.Package, c api.ConstDecl) *api.Decl {
	if c.Type.Kind != api.Named || c.Type.Pkg != "" {
		return nil
	}
	if d := pkg.Type(c.Type.Name); d != nil && d.Marks.Has("enum", "k8s:enum") {
		return d
	}
	return nil
}

// untyped reports a constant without a type on the line below a value of an
// enumeration that is named alike.
func untyped(p *checks.Pass, pkg *api.Package, before, c api.ConstDecl) {
	d := enumOf(pkg, before)
	if d == nil || before.File != c.File || !strings.HasPrefix(c.Value, `"`) || prefix(before.Name, c.Name) < least {
		return
	}
	if !strings.HasPrefix(c.Name, d.Name) && !strings.HasSuffix(c.Name, d.Name) {
		return
	}
	p.Report(checks.Diagnostic{
		Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name), Symbol: pkg.Ref.ImportPath + "." + c.Name,
		Message: fmt.Sprintf("constant `%s` has no type, so it is no value of `%s`", c.Name, d.Path()),
		Remedy:  fmt.Sprintf("declare it as `%s %s`", c.Name, d.Name),
	})
}

// least is how long a beginning two names must share to be named alike.
const least = 4

func prefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// excluded reports a marker that takes a constant out of no enumeration.
func excluded(p *checks.Pass, pkg *api.Package, c api.ConstDecl, d *api.Decl) {
	ms := api.MarksOf(c.Doc, api.Comment{})
	m := ms.Find("k8s:enumExclude")
	if m == nil || d != nil {
		return
	}
	p.Report(checks.Diagnostic{
		Path: c.File.Path, Pos: m.Line.Pos, End: apiscope.End(m.Line.Pos, m.Line.Text), Symbol: pkg.Ref.ImportPath + "." + c.Name,
		Message: fmt.Sprintf("constant `%s` is left out of an enumeration it is not part of", c.Name),
		Remedy:  "remove the marker, or mark its type `+k8s:enum`",
	})
}
