// Package typed gives a typed view of chosen packages of a tree and of all they
// import, straight from source.
//
// Import paths lead to files through the tree itself (its own modules, staging,
// vendor), GOROOT, and the module cache as the tree's go.mod pins it; what is
// left counts as missing. Files are those of one platform with
// cgo off. Checking is go/types over the import graph, in parallel, without
// function bodies: whoever needs one body checks that one (see Package.Decl).
// Nothing is downloaded, generated or run.
//
// What cannot be found or does not type-check is listed and the rest goes on.
package typed

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Options say what to load.
type Options struct {
	// Tree must have been opened with Options.Vendor if it has a vendor
	// directory.
	Tree *walk.Tree // required
	// Roots are the import paths wanted.
	Roots []string // required
	// Platform is the "os/arch" to build for; "" is the tree's first.
	Platform string

	_ struct{}
}

// A Program is the closure of the roots.
type Program struct {
	Fset *token.FileSet
	// Packages holds every package found, sorted so that imports come before
	// importers, and by path where there is a choice: the order in which the
	// language initialises them.
	Packages []*Package
	// Missing lists the imports that lead nowhere, sorted.
	Missing []Missing
	// ParseTime and CheckTime are how long it took to find and parse the
	// packages, and to type-check them.
	ParseTime, CheckTime time.Duration

	byPath map[string]*Package
}

// Package returns the package with an import path, or nil. Packages vendored by
// the standard library have paths that start with "vendor/".
func (p *Program) Package(path string) *Package { return p.byPath[path] }

// Closure returns the part of the program that the given packages import,
// directly or not, and themselves.
func (p *Program) Closure(paths ...string) *Program {
	out := &Program{Fset: p.Fset, byPath: map[string]*Package{}}
	files := map[string]bool{}
	var add func(q *Package)
	add = func(q *Package) {
		if q == nil || out.byPath[q.Path] != nil {
			return
		}
		out.byPath[q.Path] = q
		if len(p.Missing) > 0 {
			for _, s := range q.sources {
				files[s.name] = true
			}
		}
		for _, im := range q.resolved {
			add(im)
		}
	}
	for _, path := range paths {
		add(p.byPath[path])
	}
	for _, q := range p.Packages {
		if out.byPath[q.Path] == q {
			out.Packages = append(out.Packages, q)
		}
	}
	for _, m := range p.Missing {
		if files[m.File] {
			out.Missing = append(out.Missing, m)
		}
	}
	return out
}

// A Package is one type-checked package.
type Package struct {
	Path string
	// Std reports whether it comes from GOROOT.
	Std bool
	// Tree is the package of the tree, or nil.
	Tree *walk.Package
	// GoVersion is the language version of its module ("1.21"), "" if unknown.
	GoVersion string
	// Files are the files of the build. Of their syntax only imports, variables
	// and init functions are left, large tables without their elements and
	// functions without their bodies: see Decl and Values.
	Files []*ast.File
	// Types is never nil; incomplete if there were Errors or Missing imports.
	Types *types.Package
	// Errors holds what the parser and the type checker reported.
	Errors []error

	tree     *walk.Tree
	resolved map[string]*Package // by path as written; nil value: missing
	sources  []source
	funcs    []funcAt

	mu    sync.Mutex // held while any of these is used, and while a body is checked
	memo  map[any]any
	users int
	last  text
}

// Imports returns the packages imported, in no particular order.
func (p *Package) Imports() []*Package {
	var out []*Package
	for _, q := range p.resolved {
		if q != nil {
			out = append(out, q)
		}
	}
	return out
}

// Derive runs what derives something from the package's syntax, one at a time:
// the type checker leaves scopes of bodies behind in the package. While there is
// more than one user, see Program.Retain, whoever asks for the same key again gets
// the same value.
func (p *Package) Derive(key any, derive func() any) any {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v, ok := p.memo[key]; ok {
		return v
	}
	v := derive()
	if p.users > 1 {
		if p.memo == nil {
			p.memo = map[any]any{}
		}
		p.memo[key] = v
	}
	return v
}

// Retain announces one more user of the program's packages.
func (p *Program) Retain() {
	for _, q := range p.Packages {
		q.mu.Lock()
		q.users++
		q.mu.Unlock()
	}
}

// Release ends a use. What was derived from a package goes with its last user.
func (p *Program) Release() {
	for _, q := range p.Packages {
		q.mu.Lock()
		if q.users--; q.users == 0 {
			q.memo, q.last = nil, text{}
		}
		q.mu.Unlock()
	}
}

// Source returns the text of the i-th of Files as it is on disk.
func (p *Package) Source(i int) ([]byte, error) { return p.sources[i].read() }

// NoToolchain is the Reason of what is missing for want of a Go toolchain.
const NoToolchain = "no Go toolchain found: the standard library is read from its GOROOT; set $GOROOT, or put go on PATH"

// A Missing is an import that could not be resolved.
type Missing struct {
	ImportPath string
	// File is the importing file, relative to the tree where it is of the tree.
	File   string
	Line   int
	Reason string

	places []string // where it would be outside of the tree
}

// Load finds, parses and checks the roots and all they import. The error is
// about the load as a whole: ctx done, or no root found.
func Load(ctx context.Context, opts Options) (*Program, error) {
	start := time.Now()
	l := newLoader(opts)
	if err := l.find(ctx); err != nil {
		return nil, err
	}
	prog := l.program()
	prog.ParseTime = time.Since(start)
	if err := l.check(ctx, prog); err != nil {
		return nil, err
	}
	prog.CheckTime = time.Since(start) - prog.ParseTime
	return prog, nil
}

// sizes returns the type sizes of a platform.
func sizes(platform string) types.Sizes {
	_, arch, _ := strings.Cut(platform, "/")
	if s := types.SizesFor("gc", arch); s != nil {
		return s
	}
	return types.SizesFor("gc", runtime.GOARCH)
}
