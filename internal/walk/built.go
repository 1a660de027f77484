package walk

import (
	"go/build/constraint"
	"slices"
	"strings"
)

// Built reports whether a file takes part in a build for one platform
// ("os/arch"; "" is the first of c.Platforms) with cgo off: what a typed view
// is made of, since running cgo would mean running the tree's code. It takes
// the file's base name, its constraint expression and whether it imports "C".
func (c BuildConfig) Built(platform, base, expr string, importsC bool) bool {
	if importsC || strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") {
		return false
	}
	if platform == "" {
		platform = c.Platforms[0]
	}
	t := target{}
	t.os, t.arch, _ = strings.Cut(platform, "/")
	goos, goarch := nameConstraint(base)
	if goos != "" && !t.matches(goos) || goarch != "" && !t.matches(goarch) {
		return false
	}
	if expr == "" {
		return true
	}
	x, err := constraint.Parse("//go:build " + expr)
	return err == nil && x.Eval(func(tag string) bool {
		return t.matches(tag) || slices.Contains(c.Tags, tag)
	})
}
