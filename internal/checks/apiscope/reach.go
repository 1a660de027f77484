package apiscope

import "github.com/kdoc-dev/kdoc/internal/walk/api"

// InAPI reports whether a struct is part of an API: something of a kind of the
// tree leads to it, or its package has no kinds and lends its types to others. A
// struct in a package with kinds that none of them leads to serves the code.
func (s *Selection) InAPI(d *api.Decl) bool {
	r := s.reached()
	return r.decls[d] || !r.withKinds[d.Pkg]
}

type reached struct {
	decls     map[*api.Decl]bool
	withKinds map[*api.Package]bool
}

func (s *Selection) findReached() *reached {
	r := &reached{decls: map[*api.Decl]bool{}, withKinds: map[*api.Package]bool{}}
	for _, pkg := range s.View.Packages {
		for _, d := range pkg.Types {
			if d.IsKind() {
				r.withKinds[pkg] = true
				r.from(s.View, d)
			}
		}
	}
	return r
}

// from marks a declaration and everything its fields lead to.
func (r *reached) from(v *api.View, d *api.Decl) {
	if r.decls[d] {
		return
	}
	r.decls[d] = true
	var expr func(d *api.Decl, e api.Expr)
	expr = func(d *api.Decl, e api.Expr) {
		if e.Kind == api.Named {
			if ref := v.Resolve(d.File, e); ref.Decl != nil && !ref.Decl.Pkg.Lent {
				r.from(v, ref.Decl)
			}
		}
		for _, a := range e.Args {
			expr(d, a)
		}
	}
	expr(d, d.Expr)
	for _, m := range d.Fields() {
		expr(d, m.Type)
	}
}
