package typed

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// Outside lists the directories that the program depends on outside of the tree
// and the standard library: those its packages were read from, and those in
// which a missing one would have been. See DirDigest.
func (p *Program) Outside() []string {
	dirs := map[string]bool{}
	for _, q := range p.Packages {
		if q.Tree == nil && !q.Std && len(q.sources) > 0 {
			dirs[filepath.Dir(q.sources[0].name)] = true
		}
	}
	for _, m := range p.Missing {
		for _, dir := range m.places {
			dirs[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(dirs))
}

// DirDigest stands for the names and contents of the Go files of a directory. It
// is the same for one that is not there and one without any.
func DirDigest(dir string) string {
	sum := sha256.New()
	list, err := files.ReadDir(dir)
	if err != nil {
		list = nil
	}
	for _, d := range list {
		if name := d.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			src, err := files.Read(filepath.Join(dir, name))
			fmt.Fprintf(sum, "%q %d %v\n", name, len(src), err != nil)
			sum.Write(src)
		}
	}
	return string(sum.Sum(nil))
}

// places lists the directories of the cache in which a package of the modules
// that the tree pins would be.
func (c *moduleCache) places(importPath string) []string {
	var out []string
	for prefix := importPath; c.dir != "" && prefix != "." && prefix != "/"; prefix = path.Dir(prefix) {
		if m, ok := c.modules[prefix]; ok {
			if root := moduleDir(c.dir, m); root != "" {
				out = append(out, filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(importPath, prefix))))
			}
		}
	}
	return out
}

// Cached returns a function that finds packages in the module cache: the directory
// of a package of the modules that the tree pins, and the same as
// module@version/path. Both are "" if the cache does not have it.
func Cached(t *walk.Tree) func(importPath string) (dir, shown string) {
	c := newModuleCache(t)
	return func(importPath string) (dir, shown string) {
		for prefix := importPath; c.dir != "" && prefix != "." && prefix != "/"; prefix = path.Dir(prefix) {
			m, ok := c.modules[prefix]
			if !ok {
				continue
			}
			root, rest := moduleDir(c.dir, m), strings.TrimPrefix(importPath, prefix)
			dir := filepath.Join(root, filepath.FromSlash(rest))
			if list, err := files.ReadDir(dir); root != "" && err == nil && len(list) > 0 {
				return dir, m.path + "@" + m.version + rest
			}
		}
		return "", ""
	}
}
