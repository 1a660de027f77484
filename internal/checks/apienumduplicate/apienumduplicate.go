// Package apienumduplicate reports constants of one enumeration with the same value.
package apienumduplicate

import (
	_ "embed"
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports constants of one enumeration with the same value.
var Check = &checks.Check{
	ID:       "KA804",
	Slug:     "enum-duplicate",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, pkg := range apiscope.Select(p, api.Builtin|api.CRD).Packages() {
		enums := apiscope.Enums(pkg)
		first := map[string]api.ConstDecl{}
		for _, c := range pkg.Consts {
			if c.Type.Kind != api.Named || c.Type.Pkg != "" || !enums[c.Type.Name] || c.Value == "" || deprecated(c) {
				continue
			}
			value, err := strconv.Unquote(c.Value)
			if err != nil {
				continue
			}
			key := c.Type.Name + " " + value
			other, ok := first[key]
			if !ok {
				first[key] = c
				continue
			}
			p.Report(checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
				Symbol:  pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("`%s` and `%s` of `%s` have the same value %q", c.Name, other.Name, pkg.Path()+"."+c.Type.Name, value),
				Remedy:  "keep one of them, or mark one as deprecated",
				Related: []checks.Related{{Path: other.File.Path, Pos: other.Pos, Message: "the other constant"}},
			})
		}
		for _, d := range pkg.Types {
			drifted(p, d)
		}
	}
	return nil
}

// drifted reports a marker that lists other values than there are constants. A
// type without constants is all in its marker.
func drifted(p *checks.Pass, d *api.Decl) {
	m := apiscope.Limit(d.Marks, "Enum")
	if m == nil || !m.HasValue || m.Torn || !token.IsExported(d.Name) || !apiscope.Is(d.Expr, "string") {
		return
	}
	have, want := m.List(), apiscope.EnumValues(d)
	if len(have) == 0 || len(want) == 0 {
		return
	}
	say := func(values []string, what, remedy string) {
		if len(values) > 0 {
			p.Report(apiscope.At(apiscope.Type(d, fmt.Sprintf("the marker of `%s` %s %s", d.Path(), what, quoted(values)), remedy), m))
		}
	}
	say(without(want, have), "leaves out the constants", "add them to the marker, or say nothing there: the server refuses what it does not list")
	say(without(have, want), "lists values that no constant has:", "declare constants for them, or take them off the list")
}

// without returns the values of a that are not in b.
func without(a, b []string) (out []string) {
	for _, v := range a {
		if v != "" && !slices.Contains(b, v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func quoted(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strconv.Quote(v)
	}
	return strings.Join(out, ", ")
}

// deprecated reports whether a constant is kept for those who use it only.
func deprecated(c api.ConstDecl) bool {
	text := strings.ToLower(c.Doc.Text() + c.Trailing.Text())
	return strings.Contains(text, "deprecated")
}
