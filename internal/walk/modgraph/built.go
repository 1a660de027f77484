package modgraph

import (
	"go/build/constraint"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Built reports whether a file is part of its module for some platform and some
// set of tags. That, and not what is built here and now, is what a module's
// requirements follow from: "go mod tidy" and "go mod vendor" look at every file
// but those that the tag "ignore" keeps out. A file's operating system and
// architecture therefore make no difference.
func Built(f *walk.File) bool {
	if f.Active {
		return true
	}
	if b := f.Base(); strings.HasPrefix(b, "_") || strings.HasPrefix(b, ".") || f.Header.Package == "documentation" {
		return false
	}
	if f.Header.Constraint == "" {
		return true
	}
	x, err := constraint.Parse("//go:build " + f.Header.Constraint)
	return err == nil && satisfiable(x, true)
}

// satisfiable reports whether x can have the wanted value if each tag but
// "ignore" may be taken as set in one place and as not set in the next.
func satisfiable(x constraint.Expr, want bool) bool {
	switch x := x.(type) {
	case *constraint.TagExpr:
		return x.Tag != "ignore" || !want
	case *constraint.NotExpr:
		return satisfiable(x.X, !want)
	case *constraint.AndExpr:
		if !want {
			return satisfiable(x.X, false) || satisfiable(x.Y, false)
		}
		return satisfiable(x.X, true) && satisfiable(x.Y, true)
	case *constraint.OrExpr:
		if !want {
			return satisfiable(x.X, false) && satisfiable(x.Y, false)
		}
		return satisfiable(x.X, true) || satisfiable(x.Y, true)
	}
	return false
}
