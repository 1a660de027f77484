// Package apimarkerdepends reports markers that do nothing without another one.
package apimarkerdepends

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

// Check reports markers that do nothing without another one.
var Check = &checks.Check{
	ID:       "KA308",
	Slug:     "marker-depends",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Profile: "auto", Rules: []Rule{}} },
	Run:      run,
}

// Settings are what the user can add.
type Settings struct {
	Profile string `yaml:"profile" jsonschema:"enum=auto,enum=builtin,enum=crd,enum=config,description=what the API types are; auto decides for each package"`
	Rules   []Rule `yaml:"rules" jsonschema:"description=further markers that need others"`
}

// A Rule says which markers a marker needs beside it.
type Rule struct {
	Marker string   `yaml:"marker" jsonschema:"description=name of the marker, without the sign"`
	Value  string   `yaml:"value" jsonschema:"description=only with this value; empty for any"`
	Needs  []string `yaml:"needs" jsonschema:"description=markers it needs"`
	Any    bool     `yaml:"any" jsonschema:"description=one of them is enough"`
}

// APIProfile returns the name of the profile that was set.
func (s *Settings) APIProfile() string { return s.Profile }

func run(p *checks.Pass) error {
	set := p.Options.(*Settings)
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, x := range s.Marked() {
		if x.Member != nil {
			builtin(p, s.View, x)
		}
		for _, r := range set.Rules {
			r.judge(p, x)
		}
	}
	return nil
}

// builtin judges what the generators themselves read in pairs.
func builtin(p *checks.Pass, v *api.View, x apiscope.Marked) {
	if key := x.Marks.Find("listMapKey", "k8s:listMapKey"); key != nil && !x.Marks.Has("listType", "k8s:listType") && !listTyped(v, x) {
		p.Report(x.Report(key, fmt.Sprintf("%s names a key and is not of list type map", x.What), "add `+listType=map`"))
	}
	strategy, key := x.Marks.Find("patchStrategy"), x.Marks.Find("patchMergeKey")
	if key != nil && strategy == nil {
		p.Report(x.Report(key, fmt.Sprintf("%s names a key to merge by and no patch strategy", x.What), "add `+patchStrategy=merge`"))
	}
	if strategy == nil || key != nil || !strings.Contains(strategy.Value, "merge") {
		return
	}
	if val := x.Value(v); val.Shape == apiscope.List && val.Elem(v).Shape == apiscope.Object {
		p.Report(x.Report(strategy, fmt.Sprintf("%s is merged and names no key to merge its elements by", x.What), "add `+patchMergeKey=` with the JSON name of a field of the elements"))
	}
}

func listTyped(v *api.View, x apiscope.Marked) bool {
	return x.Value(v).Marks.Has("listType", "k8s:listType")
}

func (r Rule) judge(p *checks.Pass, x apiscope.Marked) {
	m := x.Marks.Find(r.Marker)
	if m == nil || r.Value != "" && m.Value != r.Value {
		return
	}
	var missing []string
	for _, n := range r.Needs {
		if !x.Marks.Has(n) {
			missing = append(missing, "`+"+n+"`")
		}
	}
	switch {
	case len(missing) == 0, r.Any && len(missing) < len(r.Needs):
	case r.Any:
		p.Report(x.Report(m, fmt.Sprintf("marker `+%s` on %s needs one of %s", m.Name, x.What, strings.Join(missing, ", ")), "add it"))
	default:
		p.Report(x.Report(m, fmt.Sprintf("marker `+%s` on %s needs %s", m.Name, x.What, strings.Join(missing, ", ")), "add it"))
	}
}
