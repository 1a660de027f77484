// Package apimarkerunknown reports markers that no generator knows.
package apimarkerunknown

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports markers that no generator knows.
var Check = &checks.Check{
	ID:       "KA301",
	Slug:     "marker-unknown",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Known: []string{}} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Known  []string `yaml:"known" jsonschema:"description=further markers that somebody acts on, without the sign; a colon at the end stands for whatever follows"`
	Strict bool     `yaml:"strict" jsonschema:"description=report every marker that is not known, also those that resemble none"`
}

func run(p *checks.Pass) error {
	names := newNames(p.Options.(*Settings))
	for _, x := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Marked() {
		for i := range x.Marks {
			names.judge(p, x, &x.Marks[i])
		}
	}
	return nil
}

// names are the markers somebody acts on.
type names struct {
	all      []string
	exact    map[string]bool
	byLower  map[string]string
	prefixes []string // of names the user knows
	strict   bool
}

func newNames(set *Settings) *names {
	n := &names{all: markers.Known(), exact: map[string]bool{}, byLower: map[string]string{}, strict: set.Strict}
	for _, name := range set.Known {
		if strings.HasSuffix(name, ":") {
			n.prefixes = append(n.prefixes, name)
		}
		n.all = append(n.all, name)
	}
	for _, name := range n.all {
		n.exact[name] = true
		n.byLower[strings.ToLower(name)] = name
	}
	return n
}

func (n *names) judge(p *checks.Pass, x apiscope.Marked, m *api.Mark) {
	name := strings.TrimSuffix(m.Name, ":") // +kubebuilder:default:=1
	if n.isKnown(name) {
		return
	}
	better, safe := n.byLower[strings.ToLower(name)], true
	if better == "" {
		better, safe = n.near(name), false
	}
	if better == "" {
		if n.strict || owned(name) {
			d := x.Report(m, fmt.Sprintf("marker `+%s` on %s is unknown and ignored", m.Name, x.What),
				"remove it, or list it in settings.marker-unknown.known if something acts on it")
			d.Severity = checks.Warning
			p.Report(d)
		}
		return // somebody else's
	}
	d := x.Report(m, fmt.Sprintf("marker `+%s` on %s is unknown and ignored", m.Name, x.What), fmt.Sprintf("did you mean `+%s`?", better))
	if safe {
		off := m.Line.Off + strings.Index(m.Line.Text, "+") + 1
		d.Fixes = []checks.Fix{{Message: fmt.Sprintf("write `+%s`", better), Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: off, End: off + len(name), New: better}}}}
	}
	p.Report(d)
}

// owned reports whether a name is in a space where nobody but a generator whose
// markers are all known makes up names.
func owned(name string) bool {
	return strings.HasPrefix(name, "kubebuilder:validation:") || strings.HasPrefix(name, "k8s:") && !strings.Contains(name[len("k8s:"):], ":")
}

// isKnown reports whether a name is known, or is with its last part taken for
// an argument.
func (n *names) isKnown(name string) bool {
	base := name[:max(strings.LastIndexByte(name, ':'), 0)]
	return n.exact[name] || base != "" && n.exact[base] ||
		slices.ContainsFunc(n.prefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// near returns the only known name that is one slip away: a letter too many,
// too few, wrong or swapped. Short names are too easily near something.
func (n *names) near(name string) string {
	const shortest = 6
	if len(name) < shortest {
		return ""
	}
	found := ""
	for _, k := range n.all {
		if len(k) >= shortest && oneSlip(name, k) {
			if found != "" {
				return ""
			}
			found = k
		}
	}
	return found
}

// oneSlip reports whether a becomes b by one insertion, deletion, replacement
// or swap of neighbours.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		if i == len(a) {
			return false
		}
		swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		return swapped || a[i+1:] == b[i+1:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
