// Package apienumnumeric reports enumerations of numbers.
package apienumnumeric

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

// Check reports enumerations of numbers.
var Check = &checks.Check{
	ID:       "KA803",
	Slug:     "enum-numeric",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	constants := map[*api.Decl]int{}
	for _, pkg := range s.Packages() {
		for _, c := range pkg.Consts {
			if c.Type.Kind == api.Named && c.Type.Pkg == "" && pkg.Type(c.Type.Name) != nil {
				constants[pkg.Type(c.Type.Name)]++
			}
		}
	}
	for _, m := range s.Members() {
		val := apiscope.ValueOf(s.View, m)
		if val.Shape == apiscope.List {
			val = val.Elem(s.View)
		}
		if m.Nth > 0 || val.Shape != apiscope.Integer || val.Decl == nil || constants[val.Decl] < 2 {
			continue
		}
		d := apiscope.Field(m,
			fmt.Sprintf("field `%s` is an enumeration of numbers", m.Path()),
			fmt.Sprintf("make `%s` a string: nobody knows what 2 means", val.Decl.Name))
		d.Related = []checks.Related{{Path: val.Decl.File.Path, Pos: val.Decl.Pos, Message: "the enumeration"}}
		p.Report(d)
	}
	return nil
}
