package commands

import "github.com/kdoc-dev/kdoc/internal/walk"

// Pinned returns the version of a module that the tree's root module builds
// with, as vendor/modules.txt or failing that go.mod has it; "" if it has none
// or takes the module from a directory.
func Pinned(t *walk.Tree, module string) string {
	root := t.Root()
	if root == nil {
		return ""
	}
	for _, v := range root.Vendor {
		if v.Path == module {
			if v.ReplacedPath != "" {
				return v.ReplacedVersion
			}
			return v.Version
		}
	}
	if root.GoMod == nil {
		return ""
	}
	version := ""
	for _, r := range root.GoMod.Require {
		if r.Mod.Path == module {
			version = r.Mod.Version
		}
	}
	for _, r := range root.GoMod.Replace {
		if r.Old.Path == module && (r.Old.Version == "" || r.Old.Version == version) {
			return r.New.Version
		}
	}
	return version
}
