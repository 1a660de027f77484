// Package apidocgonames reports descriptions that speak to Go programmers only.
package apidocgonames

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports descriptions that speak to Go programmers only.
var Check = &checks.Check{
	ID:       "KA115",
	Slug:     "doc-go-names",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	siblings := map[*api.Decl]map[string]string{}
	for _, x := range s.Descriptions() {
		names, ok := siblings[x.Decl]
		if !ok {
			names = goNames(x.Decl)
			siblings[x.Decl] = names
		}
		first := true
		for _, l := range api.OpenAPILines(x.Comment) {
			if strings.HasPrefix(l.Text, " ") || strings.HasPrefix(l.Text, "\t") {
				continue // code
			}
			line(p, x, l, names, first)
			first = first && strings.TrimSpace(l.Text) == ""
		}
	}
	return nil
}

// goNames returns the JSON names of a struct's fields by those Go names that
// nobody takes for a word or for a type.
func goNames(d *api.Decl) map[string]string {
	names := map[string]string{}
	values := map[string]bool{}
	for _, c := range d.Pkg.Consts {
		values[strings.Trim(c.Value, "\"`")] = true
	}
	for _, m := range d.Members() {
		lowered := strings.ToLower(m.Name[:1]) + m.Name[1:]
		if m.Outer != nil || m.Embedded || m.JSON != lowered || !humps.MatchString(m.Name) {
			continue
		}
		// ConfigMap of type ConfigMapVolumeSource is the name of a kind, and
		// ExtensionRef of a union may be what its discriminator says.
		if !values[m.Name] && d.Pkg.Type(m.Name) == nil && !strings.HasPrefix(behind(m.Type).Name, m.Name) {
			names[m.Name] = m.JSON
		}
	}
	return names
}

// behind returns what a pointer, list or map is of.
func behind(e api.Expr) api.Expr {
	for len(e.Args) > 0 && e.Kind != api.Named {
		e = e.Elem()
	}
	return e
}

var (
	humps    = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*[a-z0-9][A-Z]`)
	word     = regexp.MustCompile(`[A-Za-z0-9_.]+`)
	selector = regexp.MustCompile(`^[a-z][a-z0-9]*v[0-9][a-z0-9]*\.[A-Z][A-Za-z0-9]+$`)
)

// line judges one line of a description. The very first word is for the rule
// about how descriptions start.
func line(p *checks.Pass, x apiscope.Description, l api.Line, names map[string]string, first bool) {
	for n, at := range word.FindAllStringIndex(l.Text, -1) {
		text := strings.TrimRight(l.Text[at[0]:at[1]], ".")
		at[1] = at[0] + len(text)
		json := names[text]
		switch {
		case json != "" && !(first && n == 0) && alone(l.Text, at):
			d := x.At(l, at[0], at[1], fmt.Sprintf("the description of %s calls the field `%s` %q", x.What, json, text), fmt.Sprintf("write `%s`: users do not know the name in Go", json))
			d.Fixes = []checks.Fix{{Message: "write " + json, Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Replace(d, l, at[0], at[1], json)}}}
			p.Report(d)
		case selector.MatchString(text):
			p.Report(x.At(l, at[0], at[1], fmt.Sprintf("the description of %s names the Go type %q", x.What, text), "name the kind, or the form of the value"))
		case text == "nil" && alone(l.Text, at):
			p.Report(x.At(l, at[0], at[1], fmt.Sprintf("the description of %s says %q", x.What, text), "say null, not set or empty: nil is a word of Go"))
		}
	}
}

// alone reports whether a word is not part of a path, a longer name, or quoted.
func alone(line string, at []int) bool {
	before, after := " ", " "
	if at[0] > 0 {
		before = line[at[0]-1 : at[0]]
	}
	if at[1] < len(line) {
		after = line[at[1] : at[1]+1]
	}
	return !strings.ContainsAny(before, "`\"'/-.#$<{*&") && !strings.ContainsAny(after, "`\"'/-([{>") && !apiscope.IsQuoted(line, at[0])
}
