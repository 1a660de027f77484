// Package apiversiongap reports fields that only one of a group's versions has.
package apiversiongap

import (
	_ "embed"
	"fmt"
	"go/token"
	"path"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields that only one of a group's versions has.
var Check = &checks.Check{
	ID:       "KA808",
	Slug:     "version-gap",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin)
	groups := map[string][]*api.Package{}
	for _, pkg := range s.Packages() {
		key := path.Dir(pkg.Ref.ImportPath) + " " + pkg.Group
		groups[key] = append(groups[key], pkg)
	}
	for _, d := range s.Structs() {
		versions := groups[path.Dir(d.Pkg.Ref.ImportPath)+" "+d.Pkg.Group]
		if len(versions) < 2 || !token.IsExported(d.Name) {
			continue
		}
		var others []*api.Decl
		for _, pkg := range versions {
			if o := pkg.Type(d.Name); pkg != d.Pkg && o != nil && o.IsSerialised() {
				others = append(others, o)
			}
		}
		judge(p, d, others)
	}
	return nil
}

// judge reports the fields of a type that the same type of no other version
// has, neither by its name in JSON nor by that in Go.
func judge(p *checks.Pass, d *api.Decl, others []*api.Decl) {
	if len(others) == 0 {
		return
	}
	for _, m := range d.Members() {
		if m.Outer != nil || m.Nth > 0 || has(others, m) || noted.MatchString(text(m)) || m.Marks.Has("featureGate", "k8s:deprecated", "deprecated") {
			continue
		}
		var names []string
		for _, o := range others {
			names = append(names, o.Pkg.Version)
		}
		f := apiscope.Field(m,
			fmt.Sprintf("field `%s` is in no other version: %s", m.Path(), strings.Join(names, ", ")),
			"say in its description what becomes of it in the others, or add it there: a client that reads one and writes the other loses it")
		f.Related = []checks.Related{{Path: others[0].File.Path, Pos: others[0].Pos, Message: "the type in " + others[0].Pkg.Version}}
		p.Report(f)
	}
}

func has(others []*api.Decl, m *api.Member) bool {
	for _, o := range others {
		for _, f := range o.Fields() {
			if f.Outer == nil && (f.JSON == m.JSON || f.Name == m.Name) {
				return true
			}
		}
	}
	return false
}

func text(m *api.Member) string { return strings.Join(strings.Fields(api.OpenAPIText(m.Doc)), " ") }

// noted is how a description says that a field is of one version.
var noted = regexp.MustCompile(`(?i)\bv[0-9]+(alpha|beta)?[0-9]*\b|\bversions?\b|deprecated|\balpha\b|\bbeta\b|renamed|replace[sd]|round.?trip|feature gate`)
