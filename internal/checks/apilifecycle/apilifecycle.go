// Package apilifecycle reports kinds of prerelease versions that do not say when they come and go.
package apilifecycle

import (
	_ "embed"
	"fmt"
	"go/token"
	"regexp"
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

// Check reports kinds of prerelease versions that do not say when they come and go.
var Check = &checks.Check{
	ID:       "KA805",
	Slug:     "lifecycle-tags",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Upstream|api.Builtin)
	demanded := scriptPatterns(p.Tree)
	used := slices.ContainsFunc(s.Packages(), optsIn) // by the project at all
	for _, pkg := range s.Packages() {
		optsIn := optsIn(pkg)
		beta := !s.Upstream(pkg) && used && strings.Contains(pkg.Version, "beta") && holdsKinds(pkg)
		if f := docFile(pkg); f != nil && !optsIn && (beta || matches(demanded, f.Path)) {
			p.Report(checks.Diagnostic{
				Path: f.Path, Pos: f.Header.PackagePos, Symbol: pkg.Ref.ImportPath,
				Message: fmt.Sprintf("prerelease version `%s` does not say when its kinds come and go", pkg.Path()),
				Remedy:  "add `+" + marker + "=true` above the package clause, and `+" + marker + ":introduced=` with a release to every kind",
			})
		}
		// The script looks at the package alone.
		if optsIn && (!s.Upstream(pkg) || p.Asked) {
			for _, d := range pkg.Types {
				if d.IsKind() && token.IsExported(d.Name) {
					kind(p, d)
					replaced(p, s.View, d)
				}
			}
		}
	}
	return nil
}

const marker = "k8s:prerelease-lifecycle-gen"

func optsIn(pkg *api.Package) bool {
	for _, f := range pkg.Ref.Files {
		if slices.Contains(f.Header.Markers, "+"+marker+"=true") {
			return true
		}
	}
	return false
}

// holdsKinds reports whether a package declares kinds itself, rather than the
// conversions and defaults of those that another package declares.
func holdsKinds(pkg *api.Package) bool {
	return slices.ContainsFunc(pkg.Types, func(d *api.Decl) bool { return d.IsKind() && token.IsExported(d.Name) })
}

func docFile(pkg *api.Package) *walk.File {
	for _, f := range pkg.Ref.Files {
		if f.Base() == "doc.go" {
			return f
		}
	}
	return nil
}

// kind reports what is wrong with the releases a kind names.
func kind(p *checks.Pass, d *api.Decl) {
	if m := d.Marks.Find(marker); m != nil && m.Value == "false" {
		return
	}
	var last *api.Mark
	for _, stage := range []string{"introduced", "deprecated", "removed"} {
		m := d.Marks.Find(marker + ":" + stage)
		switch {
		case m == nil && stage == "introduced":
			p.Report(apiscope.Type(d,
				fmt.Sprintf("kind `%s` does not say in which release it was introduced", d.Path()),
				"add `+"+marker+":introduced=` with the release, such as 1.30"))
		case m == nil:
		case !release.MatchString(m.Value):
			p.Report(apiscope.At(apiscope.Type(d,
				fmt.Sprintf("%q of kind `%s` is no release", m.Value, d.Path()), "write it like 1.30"), m))
		case last != nil && before(m.Value, last.Value):
			p.Report(apiscope.At(apiscope.Type(d,
				fmt.Sprintf("kind `%s` is %s in %s, before %s", d.Path(), stage, m.Value, strings.TrimPrefix(last.Line.Text, "+"+marker+":")),
				"put the releases in order"), m))
		default:
			last = m
		}
	}
}

// replaced reports a replacement that the group does not have. One of a group
// that the tree does not hold is taken on trust.
func replaced(p *checks.Pass, v *api.View, d *api.Decl) {
	m := d.Marks.Find(marker + ":replacement")
	if m == nil {
		return
	}
	parts := strings.Split(m.Value, ",")
	if len(parts) != 3 {
		p.Report(apiscope.At(apiscope.Type(d, fmt.Sprintf("%q, the replacement of kind `%s`, is no group, version and kind", m.Value, d.Path()),
			"write it like apps,v1,Deployment"), m))
		return
	}
	group := false
	for _, pkg := range v.Packages {
		if pkg.Group != parts[0] {
			continue
		}
		group = true
		if pkg.Version == parts[1] && pkg.Type(parts[2]) != nil {
			return
		}
	}
	if group {
		p.Report(apiscope.At(apiscope.Type(d, fmt.Sprintf("kind `%s` is replaced by %s, which does not exist", d.Path(), strings.Join(parts, "/")),
			"name the kind to use instead"), m))
	}
}

var release = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)

// before reports whether one release comes before another.
func before(a, b string) bool {
	number := func(s string) (n [2]int) {
		major, minor, _ := strings.Cut(s, ".")
		n[0], _ = strconv.Atoi(major)
		n[1], _ = strconv.Atoi(minor)
		return n
	}
	x, y := number(a), number(b)
	return slices.Compare(x[:], y[:]) < 0
}
