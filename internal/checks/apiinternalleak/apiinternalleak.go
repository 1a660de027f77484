// Package apiinternalleak reports fields of versioned types that are of types without a version.
package apiinternalleak

import (
	_ "embed"
	"fmt"
	"path"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of versioned types that are of types without a version.
var Check = &checks.Check{
	ID:       "KA611",
	Slug:     "internal-type-leak",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	hubs := map[*api.Package]bool{}
	for _, pkg := range s.View.Packages {
		hubs[pkg] = isHub(s.View, pkg)
	}
	for _, d := range s.Structs() {
		for _, m := range d.Fields() {
			if m.JSON == "" && !m.Inlined() || m.Nth > 0 {
				continue
			}
			if leak := find(s.View, d, m.Type, hubs); leak != nil {
				f := apiscope.Field(m,
					fmt.Sprintf("field `%s` is of `%s`, a type without a version", m.Path(), leak.GoName()),
					fmt.Sprintf("declare the type in %s too: a change of the internal one would change what is stored", d.Pkg.Path()))
				f.Related = []checks.Related{{Path: leak.File.Path, Pos: leak.Pos, Message: "the type"}}
				p.Report(f)
			}
		}
	}
	return nil
}

// find returns the first type in an expression that an internal version
// declares.
func find(v *api.View, d *api.Decl, e api.Expr, hubs map[*api.Package]bool) *api.Decl {
	if e.Kind == api.Named && e.Pkg != "" {
		if ref := v.Resolve(d.File, e); ref.Decl != nil && hubs[ref.Decl.Pkg] {
			return ref.Decl
		}
	}
	for _, a := range e.Args {
		if leak := find(v, d, a, hubs); leak != nil {
			return leak
		}
	}
	return nil
}

// isHub reports whether a package is the internal version of a group: it has
// kinds, no version, and versions in the directories below it.
func isHub(v *api.View, pkg *api.Package) bool {
	if pkg.IsVersioned() || !slices.ContainsFunc(pkg.Types, (*api.Decl).IsKind) {
		return false
	}
	return slices.ContainsFunc(v.Packages, func(o *api.Package) bool {
		return o != pkg && o.IsVersioned() && path.Dir(o.Ref.Dir) == pkg.Ref.Dir
	})
}
