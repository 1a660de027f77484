package importstaging

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// A vendor is the vendor directory of a module that is built from here.
type vendor struct {
	dir string
	// of maps the packages that modules.txt lists to their modules; nil if
	// there is no modules.txt.
	of map[string]*walk.VendoredModule
}

// vendorsOf returns the vendor directories of the modules built from here. What
// tools that stand alone vendor does not hold up publishing.
func vendorsOf(t *walk.Tree) []*vendor {
	var out []*vendor
	for _, m := range t.Modules {
		if !m.Main {
			continue
		}
		v := &vendor{dir: path.Join(m.Dir, "vendor")}
		if m.Vendor != nil {
			v.of = map[string]*walk.VendoredModule{}
		}
		for i := range m.Vendor {
			for _, p := range m.Vendor[i].Packages {
				v.of[p] = &m.Vendor[i]
			}
		}
		out = append(out, v)
	}
	return out
}

// vendoring returns the vendor directory that holds a package, or nil.
func (c *checker) vendoring(pkg *walk.Package) *vendor {
	for _, v := range c.vendors {
		if strings.HasPrefix(pkg.Dir, v.dir+"/") {
			return v
		}
	}
	return nil
}

// by returns the module a package was vendored with. A package that modules.txt
// does not list takes part in no build.
func (v *vendor) by(importPath string) (m *walk.VendoredModule, listed bool) {
	if v.of == nil {
		return nil, true
	}
	m = v.of[importPath]
	return m, m != nil
}

// moduleLine points at the module directive of m, if it has a go.mod.
func moduleLine(m *walk.Module) []checks.Related {
	if m.GoMod == nil || m.GoMod.Module == nil {
		return nil
	}
	start, _ := modgraph.Pos(m.GoMod.Module.Syntax)
	return []checks.Related{{Path: m.GoModPath(), Pos: start, Message: "module " + m.Path}}
}
