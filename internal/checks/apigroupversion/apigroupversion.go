// Package apigroupversion reports API groups and versions whose names do not agree.
package apigroupversion

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

// Check reports API groups and versions whose names do not agree.
var Check = &checks.Check{
	ID:       "KA514",
	Slug:     "group-version",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Upstream|api.Builtin|api.CRD)
	for _, pkg := range s.Packages() {
		if s.Upstream(pkg) {
			continue // its script looks at nothing of this
		}
		if pkg.Version != "" && !group.MatchString(pkg.Group) {
			report(p, pkg, pkg.Files[0].Path, pkg.Files[0].Header.PackagePos,
				fmt.Sprintf("API group %q is no DNS name in lower case", pkg.Group),
				"name it like shop.example.dev")
		}
		marked, constant := pkg.MarkedGroup(), pkg.GroupConst()
		if marked != nil && constant != nil && *marked != strings.Trim(constant.Value, "\"`") && constant.Value != "" {
			report(p, pkg, constant.File.Path, constant.Pos,
				fmt.Sprintf("the constant %s says %s, and the package is marked `+groupName=%s`", constant.Name, constant.Value, *marked),
				"give both the same value")
		}
	}
	return registered(p, s.View)
}

var group = regexp.MustCompile(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$`)

func report(p *checks.Pass, pkg *api.Package, path string, pos walk.Pos, message, remedy string) {
	p.Report(checks.Diagnostic{Path: path, Pos: pos, Symbol: pkg.Ref.ImportPath, Message: message, Remedy: remedy})
}
