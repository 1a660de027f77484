package api

import (
	"maps"

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
	out := *v
	out.known = maps.Clone(v.known)
	factsOf := func(f *walk.File) *Facts {
		facts, _ := f.Fact(x).(*Facts)
		if facts == nil {
			facts = FactsOf(f)
		}
		return facts
	}
	var added []*Package
	for _, p := range pkgs {
		if pkg := newPackage(p, factsOf); pkg != nil {
			out.known[p] = pkg
			added = append(added, pkg)
		}
	}
	for _, pkg := range added {
		out.name(pkg)
	}
	return &out
}
