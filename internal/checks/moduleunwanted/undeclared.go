package moduleunwanted

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/modgraph"
)

// undeclared reports imports of an unwanted module in packages whose go.mod does
// not require it: the requirement that the record is compared with is not there
// yet, or comes from another module.
func (c *checker) undeclared() {
	for _, pkg := range c.Tree.Packages {
		if pkg.Vendored || pkg.Module == nil || !pkg.Module.Main {
			continue
		}
		seen := map[string]bool{}
		for _, f := range pkg.Files {
			if !modgraph.Built(f) {
				continue
			}
			for _, imp := range f.Header.Imports {
				u := c.unwantedModuleOf(imp.Path)
				if u == "" || seen[imp.Path] || modgraph.Require(pkg.Module, u) != nil {
					continue
				}
				seen[imp.Path] = true
				c.Report(checks.Diagnostic{
					Path: f.Path, Pos: imp.Pos, End: imp.End,
					Symbol:  pkg.ImportPath + " -> " + imp.Path,
					Message: fmt.Sprintf("%q imports %q of the unwanted module %s%s, which %s does not even require", pkg.ImportPath, imp.Path, u, c.because(u), goModOf(pkg.Module)),
					Remedy:  "do without the import; if it has to stay, require the module and list the reference in " + c.file,
					Related: []checks.Related{c.rule(u)},
				})
			}
		}
	}
}

func goModOf(m *walk.Module) string {
	if m.GoMod == nil {
		return "the tree"
	}
	return m.GoModPath()
}

// unwantedModuleOf returns the unwanted module that holds an import path, or "":
// the longest of the modules that are known decides.
func (c *checker) unwantedModuleOf(importPath string) string {
	for p := importPath; ; {
		if c.main(p) != nil {
			return ""
		}
		if _, ok := c.config.unwanted[p]; ok {
			return p
		}
		for _, m := range c.mains {
			if modgraph.Require(m, p) != nil {
				return ""
			}
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			return ""
		}
		p = p[:i]
	}
}
