package walk

import "strings"

// Built reports whether a file takes part in a build for one platform
// ("os/arch"; "" is the first of c.Platforms) with cgo off: what a typed view
// is made of, since running cgo would mean running the tree's code. It takes
// the file's base name, its constraint expression and whether it imports "C".
func (c BuildConfig) Built(platform, base, expr string, importsC bool) bool {
	if platform == "" {
		platform = c.Platforms[0]
	}
	goos, goarch, _ := strings.Cut(platform, "/")
	one := BuildConfig{Tags: c.Tags, targets: []target{{os: goos, arch: goarch}}, exprs: c.exprs}
	return one.active(base, expr, importsC)
}
