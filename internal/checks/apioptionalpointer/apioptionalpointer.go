// Package apioptionalpointer reports optional values whose absence cannot be told from zero.
package apioptionalpointer

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports optional values whose absence cannot be told from zero.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA405",
	Slug:     "optional-pointer",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	if m.Marks.Optional() == nil || m.Type.Kind != api.Named || m.Tagged.Has("omitzero") || observed(m) || apiscope.IsStandard(m) {
		return
	}
	what := zero(s.View, m)
	if what == "" || s.Profile(m.Decl.Pkg) == api.CRD && !chosen(s.View, m) {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("optional field `%s` is no pointer: leaving it out is the same as %s", m.Path(), what),
		fmt.Sprintf("make it *%s, unless the two mean the same", m.Type))
	if said := ofZero(m, what); said != "" {
		d.Message += ", " + said
		d.Remedy = "keep it, unless what sets defaults has to tell the two apart"
		d.Severity = checks.Info
	}
	if edits := apiscope.MakePointer(p, m); edits != nil {
		d.Fixes = apiscope.Unsafe("make it a pointer", edits...)
	}
	p.Report(d)
}

// zero says what a field is if it is left out; "" if that is nothing, not known,
// or "", which is almost never a value of its own.
func zero(v *api.View, m *api.Member) string {
	under, _, ok := v.Underlying(m.Decl.File, m.Type)
	switch {
	case !ok, under.Kind == api.Named && (under.Name == "any" || under.Name == "error" || under.Name == "string"):
		return ""
	case under.Kind == api.Struct:
		return "an empty one"
	case under.Kind != api.Named:
		return "" // maps and lists have nil
	case under.Name == "bool":
		return "false"
	}
	return "zero"
}

// chosen reports whether users of a CRD can choose the zero value of a field:
// its schema allows it, and does not choose it for those who leave it out.
func chosen(v *api.View, m *api.Member) bool {
	val := apiscope.ValueOf(v, m)
	ms := apiscope.Markers(m, val)
	if def := apiscope.FindMark(ms, "default", "k8s:default", "kubebuilder:default"); def != nil {
		text := apiscope.Text(def)
		return text != "false" && text != "0" && text != "{}"
	}
	if val.Shape == apiscope.Object {
		fields, complete := apiscope.Inner(v, val.Decl)
		needs := slices.ContainsFunc(fields, func(f *api.Member) bool {
			return f.Marks.Required() != nil || f.Marks.Optional() == nil && !f.Tagged.Has("omitempty") && !f.Tagged.Has("omitzero")
		})
		_, limited := apiscope.LimitValue(ms, "MinProperties")
		return complete && !needs && !limited
	}
	valid, ok := apiscope.ZeroIsValid(val, ms)
	return ok && valid
}

// observed reports whether a field is written by servers and controllers, which
// know zero when they see it, or is the spec or status of a kind.
func observed(m *api.Member) bool {
	name := m.Decl.Name
	return strings.HasSuffix(name, "Status") || strings.HasSuffix(name, "Condition") || name == "ObjectMeta" || name == "ListMeta" ||
		m.Decl.IsKind() && (m.JSON == "spec" || m.JSON == "status" || m.JSON == "metadata")
}

var (
	// defaults is how a description says what holds if the field is left out.
	defaults = regexp.MustCompile("(?i)\\bdefault(?:s|ed)?(?: value)?(?: is| to|:|=)? *[\"`']?(false|zero|0)\\b(?:[^.0-9a-z]|\\.(?:\\D|$)|$)")
	// positive is how it says that zero is no value.
	positive = regexp.MustCompile(`(?i)\b(?:minimum(?: value)?(?: is| of|:)|between|in (?:the range )?\[?|at least) *[1-9]|\b(?:must|should) be (?:a )?(?:positive|non-?zero|greater than (?:0|zero))\b`)
)

// ofZero returns what the description of a number or a boolean says of zero, if
// that makes it no choice for users: it is the default, or not valid.
func ofZero(m *api.Member, what string) string {
	text := api.SwaggerText(m.Doc)
	at := defaults.FindStringSubmatch(text)
	switch {
	case what == "an empty one":
		return ""
	case at != nil && (what == "false") == strings.EqualFold(at[1], "false"):
		return "as its description says"
	case what == "zero" && positive.MatchString(text):
		return "which its description rules out"
	}
	return ""
}
