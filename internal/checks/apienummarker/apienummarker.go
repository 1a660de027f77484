// Package apienummarker reports enumerations that the schema does not know.
package apienummarker

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

// Check reports enumerations that the schema does not know.
var Check = &checks.Check{
	ID:       "KA801",
	Slug:     "enum-marker",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, pkg := range apiscope.Select(p, api.Builtin|api.CRD).Packages() {
		enums := apiscope.Enums(pkg)
		values := map[string]int{}
		for _, c := range pkg.Consts {
			if c.Type.Kind == api.Named && c.Type.Pkg == "" && token.IsExported(c.Name) {
				values[c.Type.Name]++
			}
		}
		marked := markedFields(pkg)
		for _, d := range pkg.Types {
			if !enums[d.Name] || values[d.Name] < 2 || marked[d.Name] || isOpen(d.Name) || apiscope.IsMarkedEnum(d.Marks) || !token.IsExported(d.Name) {
				continue
			}
			p.Report(apiscope.Type(d,
				fmt.Sprintf("type `%s` has %d values that its schema does not know", d.Path(), values[d.Name]),
				"mark it `+enum`, `+k8s:enum` or `+kubebuilder:validation:Enum`, or say why there may be others"))
		}
	}
	return nil
}

// isOpen reports whether others may add to the values of a type by what it is
// called: types and reasons of conditions, and names.
func isOpen(name string) bool {
	return strings.HasSuffix(name, "ConditionType") || strings.HasSuffix(name, "Reason") || strings.HasSuffix(name, "Name")
}

// markedFields returns the types of fields that list their values themselves.
func markedFields(pkg *api.Package) map[string]bool {
	out := map[string]bool{}
	for _, d := range pkg.Types {
		for _, m := range d.Members() {
			if m.Marks.Has("kubebuilder:validation:Enum", "kubebuilder:validation:items:Enum", "k8s:enum") {
				e := m.Type
				for e.Kind != api.Named && len(e.Args) > 0 {
					e = e.Elem()
				}
				out[e.Name] = true
			}
		}
	}
	return out
}
