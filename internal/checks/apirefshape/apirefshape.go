// Package apirefshape reports references to objects that do not look like one.
package apirefshape

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports references to objects that do not look like one.
var Check = &checks.Check{
	ID:       "KA710",
	Slug:     "ref-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, m := range s.Members() {
		switch {
		case m.Nth > 0:
		case ref.MatchString(m.JSON):
			refers(p, s.View, m)
		case named.MatchString(m.JSON):
			if val := apiscope.ValueOf(s.View, m); val.Shape == apiscope.Object || val.Shape == apiscope.Integer || val.Shape == apiscope.Boolean {
				p.Report(apiscope.Field(m, fmt.Sprintf("field `%s` is called a name and is no string", m.Path()), "make it a string, or call it something else"))
			}
		}
	}
	return nil
}

var (
	ref   = regexp.MustCompile(`[a-z0-9](Ref|Reference)$`)
	named = regexp.MustCompile(`[a-z0-9]Name$`)
	typed = regexp.MustCompile(`Ref(erence)?$`)
)

// refers judges a reference whose type calls itself one; other types that a
// "ref" can be of select a field or a resource.
func refers(p *checks.Pass, v *api.View, m *api.Member) {
	val := apiscope.ValueOf(v, m)
	if val.Shape != apiscope.Object || !typed.MatchString(val.Decl.Name) {
		return
	}
	fields, complete := apiscope.Inner(v, val.Decl)
	if complete && apiscope.Named(fields, "name") == nil {
		d := apiscope.Field(m, fmt.Sprintf("reference `%s` has no `name`", m.Path()), fmt.Sprintf("add it to `%s`: a reference says which object it means", val.Decl.Name))
		d.Related = []checks.Related{{Path: val.Decl.File.Path, Pos: val.Decl.Pos, Message: "the type"}}
		p.Report(d)
	}
}
