package typed

import (
	"cmp"
	"context"
	"go/build"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// goroot is the toolchain's root, "" if there is none. It is looked for once.
var goroot = sync.OnceValue(func() string { return process.Goroot(context.Background()) })

// locate finds the files an import path stands for when from imports it; from
// is nil for a root.
func (l *loader) locate(from *Package, importPath string) *place {
	if err := walk.CheckImportPath(importPath); err != nil && l.opts.Tree.Package(importPath) == nil {
		return &place{path: importPath, reason: err.Error()}
	}
	if from != nil && from.Std {
		if first, _, _ := strings.Cut(importPath, "/"); strings.Contains(first, ".") {
			importPath = "vendor/" + importPath
		}
		return l.std(importPath)
	}
	var fromTree *walk.Package
	if from != nil {
		fromTree = from.Tree
	}
	r := l.opts.Tree.Resolve(fromTree, importPath)
	switch {
	case r.Package != nil:
		return l.inTree(r.Package)
	case r.Kind == walk.Std:
		return l.std(importPath)
	}
	if at := l.cache.locate(l, importPath); at != nil {
		return at
	}
	return &place{path: importPath, reason: reason(r)}
}

func reason(r walk.Resolution) string {
	switch r.Kind {
	case walk.InTree:
		return "module " + r.Module.Path + " of the tree has no Go files in that directory"
	case walk.Vendored:
		return "listed in vendor/modules.txt, but the directory has no Go files"
	}
	return "not in the tree, its vendor directory or the module cache"
}

// inTree lists the files of a package of the tree.
func (l *loader) inTree(p *walk.Package) *place {
	at := &place{path: p.ImportPath, tree: p, goVersion: goVersion(l.opts.Tree, p)}
	for _, f := range p.Files {
		if f.Test || f.Header.Package == "documentation" || !l.opts.Tree.Build.Built(l.platform, f.Base(), f.Header.Constraint, importsC(f)) {
			continue
		}
		name := f.Path
		at.sources = append(at.sources, source{name: name, read: func() ([]byte, error) { return l.opts.Tree.ReadSource(name) }})
	}
	if len(at.sources) == 0 {
		at.reason = "build constraints exclude every file"
	}
	return at
}

func importsC(f *walk.File) bool {
	for _, im := range f.Header.Imports {
		if im.Path == "C" {
			return true
		}
	}
	return false
}

// goVersion is the language version a package of the tree is compiled with.
func goVersion(t *walk.Tree, p *walk.Package) string {
	if p.Module != nil {
		if p.Module.GoMod != nil && p.Module.GoMod.Go != nil {
			return p.Module.GoMod.Go.Version
		}
		return ""
	}
	best := walk.VendoredModule{}
	for _, m := range t.Modules {
		for _, v := range m.Vendor {
			if within(p.ImportPath, v.Path) && len(v.Path) > len(best.Path) {
				best = v
			}
		}
	}
	if best.Path != "" && best.GoVersion == "" {
		return "1.16" // the go command assumes this of modules that do not say
	}
	return best.GoVersion
}

func within(p, prefix string) bool {
	return prefix != "" && strings.HasPrefix(p, prefix) && (len(p) == len(prefix) || p[len(prefix)] == '/')
}

func (l *loader) std(importPath string) *place {
	at := &place{path: importPath, std: true, reason: "no such package in the standard library"}
	if l.goroot == "" {
		at.reason = NoToolchain
		return at
	}
	at.sources = l.dirSources(filepath.Join(l.goroot, "src", filepath.FromSlash(importPath)))
	for i := range at.sources {
		at.sources[i].std = true
	}
	return at
}

// dirSources lists the Go files of a directory outside the tree. Constraints
// inside files are looked at when they are parsed.
func (l *loader) dirSources(dir string) []source {
	list, err := files.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []source
	for _, d := range list {
		name := d.Name()
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if l.opts.Tree.Build.Built(l.platform, name, "", false) {
			full := filepath.Join(dir, name)
			out = append(out, source{name: full, read: readFile(full)})
		}
	}
	return out
}

// A moduleCache finds packages of the modules that the tree's go.mod files pin.
// Since Go 1.17 a go.mod lists every module that provides a package to the
// build, so no version needs selecting.
type moduleCache struct {
	dir     string
	modules map[string]pinned // by module path, what provides it
	// selected are the versions of the modules before they are replaced.
	selected map[string]string
	replace  []*modfile.Replace
}

type pinned struct{ path, version string }

func newModuleCache(t *walk.Tree) *moduleCache {
	c := &moduleCache{dir: cacheDir(), modules: map[string]pinned{}, selected: map[string]string{}}
	for _, m := range t.Modules {
		if m.GoMod == nil || !m.Main {
			continue
		}
		for _, r := range m.GoMod.Require {
			if old, ok := c.selected[r.Mod.Path]; !ok || newer(r.Mod.Version, old) {
				c.selected[r.Mod.Path] = r.Mod.Version
			}
		}
	}
	for _, m := range t.Modules {
		if m.GoMod == nil || m.Dir != "." && t.Work == nil {
			continue
		}
		for _, r := range m.GoMod.Replace {
			if r.New.Version != "" {
				c.replace = append(c.replace, r)
			}
		}
	}
	for path, version := range c.selected {
		c.modules[path] = c.replaced(module.Version{Path: path, Version: version})
	}
	return c
}

// replaced is what provides a module version: itself, or another that a go.mod of
// the tree names in its place.
func (c *moduleCache) replaced(m module.Version) pinned {
	p := pinned{m.Path, m.Version}
	for _, r := range c.replace {
		if r.Old.Path == m.Path && (r.Old.Version == "" || r.Old.Version == m.Version) {
			p = pinned{r.New.Path, r.New.Version}
		}
	}
	return p
}

func cacheDir() string {
	if d := setting("GOMODCACHE"); d != "" {
		return d
	}
	gopath := build.Default.GOPATH
	if os.Getenv("GOPATH") == "" {
		gopath = cmp.Or(setting("GOPATH"), gopath)
	}
	for _, d := range filepath.SplitList(gopath) {
		return filepath.Join(d, "pkg", "mod")
	}
	return ""
}

func (c *moduleCache) locate(l *loader, importPath string) *place {
	if c.dir == "" {
		return nil
	}
	for prefix := importPath; prefix != "." && prefix != "/"; prefix = path.Dir(prefix) {
		m, ok := c.modules[prefix]
		if !ok {
			continue
		}
		root := moduleDir(c.dir, m)
		dir := filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(importPath, prefix)))
		if sources := l.dirSources(dir); root != "" && len(sources) > 0 {
			return &place{path: importPath, sources: sources, goVersion: moduleGoVersion(root)}
		}
	}
	return nil
}
