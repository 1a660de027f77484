// Package apimarkerunknown reports markers whose names are slightly wrong.
package apimarkerunknown

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

//go:embed doc.md
var doc string

// Check reports markers whose names are slightly wrong.
var Check = &checks.Check{
	ID:       "KA301",
	Slug:     "marker-unknown",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	names := newNames()
	for _, d := range apiscope.Select(p, api.Builtin|api.CRD|api.Config).Structs() {
		for i := range d.Marks {
			names.judge(p, &d.Marks[i], "type `"+d.Path()+"`", apiscope.Type(d, "", ""))
		}
		for _, m := range d.Members() {
			for i := range m.Marks {
				if m.Nth == 0 {
					names.judge(p, &m.Marks[i], "field `"+m.Path()+"`", apiscope.Field(m, "", ""))
				}
			}
		}
	}
	return nil
}

// names are the markers somebody acts on.
type names struct {
	all     []string
	exact   map[string]bool
	byLower map[string]string
}

func newNames() *names {
	n := &names{all: markers.Known(), exact: map[string]bool{}, byLower: map[string]string{}}
	for _, name := range n.all {
		n.exact[name] = true
		n.byLower[strings.ToLower(name)] = name
	}
	return n
}

func (n *names) judge(p *checks.Pass, m *api.Mark, what string, d checks.Diagnostic) {
	name := strings.TrimSuffix(m.Name, ":") // +kubebuilder:default:=1
	if n.isKnown(name) {
		return
	}
	better, safe := n.byLower[strings.ToLower(name)], true
	if better == "" {
		better, safe = n.near(name), false
	}
	if better == "" {
		return // somebody else's
	}
	d = apiscope.At(d, m)
	d.Message = fmt.Sprintf("marker `+%s` on %s is unknown and ignored", m.Name, what)
	d.Remedy = fmt.Sprintf("did you mean `+%s`?", better)
	if safe {
		off := m.Line.Off + strings.Index(m.Line.Text, "+") + 1
		d.Fixes = []checks.Fix{{Message: fmt.Sprintf("write `+%s`", better), Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: d.Path, Start: off, End: off + len(name), New: better}}}}
	}
	p.Report(d)
}

// isKnown reports whether a name is known, or is with its last part taken for
// an argument.
func (n *names) isKnown(name string) bool {
	base := name[:max(strings.LastIndexByte(name, ':'), 0)]
	return n.exact[name] || base != "" && n.exact[base]
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
