package api

import (
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Foreign returns an extractor of the same facts for files that the Extractor
// passes by: those of vendored packages, and of packages that only lend a type
// or two to an API. It must not want what the Extractor wants. The cache holds
// the facts of both under one key.
func Foreign(wants func(*walk.File) bool) *walk.Extractor {
	x := *Extractor
	x.Wants = wants
	return &x
}

// With returns a View that also looks types up in the given packages, whose
// facts x took. They do not become API packages of the view.
func (v *View) With(pkgs []*walk.Package, x *walk.Extractor) *View {
	out, _ := v.with(pkgs, x)
	return out
}

// Extend returns a View in which the packages, whose facts x took in part, are
// API packages if they have what those have.
func (v *View) Extend(pkgs []*walk.Package, x *walk.Extractor) *View {
	out, added := v.with(pkgs, x)
	out.Packages = nil
	for _, p := range v.Packages {
		if !slices.Contains(pkgs, p.Ref) {
			out.Packages = append(out.Packages, p)
		}
	}
	for _, p := range added {
		if p.isAPI() {
			out.Packages = append(out.Packages, p)
		}
	}
	slices.SortFunc(out.Packages, func(a, b *Package) int { return strings.Compare(a.Ref.ImportPath, b.Ref.ImportPath) })
	return out
}

func (v *View) with(pkgs []*walk.Package, x *walk.Extractor) (extended *View, added []*Package) {
	out := *v
	out.known = maps.Clone(v.known)
	factsOf := func(f *walk.File) *Facts {
		facts, _ := f.Fact(x).(*Facts)
		if facts == nil {
			facts = FactsOf(f)
		}
		return facts
	}
	for _, p := range pkgs {
		if pkg := newPackage(p, factsOf); pkg != nil {
			out.known[p] = pkg
			added = append(added, pkg)
		}
	}
	for _, pkg := range added {
		out.name(pkg)
	}
	return &out, added
}
