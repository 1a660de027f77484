package walk

import (
	"bytes"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A LentFile is a file of a package that is not part of a tree.
type LentFile struct {
	// Path says where it is from, for people: "k8s.io/api@v0.30.0/core/v1/types.go".
	Path   string
	Header Header
	// Fact is what the extractor would have made of the file.
	Fact any
}

// Lend makes a package of files that are no part of the tree, for those who look
// types up in it. Of every file the fact of x is known and no other.
func Lend(importPath, name string, x *Extractor, lent []LentFile) *Package {
	p := &Package{ImportPath: importPath, Name: name}
	for _, f := range lent {
		p.Dir = path.Dir(f.Path)
		p.Files = append(p.Files, &File{Path: f.Path, Pkg: p, Active: true, Header: f.Header, facts: []fileFact{{x, f.Fact}}})
	}
	return p
}

// maxLentFile bounds the size of a file that is read from outside of the tree,
// in bytes.
const maxLentFile = 8 << 20

// ReadOutside reads the package in a directory that is no part of the tree, such
// as one of the module cache, and extracts x of its files. Their paths start
// with shown in place of dir. It is nil if the directory has no Go files that a
// build would take; files that cannot be read or do not parse are left out.
func (t *Tree) ReadOutside(importPath, dir, shown string, x *Extractor) *Package {
	list, err := files.ReadDir(dir)
	if err != nil {
		return nil
	}
	var name string
	var lent []LentFile
	for _, d := range list {
		base := d.Name()
		info, err := d.Info()
		if !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") || err != nil || !info.Mode().IsRegular() || info.Size() > maxLentFile {
			continue
		}
		src, err := files.ReadUpTo(filepath.Join(dir, base), maxLentFile)
		if err != nil {
			continue
		}
		h := readHeaderOf(src)
		if len(h.errs) > 0 || h.Package == "documentation" || !t.Build.active(base, h.Constraint, h.importsC()) {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, base, bytes.Clone(src), parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		at := path.Join(shown, base)
		name = h.Package
		lent = append(lent, LentFile{Path: at, Header: h.Header, Fact: x.Extract(&Syntax{Path: at, Src: src, Fset: fset, AST: file})})
	}
	if len(lent) == 0 {
		return nil
	}
	slices.SortFunc(lent, func(a, b LentFile) int { return strings.Compare(a.Path, b.Path) })
	return Lend(importPath, name, x, lent)
}
