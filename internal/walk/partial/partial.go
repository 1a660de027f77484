// Package partial type-checks a few packages without their closure.
//
// The packages in focus are checked whole, bodies included. Of everything they
// import, directly or not, only the declarations that they speak of are parsed
// and checked: a function without its body, a struct with the fields and an
// interface with the methods whose names occur in the focus. What remains of a
// thousand packages is a few hundred declarations, so the types of an expression
// in a controller are known in a fraction of the time and memory that checking
// its closure takes, and on trees where half of the closure is missing.
//
// The price: a type from outside the focus lists only members that the focus
// uses, unless Whole says otherwise. Nothing is concluded from what is absent.
package partial

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Options say what to load.
type Options struct {
	// Tree must have been opened with Options.Vendor if it has a vendor
	// directory.
	Tree *walk.Tree // required
	// Focus are the packages wanted whole, by import path.
	Focus []string // required
	// Some are further packages of which only the functions given by name are
	// wanted with their bodies ("Name", "Type.Name").
	Some map[string][]string
	// Platform is the "os/arch" to build for; "" is the tree's first.
	Platform string

	_ struct{}
}

// A Program is what was loaded.
type Program struct {
	Fset *token.FileSet
	// Packages are those of Focus and Some, sorted by path.
	Packages []*Package
	// Missing are import paths that lead nowhere, sorted.
	Missing []string
	// Loaded is how many packages something was taken from.
	Loaded int
	// Outside reports whether something was taken from, or missed in, what is
	// neither the tree nor the standard library, such as the module cache.
	Outside bool

	byPath map[string]*Package
	whole  map[token.Pos]bool
}

// Package returns a package that something was taken from, or nil.
func (p *Program) Package(path string) *Package { return p.byPath[path] }

// Whole reports whether a type of the program has all its members: types of the
// focus do, and interfaces that something of the focus may implement.
func (p *Program) Whole(obj types.Object) bool { return p.whole[obj.Pos()] }

// A Package is part of a package.
type Package struct {
	Path  string
	Name  string
	Focus bool
	Std   bool
	Tree  *walk.Package // nil outside of the tree
	// Files hold what was taken. Those of a package in focus are complete, with
	// comments.
	Files []*ast.File
	Types *types.Package
	// Info is nil for packages that are not in focus.
	Info *types.Info

	at       typed.Location
	index    *index // shared with other loads
	files    []*sourceFile
	taken    map[*chunk]*taking
	wanted   map[string]bool
	kept     map[string]*ast.TypeSpec // types whose declaration was taken
	bodies   map[string]bool          // functions wanted with their bodies
	checking bool
}

// Load loads the packages. The error is about the load as a whole: ctx done, or a
// package of the focus not found.
func Load(ctx context.Context, opts Options) (*Program, error) {
	l := &loader{opts: opts, sources: sourcesOf(opts.Tree, opts.Platform), fset: token.NewFileSet(),
		packages: map[string]*Package{}, imports: map[importKey]*Package{}, members: map[string]bool{}, methods: map[string]bool{},
		prog: &Program{whole: map[token.Pos]bool{}}, missing: map[string]bool{}}
	if err := l.roots(ctx); err != nil {
		return nil, err
	}
	if err := l.gather(ctx); err != nil {
		return nil, err
	}
	prog := l.prog
	prog.Fset, prog.byPath, prog.Loaded = l.fset, l.packages, len(l.packages)
	for _, p := range l.focus {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l.check(p)
		prog.Packages = append(prog.Packages, p)
	}
	slices.SortFunc(prog.Packages, func(a, b *Package) int { return compare(a.Path, b.Path) })
	for path := range l.missing {
		prog.Missing = append(prog.Missing, path)
	}
	slices.Sort(prog.Missing)
	prog.Outside = len(prog.Missing) > 0
	for _, p := range l.packages {
		prog.Outside = prog.Outside || p.Tree == nil && !p.Std
	}
	return prog, nil
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func notFound(path string) error {
	return fmt.Errorf("no package %q in the tree: name a package by its import path", path)
}

// All returns every package that something was taken from, sorted by path.
func (p *Program) All() []*Package {
	var out []*Package
	for _, path := range slices.Sorted(maps.Keys(p.byPath)) {
		out = append(out, p.byPath[path])
	}
	return out
}
