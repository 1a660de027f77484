// Package apidocversions reports fields that versions of a group describe differently.
package apidocversions

import (
	_ "embed"
	"fmt"
	"go/token"
	"path"
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

// Check reports fields that versions of a group describe differently.
var Check = &checks.Check{
	ID:       "KA121",
	Slug:     "doc-version-skew",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	groups := map[string][]*api.Package{}
	var names []string
	for _, pkg := range s.Packages() {
		key := path.Dir(pkg.Ref.ImportPath) + " " + pkg.Group
		if groups[key] == nil {
			names = append(names, key)
		}
		groups[key] = append(groups[key], pkg)
	}
	for _, name := range names {
		versions := groups[name]
		slices.SortFunc(versions, func(a, b *api.Package) int { return compare(b.Version, a.Version) })
		for _, old := range versions[1:] {
			against(p, versions[0], old)
		}
	}
	return nil
}

// against reports the fields of an older version whose text differs from that
// in the best one.
func against(p *checks.Pass, best, old *api.Package) {
	for _, d := range old.Types {
		other := best.Type(d.Name)
		if other == nil || !d.IsSerialised() || !token.IsExported(d.Name) {
			continue
		}
		texts := map[string]*api.Member{}
		for _, m := range other.Members() {
			if m.Outer == nil && m.Nth == 0 {
				texts[m.JSON] = m
			}
		}
		for _, m := range d.Members() {
			o := texts[m.JSON]
			if o == nil || m.Outer != nil || m.Nth > 0 || m.Type.String() != o.Type.String() {
				continue
			}
			mine, theirs := normal(m, old, best), normal(o, old, best)
			if mine == theirs || mine == "" || theirs == "" {
				continue
			}
			f := apiscope.Field(m,
				fmt.Sprintf("field `%s` is described differently in %s", m.Path(), best.Path()),
				"give both the same text, or say what is different: one of them is likely out of date")
			f.Related = []checks.Related{{Path: o.Decl.File.Path, Pos: o.Pos, Message: "the field in " + best.Version}}
			p.Report(f)
		}
	}
}

// words are what counts of a text; sentence is where one ends.
var (
	words    = regexp.MustCompile(`[\p{L}\p{N}]+`)
	sentence = regexp.MustCompile(`[.!?](\s+|$)|\n\s*\n`)
)

// normal returns a field's text without what may differ in every version:
// sentences that name one of them, the name that it starts with, and articles.
func normal(m *api.Member, versions ...*api.Package) string {
	var out []string
	for _, s := range sentence.Split(api.OpenAPIText(m.Doc), -1) {
		ws := words.FindAllString(s, -1)
		if slices.ContainsFunc(ws, func(w string) bool {
			return slices.ContainsFunc(versions, func(v *api.Package) bool { return v.Version == w })
		}) {
			continue
		}
		if len(out) == 0 {
			ws = withoutLead(m, ws)
		}
		for _, w := range ws {
			switch w = strings.ToLower(w); w {
			case "a", "an", "the":
			default:
				out = append(out, w)
			}
		}
	}
	return strings.Join(out, " ")
}

// withoutLead cuts the name off the words of the sentence that a text starts with,
// and the form of the verb: "conditions represent", "represents".
func withoutLead(m *api.Member, ws []string) []string {
	if len(ws) > 2 && (strings.EqualFold(ws[0], m.JSON) || ws[0] == m.Name) && ws[1] != "of" {
		ws = ws[1:]
		if ws[0] == "is" || ws[0] == "are" {
			ws = ws[1:]
		}
	}
	if len(ws) == 0 {
		return nil
	}
	return append([]string{strings.TrimSuffix(ws[0], "s")}, ws[1:]...)
}
