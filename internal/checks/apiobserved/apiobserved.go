// Package apiobserved reports statuses that do not say which spec they are about.
package apiobserved

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

// Check reports statuses that do not say which spec they are about.
var Check = &checks.Check{
	ID:       "KA712",
	Slug:     "observed-generation",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	seen := map[*api.Decl]bool{}
	for _, d := range s.Structs() {
		status := apiscope.Named(d.Members(), "status")
		if !d.IsKind() || status == nil || apiscope.Named(d.Members(), "spec") == nil {
			continue
		}
		val := apiscope.ValueOf(s.View, status)
		if val.Shape != apiscope.Object || seen[val.Decl] || val.Decl.Pkg != d.Pkg {
			continue
		}
		seen[val.Decl] = true
		fields, complete := apiscope.Inner(s.View, val.Decl)
		conditions := apiscope.Named(fields, "conditions")
		if !complete || conditions == nil || apiscope.Named(fields, "observedGeneration") != nil {
			continue
		}
		list := apiscope.ValueOf(s.View, conditions)
		if list.Shape != apiscope.List {
			continue
		}
		elem := list.Elem(s.View)
		if elem.Shape != apiscope.Object {
			continue
		}
		if of, ok := apiscope.Inner(s.View, elem.Decl); !ok || apiscope.Named(of, "observedGeneration") != nil {
			continue
		}
		p.Report(apiscope.Type(val.Decl, fmt.Sprintf("status `%s` has no observedGeneration", val.Decl.Path()), "add `observedGeneration int64`, or use conditions that have it: nobody can tell whether they are about the present spec"))
	}
	return nil
}
