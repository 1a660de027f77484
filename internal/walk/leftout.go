package walk

import (
	"go/build/constraint"
	"slices"
	"strings"
)

// LeftOut says which of the tree's own Go files no check looks at, because no
// chosen platform and tag builds them.
type LeftOut struct {
	// Platform counts the files that another platform would build.
	Platform int
	// Tags counts the files that no platform builds unless a tag is set, and
	// Names lists the tags they mention, sorted.
	Tags  int
	Names []string
}

// LeftOut counts the files that covers accepts (all of them if it is nil) and
// the build configuration leaves out. Vendored files do not count, nor do files
// whose header could not be read, which are among Errors.
func (t *Tree) LeftOut(covers func(path string) bool) LeftOut {
	var out LeftOut
	everywhere, err := newBuildConfig([]string{"all"}, t.Build.Tags)
	if err != nil {
		return out
	}
	for i := range everywhere.targets {
		everywhere.targets[i].cgo = true
	}
	names := map[string]bool{}
	for _, f := range t.files {
		skip := f.Active || f.unread || f.lfs || f.broken || f.Pkg.Vendored || strings.HasPrefix(f.Base(), "_") ||
			f.Header.Package == "documentation" || malformed(f.Header.Constraint)
		if skip || covers != nil && !covers(f.Path) {
			continue
		}
		if everywhere.active(f.Base(), f.Header.Constraint, f.Header.importsC()) {
			out.Platform++
			continue
		}
		out.Tags++
		for _, tag := range tagsOf(f.Header.Constraint) {
			names[tag] = true
		}
	}
	for name := range names {
		out.Names = append(out.Names, name)
	}
	slices.Sort(out.Names)
	return out
}

// tagsOf lists the tags of a constraint that a user can set: no platforms, and
// nothing that the toolchain sets by itself.
func tagsOf(expr string) []string {
	x, err := constraint.Parse("//go:build " + expr)
	if err != nil {
		return nil
	}
	var out []string
	var visit func(constraint.Expr)
	visit = func(x constraint.Expr) {
		switch x := x.(type) {
		case *constraint.TagExpr:
			if own := knownOS[x.Tag] || knownArch[x.Tag] || slices.Contains([]string{"unix", "gc", "gccgo", "cgo"}, x.Tag); !own && !strings.HasPrefix(x.Tag, "go1.") {
				out = append(out, x.Tag)
			}
		case *constraint.NotExpr: // a tag that keeps a file out is none to set
		case *constraint.AndExpr:
			visit(x.X)
			visit(x.Y)
		case *constraint.OrExpr:
			visit(x.X)
			visit(x.Y)
		}
	}
	visit(x)
	return out
}
