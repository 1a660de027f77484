// Package apidoccopied reports fields of one struct with the same description.
package apidoccopied

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

// Check reports fields of one struct with the same description.
var Check = apiscope.Types(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA120",
	Slug:     "doc-copy-paste",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, structure)

// least is how many characters two descriptions share before it is no accident.
const least = 40

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	first := map[string]*api.Member{}
	for _, m := range d.Members() {
		text := api.SwaggerText(m.Doc)
		if m.Nth > 0 || len(text) < least || isDeprecated(text) {
			continue
		}
		other := first[text]
		if other == nil {
			first[text] = m
			continue
		}
		f := apiscope.Field(m,
			fmt.Sprintf("field `%s` has the same description as `%s`", m.Path(), other.JSON),
			"say what is different about it; the text was probably copied")
		f.Related = []checks.Related{{Path: d.File.Path, Pos: other.Pos, Message: "the other field"}}
		p.Report(f)
	}
}

// isDeprecated reports whether a text says of a field that it is on its way out
// before all else. That is the same of every such field.
func isDeprecated(text string) bool {
	const word = "deprecated"
	return len(text) >= len(word) && strings.EqualFold(text[:len(word)], word)
}
