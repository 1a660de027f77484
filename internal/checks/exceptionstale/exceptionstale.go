// Package exceptionstale reports entries of exception lists that nothing needs
// any more.
package exceptionstale

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

// Check reports files that are exempt from descriptions and have them all.
var Check = &checks.Check{
	ID:       "KA905",
	Slug:     "exception-stale",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	if err := descriptions(p); err != nil {
		return err
	}
	return rules(p)
}

// descriptions judges the list of files whose missing descriptions are
// tolerated.
func descriptions(p *checks.Pass) error {
	list, _ := api.Exceptions(p.Tree)
	if len(list) == 0 {
		return nil
	}
	scope := apiscope.Of(p, api.DescriptionScript)
	if !scope.ByScript {
		return nil
	}
	missing := map[string]bool{} // of the files the script looks at
	for _, f := range scope.Files {
		missing[f.Path] = false
	}
	for _, t := range scope.Structs() {
		if lacksText(t) {
			missing[t.File.Path] = true
		}
	}
	src, err := p.ReadFile(api.ExceptionFile)
	if err != nil {
		return err
	}
	l := listFile{p, api.ExceptionFile, string(src)}
	for _, e := range list {
		needed, judged := missing[e.Path]
		switch {
		case needed:
		case !p.Tree.Exists(e.Path):
			l.report(e.Line, e.Path, "the tree has no such file")
		case !judged:
			l.report(e.Line, e.Path, "the script does not look at the file")
		default:
			l.report(e.Line, e.Path, "nothing in the file lacks a description")
		}
	}
	return nil
}

func lacksText(t *api.Decl) bool {
	if api.SwaggerText(t.Comment()) == "" {
		return true
	}
	for _, m := range t.Members() {
		if api.SwaggerText(m.Doc) == "" {
			return true
		}
	}
	return false
}

// A listFile is a list of exceptions, one a line.
type listFile struct {
	pass *checks.Pass
	path string
	src  string
}

// report says that the exception for something, on the given line, is not
// needed, and offers to delete the line.
func (l listFile) report(line int, what, why string) {
	start := 0
	for range line - 1 {
		start += strings.IndexByte(l.src[start:], '\n') + 1
	}
	end := len(l.src)
	if n := strings.IndexByte(l.src[start:], '\n'); n >= 0 {
		end = start + n + 1
	}
	pos := walk.Pos{Line: line, Col: 1}
	l.pass.Report(checks.Diagnostic{
		Path: l.path, Pos: pos,
		End:     apiscope.End(pos, strings.TrimRight(l.src[start:end], "\r\n")),
		Symbol:  l.path + " -> " + what,
		Message: fmt.Sprintf("the exception for %s is not needed: %s", what, why),
		Remedy:  "delete the line",
		Fixes: []checks.Fix{{Message: "delete the line", Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: l.path, Start: start, End: end}}}},
	})
}
