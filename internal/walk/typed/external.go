package typed

import (
	"path/filepath"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

func newer(v, old string) bool { return semver.Compare(v, old) > 0 }

// moduleDir is the directory of a module version in the cache.
func moduleDir(cache string, m pinned) string {
	p, v, ok := escape(m)
	if !ok {
		return ""
	}
	return filepath.Join(cache, filepath.FromSlash(p)+"@"+v)
}

func escape(m pinned) (path, version string, ok bool) {
	path, err := module.EscapePath(m.path)
	if err != nil {
		return "", "", false
	}
	version, err = module.EscapeVersion(m.version)
	return path, version, err == nil
}

// moduleGoVersion reads the language version out of a cached module's go.mod.
func moduleGoVersion(dir string) string {
	b, err := files.Read(filepath.Join(dir, "go.mod"))
	if err != nil {
		return "1.16"
	}
	f, err := modfile.ParseLax("go.mod", b, nil)
	if err != nil || f.Go == nil {
		return "1.16"
	}
	return f.Go.Version
}

// maxFollowed bounds how many versions of modules are looked at to find out which
// a tree uses. Kubernetes leads to some 600.
const maxFollowed = 20_000

// follow adds the modules that the pinned ones require, and theirs, each in the
// newest version that is required: before Go 1.17 a go.mod did not list them all.
// See https://research.swtch.com/vgo-mvs. What they require is read out of the
// go.mod files that the cache holds; the go command is not asked, as it would
// have to run in the tree.
func (c *moduleCache) follow() {
	var todo []pinned
	for _, m := range c.modules {
		todo = append(todo, m)
	}
	seen := map[pinned]bool{}
	for len(todo) > 0 && len(seen) < maxFollowed {
		m := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[m] {
			continue
		}
		seen[m] = true
		for _, r := range c.requires(m) {
			old, known := c.selected[r.Path]
			if known && !newer(r.Version, old) {
				continue
			}
			c.selected[r.Path] = r.Version
			p := c.replaced(r)
			c.modules[r.Path] = p
			todo = append(todo, p)
		}
	}
}

// requires reads what a module version requires, as the cache has it.
func (c *moduleCache) requires(m pinned) (out []module.Version) {
	p, v, ok := escape(m)
	if !ok || c.dir == "" {
		return nil
	}
	const largest = 1 << 20
	b, err := files.ReadUpTo(filepath.Join(c.dir, "cache", "download", filepath.FromSlash(p), "@v", v+".mod"), largest)
	if err != nil {
		return nil
	}
	f, err := modfile.ParseLax("go.mod", b, nil)
	if err != nil {
		return nil
	}
	for _, r := range f.Require {
		out = append(out, r.Mod)
	}
	return out
}
