// Package apinamereference reports references whose names end in Reference.
package apinamereference

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports references whose names end in Reference.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA506",
	Slug:     "name-reference",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	if !refersToObject(s.View, m) {
		return // a reference to an image is none to an object
	}
	base, plural := strings.CutSuffix(m.JSON, "References")
	single, one := strings.CutSuffix(m.JSON, "Reference")
	switch {
	case m.Decl.Name == "ObjectMeta":
	case plural && base != "":
		report(p, m, base+"Refs")
	case one && single != "":
		report(p, m, single+"Ref")
	}
}

// refersToObject reports whether the field holds structs that lead to another
// object, or lists or maps of such: they have its name.
func refersToObject(v *api.View, m *api.Member) bool {
	val := apiscope.ValueOf(v, m)
	for val.Shape == apiscope.List || val.Shape == apiscope.Map {
		val = val.Elem(v)
	}
	if val.Decl == nil || val.Shape != apiscope.Object {
		return val.Decl == nil && val.Shape == apiscope.Unknown && val.Expr.Kind == api.Named // of a module that is not here
	}
	fields, complete := apiscope.Inner(v, val.Decl)
	return apiscope.Named(fields, "name") != nil || !complete
}

func report(p *checks.Pass, m *api.Member, better string) {
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` spells out Reference", m.Path()),
		fmt.Sprintf("call it `%s`", better))
	d.Fixes = apiscope.RenameAs(m, better)
	p.Report(d)
}
