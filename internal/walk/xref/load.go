package xref

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Load finds out what the identifiers of all own files of the tree mean. The tree
// must have been opened with Decls among the facts to extract, and with
// Options.Vendor if it has a vendor directory.
//
// What is known from earlier runs is taken from the tree's cache; the packages
// left over are type-checked together with what they import. Memory is that of
// the declarations of these packages, and of the bodies of a few at a time.
func Load(ctx context.Context, tree *walk.Tree) (*Index, error) {
	l := &loading{tree: tree, keys: newKeys(tree)}
	for _, p := range tree.Packages {
		if !p.Vendored {
			l.own = append(l.own, p)
		}
	}
	l.files = make([][]*File, len(l.own))
	for i, p := range l.own {
		l.files[i] = l.kept(p)
	}
	if err := l.check(ctx); err != nil {
		return nil, err
	}
	x := newIndex(tree, l.own, l.files)
	x.Checked = l.checked
	var err error
	x.satisfies, err = l.satisfies(ctx)
	return x, err
}

type loading struct {
	tree  *walk.Tree
	keys  *keys
	own   []*walk.Package
	files [][]*File
	prog  *typed.Program // nil until something has to be checked
	whole bool           // prog has all packages of the tree

	checked int
}

// section names the facts about a package in the cache; it changes whenever they
// would.
const section = "xref@1"

func (l *loading) kept(p *walk.Package) []*File {
	b, ok := l.tree.Kept(l.keys.of(p), section)
	if !ok {
		return nil
	}
	d := walk.NewDecoder(b)
	files := readFiles(d)
	if d.Err() != nil || len(files) != len(p.Files) {
		return nil
	}
	return files
}

// check looks at the packages that nothing is known of.
func (l *loading) check(ctx context.Context) error {
	var todo []int
	for i := range l.own {
		if l.files[i] == nil {
			todo = append(todo, i)
		}
	}
	l.checked = len(todo)
	if len(todo) == 0 {
		return nil
	}
	var pkgs []*walk.Package
	for _, i := range todo {
		pkgs = append(pkgs, l.own[i])
	}
	if err := l.load(ctx, pkgs); err != nil {
		return err
	}
	err := walk.Each(ctx, len(todo), func(i int) {
		p := l.own[todo[i]]
		l.files[todo[i]] = l.one(p)
	})
	if err != nil {
		return err
	}
	for _, i := range todo {
		l.tree.Keep(l.keys.of(l.own[i]), section, appendFiles(nil, l.files[i]))
	}
	return nil
}

// load type-checks the declarations of packages and of all that they import. If
// that is not possible at all, everything is left to names.
func (l *loading) load(ctx context.Context, pkgs []*walk.Package) error {
	roots := map[string]bool{}
	for _, p := range pkgs {
		if l.tree.Package(p.ImportPath) == p {
			roots[p.ImportPath] = true
		}
		for _, f := range p.Files {
			if !f.Active || !f.Test {
				continue // imports of the others are found from the package
			}
			for _, im := range f.Header.Imports {
				at := im.Path
				if r := l.tree.Resolve(p, at); r.Package != nil {
					at = r.Package.ImportPath
				}
				if at != "unsafe" && at != "C" {
					roots[at] = true
				}
			}
		}
	}
	prog, err := typed.Load(ctx, typed.Options{Tree: l.tree, Roots: slices.Sorted(maps.Keys(roots))})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		l.prog, l.whole = prog, len(pkgs) == len(l.own)
	}
	return nil
}

// one looks at one package, by types where they can be had.
func (l *loading) one(p *walk.Package) []*File {
	out := make([]*File, len(p.Files))
	if l.prog != nil && l.tree.Package(p.ImportPath) == p {
		c := &checker{tree: l.tree, prog: l.prog}
		out = c.check(p)
	}
	var n *namer
	for i, f := range p.Files {
		if out[i] == nil {
			if n == nil {
				n = &namer{tree: l.tree, declared: map[string]map[string]bool{}}
			}
			out[i] = n.names(f)
		}
	}
	return out
}

// keys tells under which keys the facts about packages are kept: the content of
// the package, the declarations of all that it imports from the tree, and
// whatever else of the world has a say.
type keys struct {
	tree   *walk.Tree
	world  []byte
	shapes map[*walk.Package]*shape
}

// A shape stands for the declarations of a package and of all it imports.
type shape struct {
	sum  [32]byte
	busy bool // it is being computed: an import cycle
}

func newKeys(t *walk.Tree) *keys {
	k := &keys{tree: t, shapes: map[*walk.Package]*shape{}}
	sum := sha256.New()
	fmt.Fprintln(sum, runtime.Version(), t.Build.Platforms, t.Build.Tags)
	for _, m := range t.Modules {
		src, _ := t.ReadFile(m.GoModPath()) // none is as good as an empty one
		fmt.Fprintf(sum, "%q %q %d\n", m.Path, m.Dir, len(src))
		sum.Write(src)
	}
	k.outside(sum)
	k.world = sum.Sum(nil)
	return k
}

// of returns the key of a package.
func (k *keys) of(p *walk.Package) []byte {
	sum := sha256.New()
	sum.Write(k.world)
	fmt.Fprintln(sum, p.ImportPath, p.Dir)
	for _, f := range p.Files {
		fmt.Fprintln(sum, f.Base(), f.Active, f.Test, f.XTest)
		if o := Of(f); o != nil {
			sum.Write(o.Content[:])
		}
		for _, im := range f.Header.Imports {
			k.imported(sum, p, im.Path)
		}
	}
	return sum.Sum(nil)
}

// shape returns what the declarations of a package amount to.
func (k *keys) shape(p *walk.Package) [32]byte {
	if s := k.shapes[p]; s != nil {
		if s.busy {
			return [32]byte{}
		}
		return s.sum
	}
	s := &shape{busy: true}
	k.shapes[p] = s
	sum := sha256.New()
	fmt.Fprintln(sum, p.ImportPath, p.Dir)
	for _, f := range p.Files {
		if f.Test || !f.Active {
			continue
		}
		if o := Of(f); o != nil {
			sum.Write(o.API[:])
		} else if d, ok := f.Digest(); ok {
			fmt.Fprintf(sum, "%x", d)
		}
		for _, im := range f.Header.Imports {
			k.imported(sum, p, im.Path)
		}
	}
	s.busy = false
	copy(s.sum[:], sum.Sum(nil))
	return s.sum
}
