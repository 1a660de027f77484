package apisiblingcase

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

var dotted = regexp.MustCompile("`([A-Za-z][0-9A-Za-z]*(?:\\.[A-Za-z][0-9A-Za-z]*)+)`")

// paths reports the misspelled paths in the comments of a type and its fields:
// those that start at a field of the type and lead somewhere, but for case.
func paths(p *checks.Pass, v *api.View, t *api.Decl) {
	for _, x := range descriptions(t) {
		path(p, v, x)
	}
}

func path(p *checks.Pass, v *api.View, x apiscope.Description) {
	if !strings.Contains(x.Raw, "`") {
		return
	}
	for _, l := range api.SwaggerLines(x.Comment) {
		for _, at := range dotted.FindAllStringSubmatchIndex(l.Text, -1) {
			word := l.Text[at[2]:at[3]]
			better := resolve(v, x.Decl, strings.Split(word, "."))
			if better == "" || better == word {
				continue
			}
			d := x.At(l, at[2], at[3],
				fmt.Sprintf("the description of %s calls the field `%s` %q", x.What, better, word),
				fmt.Sprintf("write `%s`; readers copy the name, and it is case-sensitive", better))
			d.Fixes = []checks.Fix{{Message: fmt.Sprintf("write `%s`", better), Class: checks.FixSafe, // a path leads nowhere else
				Edits: []checks.Edit{apiscope.Replace(d, l, at[2], at[3], better)}}}
			p.Report(d)
		}
	}
}

// resolve returns the path as JSON has it; "" if it does not lead from field to
// field, or could lead two ways.
func resolve(v *api.View, d *api.Decl, steps []string) string {
	var names []string
	for i, s := range steps {
		if d == nil {
			return ""
		}
		fields, _ := apiscope.Inner(v, d)
		m := apiscope.Named(fields, s)
		for _, f := range fields {
			if m == nil && strings.EqualFold(f.JSON, s) {
				m = f
			} else if m != nil && m.JSON != s && f.JSON != m.JSON && strings.EqualFold(f.JSON, s) {
				return ""
			}
		}
		if m == nil {
			return ""
		}
		names = append(names, m.JSON)
		if i == len(steps)-1 {
			break
		}
		val := apiscope.ValueOf(v, m)
		if val.Shape == apiscope.List {
			val = val.Elem(v)
		}
		d = nil
		if val.Shape == apiscope.Object {
			d = val.Decl
		}
	}
	return strings.Join(names, ".")
}
