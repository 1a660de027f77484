package importstaging

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

func vendorDir(m *walk.Module) string  { return path.Join(m.Dir, "vendor") }
func modulesTxt(m *walk.Module) string { return path.Join(vendorDir(m), "modules.txt") }

// under reports whether dir is parent or lies below it.
func under(dir, parent string) bool {
	return dir == parent || strings.HasPrefix(dir, parent+"/")
}

// vendoredBy returns the module that modules.txt says a package came with: the
// one whose path is the longest leading part of the import path; nil if there
// is none.
func vendoredBy(m *walk.Module, importPath string) *walk.VendoredModule {
	var best *walk.VendoredModule
	for i := range m.Vendor {
		v := &m.Vendor[i]
		if v.Version != "" && under(importPath, v.Path) && (best == nil || len(v.Path) > len(best.Path)) {
			best = v
		}
	}
	return best
}

// moduleLine points at the module directive of m, if it has a go.mod.
func moduleLine(m *walk.Module) []checks.Related {
	if m.GoMod == nil || m.GoMod.Module == nil {
		return nil
	}
	start, _ := modgraph.Pos(m.GoMod.Module.Syntax)
	return []checks.Related{{Path: m.GoModPath(), Pos: start, Message: "module " + m.Path}}
}
