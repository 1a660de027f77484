package typed

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/tools/go/packages"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

func newer(v, old string) bool { return semver.Compare(v, old) > 0 }

// moduleDir is the directory of a module version in the cache.
func moduleDir(cache string, m pinned) string {
	p, err := module.EscapePath(m.path)
	if err != nil {
		return ""
	}
	v, err := module.EscapeVersion(m.version)
	if err != nil {
		return ""
	}
	return filepath.Join(cache, filepath.FromSlash(p)+"@"+v)
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

// askGo looks packages up through the go command, without network, cgo or
// leave to change the tree. The answer is empty if there is no go command.
func askGo(ctx context.Context, t *walk.Tree, platform string, paths []string) map[string]*place {
	out := map[string]*place{}
	if t.Rev != "" {
		return out // the go command sees the work tree, not the revision
	}
	goos, goarch, _ := strings.Cut(platform, "/")
	mod := "-mod=readonly"
	if t.Exists("vendor/modules.txt") {
		mod = "-mod=vendor"
	}
	cfg := &packages.Config{
		Context: ctx,
		Dir:     t.Dir,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
		Env: append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOFLAGS="+mod,
			"GOOS="+goos, "GOARCH="+goarch, "GOSUMDB=off", "GIT_TERMINAL_PROMPT=0"),
	}
	if len(t.Build.Tags) > 0 {
		cfg.BuildFlags = []string{"-tags=" + strings.Join(t.Build.Tags, ",")}
	}
	roots, err := packages.Load(cfg, paths...)
	if err != nil {
		return out
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if p.Module == nil || len(p.GoFiles) == 0 || p.Module.Main {
			return
		}
		at := &place{path: p.PkgPath, goVersion: p.Module.GoVersion}
		for _, f := range p.GoFiles {
			at.sources = append(at.sources, source{f, readFile(f)})
		}
		out[p.PkgPath] = at
	})
	return out
}
