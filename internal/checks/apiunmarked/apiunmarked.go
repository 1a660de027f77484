// Package apiunmarked reports fields that are optional only because their tag says omitempty.
package apiunmarked

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

// Check reports fields that are optional only because their tag says omitempty.
var Check = &checks.Check{
	ID:       "KA404",
	Slug:     "omitempty-unmarked",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

// saysRequired is a sentence that calls the field required, and nothing else.
var saysRequired = regexp.MustCompile(`(?:^|[.!?]\s+|\n)(?:This (?:field )?is )?[Rr]equired(?:[.:]|\s*(?:\n|$))`)

func run(p *checks.Pass) error {
	preferred := map[*api.Package]string{}
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, m := range s.Members() {
		if m.Nth > 0 || apiscope.IsStandard(m) || !m.Tagged.Has("omitempty") && !m.Tagged.Has("omitzero") ||
			m.Marks.Optional() != nil || m.Marks.Required() != nil || m.Marks.Has("k8s:forbidden") {
			continue
		}
		d := apiscope.Field(m,
			fmt.Sprintf("field `%s` has omitempty but no marker that says it is optional", m.Path()),
			"add `+optional` to its comment, or `+required` if only its zero value is not written")
		pkg := m.Decl.Pkg
		if needs, _ := apiscope.StructNeeds(s.View, m); needs == apiscope.NeedsSome {
			d.Remedy = "add `+required` to its comment: one of the fields inside is required, and a struct in Go is never missing"
			p.Report(d)
			continue
		}
		if saysRequired.MatchString(api.OpenAPIText(m.Doc)) {
			d.Remedy = "add `+required` to its comment, as its text says, or mend the text"
			p.Report(d)
			continue
		}
		if preferred[pkg] == "" {
			preferred[pkg] = "+" + apiscope.OptionalMarker(pkg)
		}
		if edit, ok := apiscope.Above(p, m, preferred[pkg]); ok {
			d.Fixes = apiscope.Safe("add "+preferred[pkg], edit)
		}
		p.Report(d)
	}
	return nil
}
