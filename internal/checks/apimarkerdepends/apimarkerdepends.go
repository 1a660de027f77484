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
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Rules: []Rule{}} },
	Run:      run,
}

// Settings are what the user can add.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Rules []Rule `yaml:"rules" jsonschema:"description=further markers that need others"`
}

// A Rule says which markers a marker needs beside it.
type Rule struct {
	Marker string   `yaml:"marker" jsonschema:"description=name of the marker, without the sign"`
	Value  string   `yaml:"value" jsonschema:"description=only with this value; empty for any"`
	Needs  []string `yaml:"needs" jsonschema:"description=markers it needs"`
	Any    bool     `yaml:"any" jsonschema:"description=one of them is enough"`
}

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
		report(p, x, key, fmt.Sprintf("%s names a key and is not of list type map", x.What), "+"+strings.TrimSuffix(key.Name, "listMapKey")+"listType=map")
	}
	strategy, key := x.Marks.Find("patchStrategy"), x.Marks.Find("patchMergeKey")
	if key != nil && strategy == nil {
		report(p, x, key, fmt.Sprintf("%s names a key to merge by and no patch strategy", x.What), "+patchStrategy=merge")
	}
	if member := x.Marks.Find("k8s:unionMember", "k8s:zeroOrOneOfMember"); member != nil && x.Marks.Optional() == nil && x.Marks.Required() == nil {
		report(p, x, member, fmt.Sprintf("%s is a member of a union and is not marked optional", x.What), "+k8s:optional")
	}
	if strategy == nil || key != nil || !strings.Contains(strategy.Value, "merge") {
		return
	}
	if val := x.Value(v); val.Shape == apiscope.List && val.Elem(v).Shape == apiscope.Object {
		message := fmt.Sprintf("%s is merged and names no key to merge its elements by", x.What)
		if by := x.Marks.Find("listMapKey", "k8s:listMapKey"); by != nil {
			report(p, x, strategy, message, "+patchMergeKey="+by.Value)
			return
		}
		p.Report(x.Report(strategy, message, "add `+patchMergeKey=` with the JSON name of a field of the elements"))
	}
}

// report reports a marker that needs another, which is added below it.
func report(p *checks.Pass, x apiscope.Marked, m *api.Mark, message string, missing ...string) {
	d := x.Report(m, message, "add `"+strings.Join(missing, "`, `")+"`")
	edit, ok := checks.Edit{}, false
	if x.Member != nil {
		edit, ok = apiscope.Above(p, x.Member, missing...)
	} else {
		edit, ok = apiscope.AboveType(p, x.Decl, missing...)
	}
	if ok {
		d.Fixes = apiscope.Safe(d.Remedy, edit)
	}
	p.Report(d)
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
			missing = append(missing, "+"+n)
		}
	}
	switch {
	case len(missing) == 0, r.Any && len(missing) < len(r.Needs):
	case r.Any:
		p.Report(x.Report(m, fmt.Sprintf("marker `+%s` on %s needs one of `%s`", m.Name, x.What, strings.Join(missing, "`, `")), "add it"))
	default:
		report(p, x, m, fmt.Sprintf("marker `+%s` on %s needs `%s`", m.Name, x.What, strings.Join(missing, "`, `")), missing...)
	}
}
