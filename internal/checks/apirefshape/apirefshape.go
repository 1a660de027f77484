// Package apirefshape reports references to objects that do not look like one.
package apirefshape

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports references to objects that do not look like one.
var Check = &checks.Check{
	ID:       "KA710",
	Slug:     "ref-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, d := range s.Structs() {
		if typed.MatchString(d.Name) && !d.IsKind() {
			declared(p, s.View, d)
		}
	}
	for _, m := range s.Members() {
		switch {
		case m.Nth > 0:
		case ref.MatchString(m.JSON):
			refers(p, s.View, m)
		case named.MatchString(m.JSON):
			if val := apiscope.ValueOf(s.View, m); val.Shape == apiscope.Object || val.Shape == apiscope.Integer {
				p.Report(apiscope.Field(m, fmt.Sprintf("field `%s` is called a name and is no string", m.Path()), "make it a string, or call it something else"))
			}
		}
	}
	return nil
}

var (
	ref   = regexp.MustCompile(`[a-z0-9](Ref|Reference)$`)
	named = regexp.MustCompile(`[a-z0-9]Name$`)
	typed = regexp.MustCompile(`Ref(erence)?$`)
)

// declared judges the type of a reference: that it says what a namespace in it
// means, and which group a kind in it is of.
func declared(p *checks.Pass, v *api.View, d *api.Decl) {
	fields, complete := apiscope.Inner(v, d)
	if ns := apiscope.Named(fields, "namespace"); ns != nil && ns.Decl == d && !crosses.MatchString(flat(api.OpenAPIText(ns.Doc))) && !crosses.MatchString(flat(api.OpenAPIText(d.Comment()))) {
		p.Report(apiscope.Field(ns, fmt.Sprintf("`%s` does not say which namespaces a reference may lead to", ns.Path()),
			"say whether it may be another than that of the object, what it is if it is empty, and who may refer there"))
	}
	kind := apiscope.Named(fields, "kind")
	if kind != nil && kind.Decl == d && complete && apiscope.Limit(kind.Marks, "Enum") == nil && !slices.ContainsFunc([]string{"apiVersion", "group", "apiGroup"}, func(n string) bool { return apiscope.Named(fields, n) != nil }) {
		p.Report(apiscope.Field(kind, fmt.Sprintf("reference `%s` names a kind without its group", d.Path()), "add `group`: two groups may have kinds of one name"))
	}
}

// crosses is what a text says of namespaces other than the object's own.
var crosses = regexp.MustCompile(`(?i)(cross|across|other|another|different|same|any|all|each|local|current|own|default|defaults to|empty|unset|unspecified|omitted|not (set|specified)|cluster.scoped|required|must|grant|permit|allow|watch)\W(.{0,80}\W)?namespaces?\b|\bnamespaces?\b.{0,120}\W(cross|across|same|other|another|different|differs?|local|current|own|defaults?|empty|unset|unspecified|omitted|not (set|specified)|cluster.scoped|required|must|grant|permit|allow|inferred|assumed|used)|if (empty|unset|unspecified|omitted|not (set|specified))`)

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// refers judges a reference whose type calls itself one; other types that a
// "ref" can be of select a field or a resource.
func refers(p *checks.Pass, v *api.View, m *api.Member) {
	val := apiscope.ValueOf(v, m)
	if val.Shape != apiscope.Object || !typed.MatchString(val.Decl.Name) {
		return
	}
	fields, complete := apiscope.Inner(v, val.Decl)
	if complete && apiscope.Named(fields, "name") == nil {
		d := apiscope.Field(m, fmt.Sprintf("reference `%s` has no `name`", m.Path()), fmt.Sprintf("add it to `%s`: a reference says which object it means", val.Decl.Name))
		d.Related = []checks.Related{{Path: val.Decl.File.Path, Pos: val.Decl.Pos, Message: "the type"}}
		p.Report(d)
	}
}
