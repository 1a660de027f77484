// Package apijsonduplicate reports fields of one struct that share a name in JSON.
package apijsonduplicate

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of one struct that share a name in JSON.
var Check = apiscope.Types(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA503",
	Slug:     "json-duplicate",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	embedded(p, s.View, d)
	type place struct {
		outer *api.Member
		name  string
	}
	first := map[place]*api.Member{}
	for _, m := range d.Members() {
		at := place{m.Outer, strings.ToLower(m.JSON)}
		other := first[at]
		if other == nil {
			first[at] = m
			continue
		}
		what := "is also that of"
		if other.JSON != m.JSON {
			what = "differs only by case from that of"
		}
		f := apiscope.Field(m,
			fmt.Sprintf("the JSON name %q of field `%s` %s `%s`", m.JSON, m.GoName(), what, other.Name),
			"give each field a name of its own: decoders set only one of them")
		f.Related = []checks.Related{{Path: d.File.Path, Pos: other.Pos, Message: "the other field"}}
		p.Report(f)
	}
}

// A leaf is a field that an embedded struct contributes.
type leaf struct {
	via   *api.Member // the embedded field of the struct at hand
	field *api.Member
}

// embedded reports names that two embedded structs contribute at one depth, of
// which encoding/json keeps neither. A name nearer to the surface hides those
// below it, as it may be meant to.
func embedded(p *checks.Pass, v *api.View, d *api.Decl) {
	taken := map[string]bool{}
	var level []leaf
	for _, m := range d.Fields() {
		switch {
		case m.Outer != nil:
		case m.Inlined():
			level = append(level, leaf{m, m})
		case m.JSON != "":
			taken[m.JSON] = true
		}
	}
	const deepest = 10
	for depth := 0; len(level) > 0 && depth < deepest; depth++ {
		first := map[string]leaf{}
		var next []leaf
		for _, l := range level {
			val := apiscope.ValueOf(v, l.field)
			if val.Decl == nil {
				continue
			}
			for _, m := range val.Decl.Fields() {
				switch {
				case m.Outer != nil:
				case m.Inlined():
					next = append(next, leaf{l.via, m})
				case m.JSON == "" || taken[m.JSON]:
				case first[m.JSON].field == nil:
					first[m.JSON] = leaf{l.via, m}
				case first[m.JSON].via != l.via:
					clash(p, d, first[m.JSON], leaf{l.via, m})
				}
			}
		}
		for name := range first {
			taken[name] = true
		}
		level = next
	}
}

func clash(p *checks.Pass, d *api.Decl, a, b leaf) {
	f := apiscope.Field(b.via,
		fmt.Sprintf("both `%s` and `%s`, embedded in `%s`, have a field `%s`", a.via.Name, b.via.Name, d.GoName(), b.field.JSON),
		"rename one of them, or declare the field in the struct itself: encoding/json writes neither")
	f.Related = []checks.Related{
		{Path: a.field.Decl.File.Path, Pos: a.field.Pos, Message: "one of the fields"},
		{Path: b.field.Decl.File.Path, Pos: b.field.Pos, Message: "the other one"},
	}
	p.Report(f)
}
