package xref

import (
	"fmt"
	"hash"
	"io/fs"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// imported adds what an import of p leads to.
func (k *keys) imported(sum hash.Hash, p *walk.Package, importPath string) {
	fmt.Fprintln(sum, importPath)
	if r := k.tree.Resolve(p, importPath); r.Package != nil && r.Package != p {
		s := k.shape(r.Package)
		sum.Write(s[:])
	}
}

// outside adds the packages that are imported and not of the tree: which of them
// can be found, and in what files. Their sources come from the toolchain and the
// module cache, whose files are not edited.
func (k *keys) outside(sum hash.Hash) {
	locator := typed.NewLocator(k.tree, "")
	seen := map[string]bool{}
	for _, p := range k.tree.Packages {
		for _, f := range p.Files {
			for _, im := range f.Header.Imports {
				if seen[im.Path] || k.tree.Resolve(p, im.Path).Package != nil {
					continue
				}
				seen[im.Path] = true
				at := locator.Locate(typed.Location{}, im.Path)
				fmt.Fprintf(sum, "%q", at.Path)
				if len(at.Files) > 0 && fs.ValidPath(im.Path) {
					fmt.Fprintf(sum, " %q %d", at.Files[0].Name, len(at.Files))
				}
			}
		}
	}
}
