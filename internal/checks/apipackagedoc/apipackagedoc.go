// Package apipackagedoc reports API packages that do not say what they are for.
package apipackagedoc

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports API packages that do not say what they are for.
var Check = &checks.Check{
	ID:       "KA104",
	Slug:     "package-doc-missing",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, pkg := range apiscope.Select(p, api.Builtin|api.CRD).Packages() {
		if !slices.ContainsFunc(pkg.Types, (*api.Decl).IsSerialised) || described(pkg) {
			continue
		}
		f := place(pkg)
		p.Report(checks.Diagnostic{
			Path: f.Path, Pos: f.Header.PackagePos,
			Symbol:  pkg.Ref.ImportPath,
			Message: fmt.Sprintf("API package `%s` does not say what it is for", pkg.Path()),
			Remedy:  "write a package comment: the group's page starts with it",
		})
	}
	return nil
}

// described reports whether a file's package comment holds more than markers.
func described(pkg *api.Package) bool {
	for _, f := range pkg.Ref.Files {
		if f.Test {
			continue
		}
		for _, line := range strings.Split(f.Header.Doc, "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "+") && !strings.HasPrefix(line, "Code generated") {
				return true
			}
		}
	}
	return false
}

// place returns the file the comment belongs into: doc.go, or the first that
// has a package comment, or the first with types.
func place(pkg *api.Package) *walk.File {
	for _, f := range pkg.Ref.Files {
		if f.Base() == "doc.go" || f.Header.Doc != "" && !f.Test && !f.Generated {
			return f
		}
	}
	return pkg.Files[0]
}
