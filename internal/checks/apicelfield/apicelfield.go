// Package apicelfield reports validation rules that ask for fields there are not.
package apicelfield

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

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
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, x := range s.Marked() {
		for i := range x.Marks {
			m := &x.Marks[i]
			name, args := m.Options()
			items := name == "kubebuilder:validation:items:XValidation"
			if !items && name != "kubebuilder:validation:XValidation" || m.Torn {
				continue
			}
			for _, a := range args {
				if a.Name != "rule" {
					continue
				}
				val := x.Value(s.View)
				if items {
					val = val.Elem(s.View)
				}
				judge(p, s.View, x, m, a.Unquote(), val)
			}
		}
	}
	return nil
}

func judge(p *checks.Pass, v *api.View, x apiscope.Marked, m *api.Mark, rule string, val apiscope.Value) {
	chains, err := selections(rule)
	if err != "" {
		p.Report(x.Report(m, fmt.Sprintf("the rule `%s` of %s cannot be read: %s", rule, x.What, err), "correct it: the server refuses a CRD with such a rule"))
		return
	}
	for _, chain := range chains {
		if why := follow(v, x, val, chain); why != "" {
			p.Report(x.Report(m, fmt.Sprintf("`%s` in a rule of %s asks for nothing: %s", strings.Join(chain, "."), x.What, why), "correct the name: the server refuses a CRD with such a rule"))
			return
		}
	}
}

// follow says why a chain of names that starts with "self" leads nowhere.
func follow(v *api.View, x apiscope.Marked, val apiscope.Value, chain []string) string {
	for i, name := range chain[1:] {
		name = unescape(name)
		switch {
		case i == 0 && x.Member == nil && slices.Contains([]string{"metadata", "apiVersion", "kind"}, name),
			val.Shape == apiscope.Unknown, apiscope.Freeform(val.Marks), val.Marks.Has("kubebuilder:pruning:PreserveUnknownFields"):
			return ""
		case val.Shape == apiscope.Map:
			val = val.Elem(v)
			continue
		case val.Shape != apiscope.Object:
			return fmt.Sprintf("a value of type %s has no field `%s`", val.Shape, name)
		}
		fields, complete := apiscope.Inner(v, val.Decl)
		m := apiscope.Named(fields, name)
		if m == nil {
			if complete {
				return fmt.Sprintf("`%s` has no field `%s`", val.Decl.Name, name)
			}
			return ""
		}
		val = apiscope.ValueOf(v, m)
		val.Marks = apiscope.Markers(m, val)
	}
	return ""
}
