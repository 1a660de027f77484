package walk

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// Open finds the tree that opts name and reads it at depth imports, and deeper
// for what opts.Extract asks for. The error is about the tree as a whole (no
// such directory or revision, a wrong platform, ctx done); everything else is
// among the Tree's Errors. Close the tree when done with it.
func Open(ctx context.Context, opts Options) (*Tree, error) {
	s, err := Start(ctx, opts)
	if err != nil {
		return nil, err
	}
	return s.Open(ctx)
}

// Close saves the cache and lets go of the source. Facts stay usable, files can
// no longer be read from git. The error is the cache's; the tree is fine.
func (t *Tree) Close() error {
	t.src.Close()
	if err := t.closeCache(); err != nil {
		return fmt.Errorf("cannot save the cache: %w", err)
	}
	return nil
}

func (t *Tree) read(ctx context.Context, list *source.Listing) error {
	t.links, t.Errors = list.Links, faults(list)
	t.index(list.Entries)
	t.findModules()
	t.files = t.groupFiles(list.Entries)
	if err := t.visit(ctx, t.files, true, t.opts.Extract); err != nil {
		return err
	}
	t.nameModules()
	t.finishPackages()
	if e, ok := t.pointerError(t.pointers()); ok {
		t.Errors, t.saidPointers = append(t.Errors, e), true
	}
	t.Errors = sortErrors(t.Errors)
	return nil
}

// index makes the listing searchable.
func (t *Tree) index(entries []source.Entry) {
	t.paths = make([]string, len(entries))
	t.byBase = map[string][]string{}
	for i, e := range entries {
		t.paths[i] = e.Path
		base := path.Base(e.Path)
		if !strings.HasSuffix(base, ".go") && !inVendor(e.Path) {
			t.byBase[base] = append(t.byBase[base], e.Path)
		}
	}
}

func inVendor(p string) bool {
	return strings.HasPrefix(p, "vendor/") || strings.Contains(p, "/vendor/")
}

// groupFiles makes a Package of every directory with Go files and returns their
// files, sorted by path.
func (t *Tree) groupFiles(entries []source.Entry) []*File {
	t.byDir = map[string]*Package{}
	var files []*File
	for _, e := range entries {
		if !source.IsGo(path.Base(e.Path)) {
			continue
		}
		dir := path.Dir(e.Path)
		vendored := inVendor(e.Path)
		if vendored && !t.opts.Vendor || t.ignored(dir) {
			continue
		}
		f := &File{Path: e.Path, Size: e.Size, entry: e, Test: strings.HasSuffix(e.Path, "_test.go")}
		if e.Size > source.MaxFileSize {
			t.Errors = append(t.Errors, LoadError{Path: e.Path, Partial: true,
				Msg:  fmt.Sprintf("file of %d MB is too large to analyse (limit %d MB)", e.Size>>20, source.MaxFileSize>>20),
				Hint: "keep data out of Go source, for example with go:embed"})
			continue
		}
		p := t.byDir[dir]
		if p == nil {
			p = &Package{Dir: dir, Vendored: vendored}
			t.byDir[dir] = p
		}
		f.Pkg = p
		p.Files = append(p.Files, f)
		files = append(files, f)
	}
	return files
}

// Load runs more extractors, each over the files it wants, and waits for them.
func (t *Tree) Load(ctx context.Context, xs ...*Extractor) error {
	var files []*File
	for _, p := range t.Packages {
		for _, f := range p.Files {
			if slices.ContainsFunc(xs, func(x *Extractor) bool { return x.wants(f) }) {
				files = append(files, f)
			}
		}
	}
	if err := t.visit(ctx, files, false, xs); err != nil {
		return err
	}
	t.Errors = sortErrors(t.Errors)
	t.forgetDerived()
	return nil
}

// visit reads each file once.
func (t *Tree) visit(ctx context.Context, files []*File, headers bool, xs []*Extractor) error {
	v := t.newVisitor()
	visits := make([]visit, len(files))
	progress := t.progress(len(files))
	err := each(ctx, len(files), func(worker, i int) {
		one := visit{v: v, file: files[i], worker: worker}
		if headers {
			one.header()
		}
		if len(xs) > 0 {
			one.facts(xs)
		}
		one.src = nil // its buffer is used again
		visits[i] = one
		progress()
	})
	if err != nil {
		return err
	}
	for i := range visits {
		t.Errors = append(t.Errors, visits[i].errs...)
		if visits[i].hashed {
			files[i].hash, files[i].hashed = visits[i].hash, true
			v.used = append(v.used, visits[i].hash)
		}
	}
	if t.pack != nil {
		t.pack.Use(v.used)
	}
	return nil
}

// progress returns a function to call after each file.
func (t *Tree) progress(total int) func() {
	if t.opts.Progress == nil {
		return func() {}
	}
	var done atomic.Int64
	var mu sync.Mutex
	return func() {
		if n := int(done.Add(1)); n%64 == 0 || n == total {
			mu.Lock()
			t.opts.Progress("read", int(done.Load()), total)
			mu.Unlock()
		}
	}
}

// finishPackages names the packages once their headers are known.
func (t *Tree) finishPackages() {
	t.byPath = map[string]*Package{}
	for _, p := range t.byDir {
		t.Packages = append(t.Packages, p)
		p.Name = p.clauseName()
		if p.Vendored {
			_, p.ImportPath = cutVendor(p.Dir)
			continue
		}
		p.Module = t.ModuleOf(p.Dir)
		p.ImportPath = path.Join(p.Module.Path, relDir(p.Module.Dir, p.Dir))
	}
	slices.SortFunc(t.Packages, func(a, b *Package) int {
		if c := strings.Compare(a.ImportPath, b.ImportPath); c != 0 {
			return c
		}
		return strings.Compare(a.Dir, b.Dir)
	})
	for _, p := range t.Packages {
		if old := t.byPath[p.ImportPath]; old == nil || rank(p) < rank(old) {
			t.byPath[p.ImportPath] = p
		}
		t.reportNames(p)
		t.reportImports(p)
	}
}

// rank orders the claimants of one import path.
func rank(p *Package) int {
	switch {
	case p.Vendored:
		return 2
	case !p.Module.Main:
		return 1
	}
	return 0
}

// cutVendor splits a directory at its last vendor element.
func cutVendor(dir string) (before, importPath string) {
	i := strings.LastIndex("/"+dir+"/", "/vendor/")
	return strings.TrimSuffix(dir[:i], "/"), strings.TrimPrefix(dir[i:], "vendor/")
}

// relDir returns dir relative to base, both relative to the tree.
func relDir(base, dir string) string {
	if base == "." {
		return dir
	}
	return strings.TrimPrefix(strings.TrimPrefix(dir, base), "/")
}

// clauseName returns the package name most telling for the directory: that of
// a file that is built, before tests, before files left out.
func (p *Package) clauseName() string {
	for _, ok := range []func(*File) bool{
		func(f *File) bool { return f.Active && !f.Test },
		func(f *File) bool { return f.Active && f.Test && !f.XTest },
		func(f *File) bool { return f.Active && f.XTest },
		func(f *File) bool { return !f.Test },
		func(f *File) bool { return true },
	} {
		for _, f := range p.Files {
			if name := f.Header.Package; name != "" && ok(f) {
				if f.XTest {
					name = strings.TrimSuffix(name, "_test")
				}
				return name
			}
		}
	}
	return ""
}

// reportNames reports files of one directory that name different packages.
func (t *Tree) reportNames(p *Package) {
	for _, f := range p.Files {
		if name := f.Header.Package; f.Active && !f.XTest && name != "" && name != p.Name {
			t.Errors = append(t.Errors, LoadError{Path: f.Path, Pos: f.Header.PackagePos,
				Msg:  fmt.Sprintf("package %s in the directory of package %s", name, p.Name),
				Hint: "give all files of a directory one package name, or leave the file out with a build constraint"})
			return
		}
	}
}

// reportImports reports imports that the go command would refuse as they are
// written, before it looks for a package.
func (t *Tree) reportImports(p *Package) {
	for _, f := range p.Files {
		for _, im := range f.Header.Imports {
			if err := CheckImportPath(im.Path); err != nil && f.Active && !p.Vendored {
				t.Errors = append(t.Errors, LoadError{Path: f.Path, Pos: im.PathPos, Partial: true,
					Msg:  fmt.Sprintf("cannot import %q: %v", im.Path, err),
					Hint: "import a package by its module's path; nothing else is looked for"})
			}
		}
	}
}

// displayName is the base name of the root directory.
func (t *Tree) displayName() string { return filepath.Base(t.Dir) }
