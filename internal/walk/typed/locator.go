package typed

import (
	"path"
	"path/filepath"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Locator finds the files of packages without loading them: those of the
// tree, the standard library and the module cache. The go command is not asked.
type Locator struct{ l *loader }

// NewLocator returns a locator for one "os/arch" platform; "" is the tree's
// first.
func NewLocator(t *walk.Tree, platform string) *Locator {
	return &Locator{newLoader(Options{Tree: t, Platform: platform})}
}

// A Location is where an import path leads.
type Location struct {
	// Path is the package's own path, which the import path may be short for.
	Path  string
	Std   bool
	Tree  *walk.Package // nil outside the tree
	Files []SourceFile  // none if the package cannot be found
}

// A SourceFile is one file of a package, named relative to the tree or, outside
// of it, absolutely.
type SourceFile struct {
	Name string
	Read func() ([]byte, error)
}

// Locate finds the package that importPath means in the package at from, whose
// zero value stands for the tree as a whole.
func (x *Locator) Locate(from Location, importPath string) Location {
	var p *Package
	if from.Std || from.Tree != nil {
		p = &Package{Std: from.Std, Tree: from.Tree}
	}
	at := x.l.locate(p, importPath)
	loc := Location{Path: at.path, Std: at.std, Tree: at.tree}
	for _, s := range at.sources {
		loc.Files = append(loc.Files, SourceFile{s.name, s.read})
	}
	return loc
}

// Built reports whether a file's own constraint lets it take part in the build.
func (x *Locator) Built(name string, src []byte) bool {
	expr := buildConstraint(src)
	return expr == "" || x.l.opts.Tree.Build.Built(x.l.platform, path.Base(filepath.ToSlash(name)), expr, false)
}
