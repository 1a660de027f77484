// Package apiunionshape reports unions whose parts do not go together.
package apiunionshape

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports unions whose parts do not go together.
var Check = apiscope.Types(api.Builtin|api.CRD, checks.Check{
	ID:       "KA711",
	Slug:     "union-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	var members, discriminators []*api.Member
	for _, m := range d.Members() {
		if m.Marks.Has("k8s:unionMember", "k8s:zeroOrOneOfMember") {
			members = append(members, m)
		}
		if m.Marks.Has("unionDiscriminator", "k8s:unionDiscriminator") {
			discriminators = append(discriminators, m)
		}
	}
	for _, m := range members {
		switch req := m.Marks.Required(); {
		case req != nil && m.Marks.Optional() == nil:
			p.Report(apiscope.At(apiscope.Field(m, fmt.Sprintf("union member `%s` is required", m.Path()), "mark it optional: only one member is set"), req))
		case !m.Tagged.Has("omitempty") && !m.Tagged.Has("omitzero"):
			p.Report(apiscope.Field(m, fmt.Sprintf("union member `%s` is written even when it is not set", m.Path()), "add `omitempty` to its json tag: only one member is set"))
		}
	}
	for _, m := range discriminators {
		judge(p, s.View, d, m, members, len(discriminators) == 1)
	}
}

func judge(p *checks.Pass, v *api.View, d *api.Decl, m *api.Member, members []*api.Member, sole bool) {
	if def := apiscope.FindMark(m.Marks, "default", "k8s:default", "kubebuilder:default"); def != nil {
		p.Report(apiscope.At(apiscope.Field(m, fmt.Sprintf("discriminator `%s` has a default", m.Path()), "remove it: it would choose a member that nobody set"), def))
	}
	if opt := m.Marks.Optional(); opt != nil {
		p.Report(apiscope.At(apiscope.Field(m, fmt.Sprintf("discriminator `%s` is optional", m.Path()), "mark it required: without it the union has no meaning"), opt))
	}
	val := apiscope.ValueOf(v, m)
	if val.Shape == apiscope.Unknown {
		return
	}
	if val.Shape != apiscope.String {
		p.Report(apiscope.Field(m, fmt.Sprintf("discriminator `%s` is %s", m.Path(), val.Shape), "make it a string type with a constant for each member"))
		return
	}
	values := valuesOf(m, val)
	if len(values) == 0 || !sole {
		return
	}
	for _, u := range members {
		name := memberName(u)
		if !slices.Contains(values, name) {
			p.Report(apiscope.Field(u, fmt.Sprintf("no value of discriminator `%s` chooses member `%s`", m.Path(), name), fmt.Sprintf("add %q to its values: %s", name, strings.Join(values, ", "))))
		}
	}
}

// valuesOf returns the values of a discriminator; nil if they are not known.
func valuesOf(m *api.Member, val apiscope.Value) []string {
	if e := apiscope.Limit(apiscope.Markers(m, val), "Enum"); e != nil && e.HasValue {
		return e.List()
	}
	if val.Decl == nil {
		return nil
	}
	return apiscope.EnumValues(val.Decl)
}

// memberName is what the discriminator says for a member.
func memberName(m *api.Member) string {
	if mark := m.Marks.Find("k8s:unionMember"); mark != nil {
		for _, a := range mark.Args() {
			if a.Name == "memberName" {
				return a.Unquote()
			}
		}
	}
	return m.Name
}
