package api

import (
	"sync"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Lender returns a package that a tree imports but does not have, with the
// facts of the Extractor, or nil. It may be called from many goroutines.
type Lender func(importPath string) *walk.Package

// A lending is what the views of a tree borrow from outside of it: types of
// modules that are neither in the tree nor vendored.
type lending struct {
	lenders []Lender

	mu     sync.Mutex
	byPath map[string]func() *Package
	byRef  map[*walk.Package]*Package
}

func newLending(lenders ...Lender) *lending {
	return &lending{lenders: lenders, byPath: map[string]func() *Package{}, byRef: map[*walk.Package]*Package{}}
}

// Borrow returns a View that asks the lenders, in turn, for packages the tree
// does not have. They become no API packages of the view.
func (v *View) Borrow(lenders ...Lender) *View {
	out := *v
	out.lent = newLending(lenders...)
	return &out
}

// borrow returns a package from outside of the tree, or nil. Every package is
// made once.
func (v *View) borrow(importPath string) *Package {
	l := v.lent
	if l == nil {
		return nil
	}
	l.mu.Lock()
	once, ok := l.byPath[importPath]
	if !ok {
		once = sync.OnceValue(func() *Package { return l.find(importPath) })
		l.byPath[importPath] = once
	}
	l.mu.Unlock()
	return once()
}

func (l *lending) find(importPath string) *Package {
	for _, lend := range l.lenders {
		ref := lend(importPath)
		if ref == nil {
			continue
		}
		p := newPackage(ref, FactsOf)
		if p == nil {
			continue
		}
		p.Lent = true
		p.nameLent()
		l.mu.Lock()
		l.byRef[ref] = p
		l.mu.Unlock()
		return p
	}
	return nil
}

// nameLent works out the group and version of a package from its own files
// alone.
func (p *Package) nameLent() {
	p.Group, p.Version = p.groupVersion(&View{known: map[*walk.Package]*Package{p.Ref: p}})
	p.profile = p.findProfile()
}

// lentPackage returns what is known of a package from outside of the tree.
func (l *lending) lentPackage(ref *walk.Package) *Package {
	if l == nil || ref == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.byRef[ref]
}
