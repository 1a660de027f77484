// Package apidocviews reports comments of API types that different generators
// publish with different words.
package apidocviews

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports comments of which SwaggerDoc methods, OpenAPI and CRDs publish
// different words.
var Check = &checks.Check{
	ID:       "KA107",
	Slug:     "doc-views-differ",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, t := range apiscope.Of(p, api.DescriptionScript).Structs() {
		compare(p, t.File.Path, t.Comment(), diagnostic(t.Pos, t.Name, t.Symbol(), "type `"+t.Path()+"`"))
		for _, m := range t.Members() {
			compare(p, t.File.Path, m.Doc, diagnostic(m.Pos, m.Name, m.Symbol(), "field `"+m.Path()+"`"))
		}
	}
	return nil
}

func diagnostic(pos walk.Pos, name, symbol, what string) checks.Diagnostic {
	return checks.Diagnostic{Pos: pos, End: apiscope.End(pos, name), Symbol: symbol, Message: what}
}

// A view is what one generator publishes.
type view struct {
	name  string
	lines []api.Line
}

func compare(p *checks.Pass, path string, c api.Comment, d checks.Diagnostic) {
	if c.IsZero() {
		return
	}
	views := []view{
		{"SwaggerDoc", api.SwaggerLines(c)},
		{"OpenAPI", api.OpenAPILines(c)},
		{"a CRD", api.CRDLines(c)},
	}
	more, less, l, ok := firstDifference(views)
	if !ok {
		return
	}
	d.Path = path
	d.Message = fmt.Sprintf("the description of %s is published differently: %s has the line %q, %s does not",
		d.Message, more, strings.TrimSpace(l.Text), less)
	d.Remedy = remedy(l.Text, c)
	d.Related = []checks.Related{{Path: path, Pos: l.Pos, Message: "the line"}}
	p.Report(d)
}

// firstDifference returns the first line that one view has more of than
// another, and the names of the two.
func firstDifference(views []view) (more, less string, line api.Line, ok bool) {
	best := -1
	for _, a := range views {
		for _, b := range views {
			if l, found := extra(a.lines, b.lines); found && (best < 0 || l.Off < best) {
				more, less, line, best = a.name, b.name, l, l.Off
			}
		}
	}
	return more, less, line, best >= 0
}

// extra returns the first line of a that b lacks or has less of.
func extra(a, b []api.Line) (api.Line, bool) {
	words := map[int]string{}
	for _, l := range b {
		words[l.Pos.Line] = strings.TrimSpace(l.Text)
	}
	for _, l := range a {
		text := strings.TrimSpace(l.Text)
		if other := words[l.Pos.Line]; len(other) < len(text) {
			return l, true
		}
	}
	return api.Line{}, false
}

func remedy(line string, c api.Comment) string {
	switch lead := strings.TrimSpace(line); {
	case strings.HasPrefix(lead, "+"):
		return "do not start a line of prose with \"+\": it is taken for a marker"
	case strings.HasPrefix(lead, "TODO"):
		return "start the TODO at the beginning of a // line, or put it below a line \"---\""
	case strings.Contains(c.Text(), "---"):
		return "write \"---\" only on a line of its own that ends what is to be published"
	}
	return "write the comment so that every generator takes the same lines"
}
