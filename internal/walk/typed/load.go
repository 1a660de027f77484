package typed

import (
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A source is one file to parse.
type source struct {
	name string // as positions show it: relative to the tree, or absolute
	read func() ([]byte, error)
	std  bool // of the standard library
}

type loader struct {
	opts     Options
	platform string
	fset     *token.FileSet
	goroot   string
	cache    *moduleCache
	// pure is how the standard library is built: where it has the choice, of Go
	// alone, since there is nothing to evaluate in assembly.
	pure walk.BuildConfig

	packages map[string]*Package
	missing  []Missing
	followed bool // the modules that the pinned ones require are known
}

// A place is where the files of a package are.
type place struct {
	path      string
	std       bool
	tree      *walk.Package
	goVersion string
	sources   []source
	reason    string // why there are none
}

func newLoader(opts Options) *loader {
	l := &loader{opts: opts, platform: opts.Platform, fset: token.NewFileSet(), packages: map[string]*Package{}, goroot: goroot(),
		pure: opts.Tree.Build.With("purego", "math_big_pure_go")}
	if l.platform == "" {
		l.platform = opts.Tree.Build.Platforms[0]
	}
	l.cache = newModuleCache(opts.Tree)
	return l
}

// find parses the closure of the roots. Where an import leads nowhere, the
// modules that the tree's go.mod files do not list are looked up once, and the
// search resumes.
func (l *loader) find(ctx context.Context) error {
	var todo []*Package
	var lost error
	for _, root := range slices.Compact(slices.Sorted(slices.Values(l.opts.Roots))) {
		at := l.locate(nil, root)
		p := l.open(at)
		if p == nil {
			lost = cmp.Or(lost, fmt.Errorf("package %q cannot be read (%s): name a package of the tree by its import path", root, at.reason))
			continue
		}
		todo = append(todo, p)
	}
	if len(todo) == 0 && lost != nil {
		return lost
	}
	for len(todo) > 0 {
		next, lacking, err := l.round(ctx, todo)
		if err != nil {
			return err
		}
		if len(next) == 0 && lacking && !l.followed {
			l.followed = true
			l.cache.follow()
			for _, p := range l.packages {
				next = append(next, l.link(p)...)
			}
		}
		todo = next
	}
	l.reportMissing()
	return ctx.Err()
}

// round parses packages in parallel and returns the packages they import that
// are new, and whether an import leads nowhere.
func (l *loader) round(ctx context.Context, todo []*Package) (next []*Package, lacking bool, err error) {
	type job struct {
		p *Package
		i int
	}
	var jobs []job
	for _, p := range todo {
		p.Files = make([]*ast.File, len(p.sources))
		for i := range p.sources {
			jobs = append(jobs, job{p, i})
		}
	}
	errs := make([]error, len(jobs))
	each(ctx, len(jobs), func(i int) {
		j := jobs[i]
		j.p.Files[j.i], errs[i] = l.parse(j.p.sources[j.i])
	})
	for i, j := range jobs {
		if errs[i] != nil {
			j.p.Errors = append(j.p.Errors, errs[i])
		}
	}
	for _, p := range todo {
		p.dropUnbuilt()
		next = append(next, l.link(p)...)
	}
	for _, p := range l.packages {
		for _, q := range p.resolved {
			lacking = lacking || q == nil
		}
	}
	return next, lacking, ctx.Err()
}

// parse reads a file without its function bodies. It returns nil if its constraint or an import of "C" keeps the file out of
// the build.
func (l *loader) parse(s source) (*ast.File, error) {
	b, err := s.read()
	if err != nil {
		return nil, err
	}
	build := &l.opts.Tree.Build
	if s.std {
		build = &l.pure
	}
	if expr := buildConstraint(b); expr != "" && !build.Built(l.platform, path.Base(filepath.ToSlash(s.name)), expr, false) {
		return nil, nil
	}
	stripBodies(b)
	f, err := parser.ParseFile(l.fset, s.name, b, parser.SkipObjectResolution)
	if f != nil {
		for _, im := range f.Imports {
			if im.Path.Value == `"C"` {
				return nil, nil
			}
		}
		blankParameters(f)
	}
	return f, err
}

// dropUnbuilt forgets the files that turned out not to be built.
func (p *Package) dropUnbuilt() {
	var files []*ast.File
	var sources []source
	for i, f := range p.Files {
		if f != nil {
			files, sources = append(files, f), append(sources, p.sources[i])
		}
	}
	p.Files, p.sources = files, sources
}

// buildConstraint returns the //go:build expression above the package clause,
// or what the +build lines amount to.
func buildConstraint(b []byte) string {
	var plus []string
	block := false
	for len(b) > 0 {
		line := b
		if i := slices.Index(b, '\n'); i >= 0 {
			line, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		text := strings.TrimSpace(strings.TrimPrefix(string(line), "\ufeff"))
		switch {
		case block:
			block = !strings.Contains(text, "*/")
		case text == "":
		case constraint.IsGoBuild(text):
			return strings.TrimSpace(strings.TrimPrefix(text, "//go:build"))
		case constraint.IsPlusBuild(text):
			if x, err := constraint.Parse(text); err == nil {
				plus = append(plus, "("+x.String()+")")
			}
		case strings.HasPrefix(text, "//"):
		case strings.HasPrefix(text, "/*"):
			block = !strings.Contains(text, "*/")
		default:
			return strings.Join(plus, " && ")
		}
	}
	return strings.Join(plus, " && ")
}

// link resolves the imports of a parsed package and returns the packages that
// were not known before.
func (l *loader) link(p *Package) (fresh []*Package) {
	if p.resolved == nil {
		p.resolved = map[string]*Package{}
	}
	for _, f := range p.Files {
		for _, im := range f.Imports {
			ip, err := strconv.Unquote(im.Path.Value)
			if err != nil || ip == "unsafe" || ip == "C" || p.resolved[ip] != nil {
				continue
			}
			at := l.locate(p, ip)
			known := l.packages[at.path]
			if known == nil {
				if known = l.open(at); known != nil {
					fresh = append(fresh, known)
				}
			}
			p.resolved[ip] = known
		}
	}
	return fresh
}

// open makes a Package of a place, or returns nil if it has no files.
func (l *loader) open(at *place) *Package {
	if p := l.packages[at.path]; p != nil {
		return p
	}
	if len(at.sources) == 0 {
		return nil
	}
	p := &Package{tree: l.opts.Tree, Path: at.path, Std: at.std, Tree: at.tree, GoVersion: at.goVersion, sources: at.sources}
	l.packages[at.path] = p
	return p
}

// reportMissing lists every import that leads nowhere, at each place.
func (l *loader) reportMissing() {
	for _, p := range l.packages {
		for _, f := range p.Files {
			for _, im := range f.Imports {
				ip, _ := strconv.Unquote(im.Path.Value)
				if q, tried := p.resolved[ip]; q != nil || !tried {
					continue
				}
				at := l.fset.Position(im.Path.Pos())
				l.missing = append(l.missing, Missing{ImportPath: ip, File: at.Filename, Line: at.Line, Reason: l.locate(p, ip).reason, places: l.cache.places(ip)})
			}
		}
	}
	slices.SortFunc(l.missing, func(a, b Missing) int {
		if c := strings.Compare(a.ImportPath, b.ImportPath); c != 0 {
			return c
		}
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// program puts the packages into initialisation order.
func (l *loader) program() *Program {
	prog := &Program{Fset: l.fset, Missing: l.missing, byPath: l.packages}
	paths := make([]string, 0, len(l.packages))
	for p := range l.packages {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	prog.Packages = initOrder(paths, l.packages)
	return prog
}

// each runs f(0…n-1) on as many goroutines as there are processors.
func each(ctx context.Context, n int, f func(i int)) {
	var next int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
}

func readFile(name string) func() ([]byte, error) {
	return func() ([]byte, error) { return files.Read(name) }
}

var _ types.Importer = (*importer)(nil)
