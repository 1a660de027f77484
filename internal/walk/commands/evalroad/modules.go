package evalroad

import (
	"cmp"
	"strings"

	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// modulesOf lists what a program is built from as far as go.mod says: its own
// module, then those required, with the versions the tree pins. The version of a
// module of the tree is what a plain go build gives it.
func modulesOf(tree *walk.Tree, main string) []module.Version {
	from := tree.Root()
	var own module.Version
	if pkg := tree.Package(main); pkg != nil && pkg.Module != nil {
		from = pkg.Module
		own = module.Version{Path: from.Path, Version: "(devel)"}
	}
	if from == nil || from.GoMod == nil {
		return nil
	}
	var deps []module.Version
	for _, r := range from.GoMod.Require {
		m := module.Version{Path: r.Mod.Path, Version: cmp.Or(commands.Pinned(tree, r.Mod.Path), r.Mod.Version)}
		deps = append(deps, m)
		if own.Version != "(devel)" && strings.HasPrefix(main+"/", m.Path+"/") && len(m.Path) > len(own.Path) {
			own = m // a program of a module that the tree requires
		}
	}
	return append([]module.Version{own}, deps...)
}
