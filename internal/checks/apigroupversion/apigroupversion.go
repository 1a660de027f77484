// Package apigroupversion reports API groups and versions whose names do not agree.
package apigroupversion

import (
	_ "embed"
	"fmt"
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
	registered := slices.ContainsFunc(s.Packages(), registers) // by those who do so at all
	for _, pkg := range s.Packages() {
		if s.Upstream(pkg) {
			continue // its script looks at nothing of this
		}
		if pkg.Version != "" && !group.MatchString(pkg.Group) {
			report(p, pkg, pkg.Files[0].Path, pkg.Files[0].Header.PackagePos,
				fmt.Sprintf("API group %q is no DNS name in lower case", pkg.Group),
				"name it like shop.example.dev")
		}
		version(p, pkg, registered)
		marked, constant := pkg.MarkedGroup(), pkg.GroupConst()
		if marked != nil && constant != nil && *marked != strings.Trim(constant.Value, "\"`") && constant.Value != "" {
			report(p, pkg, constant.File.Path, constant.Pos,
				fmt.Sprintf("the constant %s says %s, and the package is marked `+groupName=%s`", constant.Name, constant.Value, *marked),
				"give both the same value")
		}
	}
	return followsScript(p, s.View)
}

// version judges how the version of a package is written, and whether something
// declares it.
func version(p *checks.Pass, pkg *api.Package, registered bool) {
	if pkg.Version == "" || !slices.ContainsFunc(pkg.Types, (*api.Decl).IsKind) {
		return
	}
	place := pkg.Files[0]
	base := path.Base(pkg.Ref.Dir)
	switch {
	case !form.MatchString(pkg.Version):
		report(p, pkg, place.Path, place.Header.PackagePos, fmt.Sprintf("API version %q is not written like v1, v1beta1 or v1alpha1", pkg.Version),
			"clients order versions by that form")
	case form.MatchString(base) && base != pkg.Version:
		report(p, pkg, place.Path, place.Header.PackagePos, fmt.Sprintf("API version %q is declared in a directory called %s", pkg.Version, base),
			"let both say the same")
	case declared(pkg) != "" && declared(pkg) != pkg.Version:
		report(p, pkg, place.Path, place.Header.PackagePos, fmt.Sprintf("the package of version %q registers its kinds as %s", pkg.Version, declared(pkg)),
			"let both say the same")
	case registered && !registers(pkg):
		report(p, pkg, place.Path, place.Header.PackagePos, fmt.Sprintf("API package `%s` declares no group version to register its kinds by", pkg.Path()),
			"add a register.go with the group version, and the function that adds the kinds to a scheme")
	}
}

// declared returns the version of the only group version that the package
// declares, if that is written out.
func declared(pkg *api.Package) string {
	found := ""
	for _, f := range pkg.Files {
		facts := api.FactsOf(f)
		if facts == nil {
			return ""
		}
		for _, gv := range facts.Versions {
			if found != "" || gv.Version == "" {
				return ""
			}
			found = gv.Version
		}
	}
	return found
}

// registers reports whether the package declares its group version, asks for a
// generated register.go, or has one.
func registers(pkg *api.Package) bool {
	if pkg.DeclaresVersion() {
		return true
	}
	for _, f := range pkg.Ref.Files {
		if strings.HasSuffix(f.Base(), "register.go") || slices.ContainsFunc(f.Header.Markers, func(m string) bool { return strings.HasPrefix(m, "+k8s:register-gen") }) {
			return true
		}
	}
	return false
}

var form = regexp.MustCompile(`^v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?$`)

var group = regexp.MustCompile(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$`)

func report(p *checks.Pass, pkg *api.Package, path string, pos walk.Pos, message, remedy string) {
	p.Report(checks.Diagnostic{Path: path, Pos: pos, Symbol: pkg.Ref.ImportPath, Message: message, Remedy: remedy})
}
