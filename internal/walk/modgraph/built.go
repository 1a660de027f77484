package modgraph

import (
	"go/build/constraint"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Built reports whether a file is part of its module for some platform and some
// set of tags. That, and not what is built here and now, is what a module's
// requirements follow from: "go mod tidy" and "go mod vendor" look at every file
// but those that the tag "ignore" keeps out. A file's operating system and
// architecture therefore make no difference.
func Built(f *walk.File) bool {
	if b := f.Base(); strings.HasPrefix(b, "_") || strings.HasPrefix(b, ".") || f.Header.Package == "documentation" {
		return false
	}
	return possible(f, func(tag string) bool { return tag != "ignore" })
}

// BuiltByDefault reports whether a file is part of its module for some platform
// without a tag being given: requirements of what only a special build imports
// are often left out of go.mod.
func BuiltByDefault(f *walk.File) bool {
	return Built(f) && possible(f, func(tag string) bool {
		return strings.HasPrefix(tag, "go1.") || slices.Contains(platformTags, tag)
	})
}

// platformTags are tags that the go command sets for some of the platforms that
// Kubernetes is built for.
var platformTags = strings.Fields("linux darwin windows unix amd64 arm64 arm 386 ppc64le s390x riscv64 cgo gc")

// possible reports whether a file's constraint can hold if each free tag may be
// taken as set in one place and as not set in the next, and no other tag is set.
func possible(f *walk.File, free func(tag string) bool) bool {
	if f.Header.Constraint == "" {
		return true
	}
	x, err := constraint.Parse("//go:build " + f.Header.Constraint)
	return err == nil && satisfiable(x, true, free)
}

// satisfiable reports whether x can have the wanted value.
func satisfiable(x constraint.Expr, want bool, free func(tag string) bool) bool {
	can := func(x constraint.Expr, want bool) bool { return satisfiable(x, want, free) }
	switch x := x.(type) {
	case *constraint.TagExpr:
		return !want || free(x.Tag)
	case *constraint.NotExpr:
		return can(x.X, !want)
	case *constraint.AndExpr:
		if want {
			return can(x.X, true) && can(x.Y, true)
		}
		return can(x.X, false) || can(x.Y, false)
	case *constraint.OrExpr:
		if want {
			return can(x.X, true) || can(x.Y, true)
		}
		return can(x.X, false) && can(x.Y, false)
	}
	return false
}
