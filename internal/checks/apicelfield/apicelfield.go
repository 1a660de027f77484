// Package apicelfield reports validation rules that ask for fields there are not.
package apicelfield

import (
	_ "embed"
	"fmt"

	"cel.dev/cel-go/parser"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports validation rules that ask for fields there are not.
var Check = &checks.Check{
	ID:       "KA715",
	Slug:     "cel-field-broken",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.CRD)
	var rules *parser.Parser // made when there is a rule
	for _, x := range s.Marked() {
		for i := range x.Marks {
			m := &x.Marks[i]
			name, args := m.Options()
			items := name == "kubebuilder:validation:items:XValidation"
			if !items && name != "kubebuilder:validation:XValidation" || m.Torn {
				continue
			}
			if rules == nil {
				var err error
				if rules, err = newParser(); err != nil {
					return err
				}
			}
			for _, a := range args {
				if a.Name != "rule" {
					continue
				}
				val := x.Value(s.View)
				if items {
					val = val.Elem(s.View)
				}
				judge(p, rules, s.View, x, m, a.Unquote(), val)
			}
		}
	}
	return nil
}

func judge(p *checks.Pass, rules *parser.Parser, v *api.View, x apiscope.Marked, m *api.Mark, rule string, self apiscope.Value) {
	e, fault := parse(rules, rule)
	if fault != "" {
		p.Report(x.Report(m, fmt.Sprintf("the rule `%s` of %s cannot be read: %s", rule, x.What, fault), "correct it: the server refuses a CRD with such a rule"))
		return
	}
	ev := &evaluation{view: v, object: x.Member == nil}
	ev.value(e, names{"self": self, "oldSelf": self})
	if ev.fault != "" {
		p.Report(x.Report(m, fmt.Sprintf("`%s` in a rule of %s asks for nothing: %s", ev.at, x.What, ev.fault), "correct the name: the server refuses a CRD with such a rule"))
	}
}
