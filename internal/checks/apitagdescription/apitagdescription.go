// Package apitagdescription reports descriptions that are kept in struct tags.
package apitagdescription

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports description keys in the tags of fields.
var Check = &checks.Check{
	ID:       "KA412",
	Slug:     "tag-description",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	scope := apiscope.Of(p, api.DescriptionScript)
	files := scope.Files
	if scope.ByScript {
		files = slices.Concat(files, internalTypes(p, scope.View))
	}
	for _, f := range files {
		var src []byte
		for _, m := range scope.View.FieldsIn(f) {
			pair := descriptionPair(m)
			if pair == nil || m.Nth > 0 {
				continue
			}
			if src == nil {
				var err error
				if src, err = p.ReadFile(f.Path); err != nil {
					src = []byte{}
				}
			}
			report(p, m, *pair, string(src))
		}
	}
	return nil
}

func descriptionPair(m *api.Member) *api.TagPair {
	pairs, _ := api.ParseTag(m.Tag)
	for i := range pairs {
		if pairs[i].Key == "description" {
			return &pairs[i]
		}
	}
	return nil
}

func report(p *checks.Pass, m *api.Member, pair api.TagPair, src string) {
	d := checks.Diagnostic{
		Path: m.Decl.File.Path, Symbol: m.Symbol(),
		Message: fmt.Sprintf("the tag of field `%s` holds a description, which nothing publishes", m.GoName()),
		Remedy:  "say it in the comment above the field",
	}
	pos, _, exact := m.TagAt(pair.Start)
	d.Pos, d.End = pos, apiscope.End(pos, m.Tag)
	if exact {
		d.End.Col = pos.Col + pair.End - pair.Start
		if edits := move(m, pair, src); edits != nil {
			d.Fixes = []checks.Fix{{Message: "move the description into the comment", Class: checks.FixSafe, Edits: edits}}
		}
	}
	p.Report(d)
}

var internalFile = regexp.MustCompile(`\$\{KUBE_ROOT\}/([\w./-]+\.go)`)

// internalTypes returns the files that the script of the tree checks for this
// rule alone. The script fails if one of them is not there.
func internalTypes(p *checks.Pass, v *api.View) []*walk.File {
	src, err := p.ReadFile(api.DescriptionScript)
	if err != nil {
		return nil
	}
	var out []*walk.File
	for _, m := range internalFile.FindAllStringSubmatch(string(src), -1) {
		if f := v.File(m[1]); f != nil && api.FactsOf(f) != nil {
			out = append(out, f)
		} else if f == nil {
			p.Report(checks.Diagnostic{
				Path:    api.DescriptionScript,
				Symbol:  api.DescriptionScript + " -> " + m[1],
				Message: fmt.Sprintf("the script looks for descriptions in %s, which does not exist, and fails", m[1]),
				Remedy:  "take the file out of the script",
			})
		}
	}
	return out
}
