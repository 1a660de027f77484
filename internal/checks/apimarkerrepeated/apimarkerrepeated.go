// Package apimarkerrepeated reports markers that say two different things of one field or type.
package apimarkerrepeated

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

// Check reports markers that say two different things of one field or type.
var Check = &checks.Check{
	ID:       "KA306",
	Slug:     "marker-repeated",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	single := singleNames()
	for _, x := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Marked() {
		first := map[string]*api.Mark{}
		for i := range x.Marks {
			m := &x.Marks[i]
			name := strings.TrimSuffix(m.Name, ":") // +kubebuilder:default:=1
			if !single[name] || m.Called {
				continue
			}
			other := first[name]
			if other == nil {
				first[name] = m
				continue
			}
			if strings.TrimSpace(other.Line.Text) == strings.TrimSpace(m.Line.Text) {
				continue // marker-duplicate
			}
			d := x.Report(m,
				fmt.Sprintf("markers %q and %q of %s contradict each other", strings.TrimSpace(other.Line.Text), strings.TrimSpace(m.Line.Text), x.What),
				"keep one of them: which one generators obey is not defined")
			d.Related = []checks.Related{{Path: d.Path, Pos: other.Line.Pos, Message: "the first one"}}
			p.Report(d)
		}
	}
	return nil
}

// singleNames returns the markers of which a declaration can have one.
func singleNames() map[string]bool {
	names := map[string]bool{}
	for prefix, list := range singles {
		for _, n := range strings.Fields(list) {
			names[prefix+n] = true
		}
	}
	return names
}
