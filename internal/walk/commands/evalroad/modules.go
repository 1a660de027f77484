package evalroad

import (
	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// modulesOf lists what a program is built from as far as its module says: that
// module, then those it requires, with the versions the tree pins.
func modulesOf(tree *walk.Tree, main string) []module.Version {
	pkg := tree.Package(main)
	if pkg == nil || pkg.Module == nil {
		return nil
	}
	out := []module.Version{{Path: pkg.Module.Path, Version: "(devel)"}}
	if pkg.Module.GoMod == nil {
		return out
	}
	for _, r := range pkg.Module.GoMod.Require {
		v := commands.Pinned(tree, r.Mod.Path)
		if v == "" {
			v = r.Mod.Version
		}
		out = append(out, module.Version{Path: r.Mod.Path, Version: v})
	}
	return out
}
