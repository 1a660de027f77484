package reference

import (
	"context"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// lookups bounds how far types are followed through packages that are no API
// packages themselves.
const lookups = 8

// Load reads what the tree says of its APIs. It loads the facts it needs: those
// of package api, of the packages whose types the APIs use, vendored ones
// included if the tree was opened with them, and of the files that set defaults
// or register feature gates. Packages that are neither in the tree nor vendored are
// read from the module cache, in the version that go.mod pins; what is not there
// either is known from a table if it is of Kubernetes itself, and missing if not.
func Load(ctx context.Context, t *walk.Tree) (*Model, error) {
	if err := t.Load(ctx, api.Extractor); err != nil {
		return nil, err
	}
	v, err := withGenerated(ctx, t, api.ViewOf(t))
	if err != nil {
		return nil, err
	}
	all := map[*walk.Package]bool{}
	pending := map[*walk.Package]bool{}
	foreign := api.Foreign(func(f *walk.File) bool {
		return pending[f.Pkg] && f.Active && !f.Test && api.FactsOf(f) == nil && !strings.HasPrefix(f.Base(), "zz_generated")
	})
	cached := typed.Cached(t)
	v = v.Borrow(func(importPath string) *walk.Package {
		if dir, shown := cached(importPath); dir != "" {
			return t.ReadOutside(importPath, dir, shown, api.Extractor)
		}
		return nil
	}, api.WellKnown)
	var looked []*api.Package
	for _, p := range v.Packages {
		all[p.Ref] = true
		looked = append(looked, p)
	}
	for range lookups {
		clear(pending)
		for _, p := range looked {
			for _, used := range usedPackages(v, p) {
				if !all[used] {
					all[used], pending[used] = true, true
				}
			}
		}
		if len(pending) == 0 {
			break
		}
		if err := t.Load(ctx, foreign); err != nil {
			return nil, err
		}
		found := make([]*walk.Package, 0, len(pending))
		for p := range pending {
			found = append(found, p)
		}
		v = v.With(found, foreign)
		looked = looked[:0]
		for _, p := range found {
			if pkg := v.Package(p); pkg != nil {
				looked = append(looked, pkg)
			}
		}
	}
	clear(pending)
	notes := behaviourOf(func(f *walk.File) bool {
		return f.Active && !f.Test && (all[f.Pkg] && !strings.HasPrefix(f.Base(), "zz_generated") || mayBehave(f))
	})
	if err := t.Load(ctx, notes); err != nil {
		return nil, err
	}
	b := newBuilder(t, v, notes)
	return b.build(), nil
}

// withGenerated adds the types that programs wrote to API packages.
func withGenerated(ctx context.Context, t *walk.Tree, v *api.View) (*api.View, error) {
	var pkgs []*walk.Package
	for _, p := range t.Packages {
		if slices.ContainsFunc(p.Files, api.IsGeneratedAPI) {
			pkgs = append(pkgs, p)
		}
	}
	if len(pkgs) == 0 {
		return v, nil
	}
	x := api.Foreign(api.IsGeneratedAPI)
	if err := t.Load(ctx, x); err != nil {
		return nil, err
	}
	return v.Extend(pkgs, x), nil
}

// usedPackages returns the packages of the tree that the exported structs of a
// package name types of.
func usedPackages(v *api.View, p *api.Package) []*walk.Package {
	var out []*walk.Package
	seen := map[string]bool{}
	use := func(f *walk.File, importPath string) {
		if pkg := v.Tree.Resolve(f.Pkg, importPath).Package; pkg != nil && !slices.Contains(out, pkg) {
			out = append(out, pkg)
		}
	}
	var visit func(f *walk.File, e api.Expr)
	visit = func(f *walk.File, e api.Expr) {
		if key := f.Path + " " + e.Pkg; e.Kind == api.Named && !seen[key] {
			seen[key] = true
			if e.Pkg == "" {
				for _, imp := range f.Header.Imports {
					if imp.Name == "." {
						use(f, imp.Path)
					}
				}
			} else if ref := v.Resolve(f, e); ref.Path != "" {
				use(f, ref.Path)
			}
		}
		for _, a := range e.Args {
			visit(f, a)
		}
		for i := range e.Fields {
			visit(f, e.Fields[i].Type)
		}
	}
	for _, d := range p.Types {
		if d.Exported() {
			visit(d.File, d.Expr)
		}
	}
	return out
}
