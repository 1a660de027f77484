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
	for _, e := range list {
		needed, judged := missing[e.Path]
		switch {
		case needed:
		case !p.Tree.Exists(e.Path):
			report(p, e, string(src), "the tree has no such file")
		case !judged:
			report(p, e, string(src), "the script does not look at the file")
		default:
			report(p, e, string(src), "nothing in the file lacks a description")
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

func report(p *checks.Pass, e api.Exception, src, why string) {
	start := 0
	for range e.Line - 1 {
		start += strings.IndexByte(src[start:], '\n') + 1
	}
	end := len(src)
	if n := strings.IndexByte(src[start:], '\n'); n >= 0 {
		end = start + n + 1
	}
	pos := walk.Pos{Line: e.Line, Col: 1}
	p.Report(checks.Diagnostic{
		Path: api.ExceptionFile, Pos: pos,
		End:     apiscope.End(pos, strings.TrimRight(src[start:end], "\r\n")),
		Symbol:  api.ExceptionFile + " -> " + e.Path,
		Message: fmt.Sprintf("the exception for %s is not needed: %s", e.Path, why),
		Remedy:  "delete the line",
		Fixes: []checks.Fix{{Message: "delete the line", Class: checks.FixSafe,
			Edits: []checks.Edit{{Path: api.ExceptionFile, Start: start, End: end}}}},
	})
}
