// Package apinamepolicy reports names of fields the project has other words for.
package apinamepolicy

import (
	_ "embed"
	"fmt"
	"go/token"
	"regexp"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports names of fields the project has other words for.
var Check = &checks.Check{
	ID:       "KA515",
	Slug:     "name-policy",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	OptIn:    true,
	Fix:      checks.FixUnsafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Names: []Name{}} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Names []Name `yaml:"names" jsonschema:"description=what fields must not be called"`
}

// A Name is a pattern of names and what to do about it.
type Name struct {
	Pattern     string `yaml:"pattern" jsonschema:"description=regular expression that the Go name matches"`
	Message     string `yaml:"message" jsonschema:"description=what to say"`
	Action      string `yaml:"action" jsonschema:"enum=inform,enum=drop,enum=drop-field,enum=replace,description=inform says so; drop removes what matched from the name; drop-field removes the field; replace puts the replacement in its place"`
	Replacement string `yaml:"replacement" jsonschema:"description=what takes the place of what matched"`

	re *regexp.Regexp
}

func run(p *checks.Pass) error {
	names := slices.Clone(p.Options.(*Settings).Names)
	for i := range names {
		re, err := regexp.Compile(names[i].Pattern)
		if err != nil {
			return fmt.Errorf("settings.name-policy.names[%d].pattern: %w", i, err)
		}
		names[i].re = re
	}
	if len(names) == 0 {
		return nil
	}
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Members() {
		for _, n := range names {
			if n.re.MatchString(m.Name) {
				n.report(p, m)
			}
		}
	}
	return nil
}

func (n Name) report(p *checks.Pass, m *api.Member) {
	message := n.Message
	if message == "" {
		message = fmt.Sprintf("names that match %q are not wanted in this project", n.Pattern)
	}
	d := apiscope.Field(m, fmt.Sprintf("name of field `%s`: %s", m.Path(), message), "find another name")
	better := m.Name
	switch n.Action {
	case "drop-field":
		d.Remedy = "remove the field"
	case "drop":
		better = n.re.ReplaceAllString(m.Name, "")
	case "replace":
		better = n.re.ReplaceAllString(m.Name, n.Replacement)
	}
	if better != m.Name && token.IsIdentifier(better) && token.IsExported(better) {
		d.Remedy = fmt.Sprintf("call it %s", better)
		d.Fixes = apiscope.Rename(m, better)
	}
	p.Report(d)
}
