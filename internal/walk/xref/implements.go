package xref

import (
	"context"
	"crypto/sha256"
	"go/types"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A Satisfaction is a type that has all methods of an interface.
type Satisfaction struct {
	Type, Interface Symbol
	// Pointer reports whether only the pointer to the type has them.
	Pointer bool
}

// satisfied are the interfaces of types, and the types of interfaces.
type satisfied struct {
	known      bool
	types      map[Symbol][]Satisfaction // by interface
	interfaces map[Symbol][]Satisfaction // by type
}

// Implementations returns the types of the tree that implement an interface.
func (x *Index) Implementations(of Symbol) []Satisfaction { return x.satisfies.types[of] }

// Interfaces returns the interfaces that a type implements: those of the tree and
// of all that it imports.
func (x *Index) Interfaces(of Symbol) []Satisfaction { return x.satisfies.interfaces[of] }

// Implements reports whether it is known which types implement which interfaces.
func (x *Index) Implements() bool { return x.satisfies.known }

// satisfies finds out which types implement which interfaces. That depends on
// nothing but declarations, so it holds until one of these changes.
func (l *loading) satisfies(ctx context.Context) (satisfied, error) {
	sum := sha256.New()
	sum.Write(l.keys.world)
	for _, p := range l.own {
		s := l.keys.shape(p)
		sum.Write(s[:])
	}
	key := sum.Sum(nil)
	if b, ok := l.tree.Kept(key, section); ok {
		d := walk.NewDecoder(b)
		if list := readSatisfactions(d); d.Err() == nil {
			return bothWays(list), nil
		}
	}
	if !l.whole {
		if err := l.load(ctx, l.own); err != nil {
			return satisfied{}, err
		}
	}
	if l.prog == nil {
		return satisfied{}, nil
	}
	list := implementations(l.prog)
	l.tree.Keep(key, section, appendSatisfactions(nil, list))
	return bothWays(list), nil
}

func bothWays(list []Satisfaction) satisfied {
	out := satisfied{known: true, types: map[Symbol][]Satisfaction{}, interfaces: map[Symbol][]Satisfaction{}}
	for _, s := range list {
		out.types[s.Interface] = append(out.types[s.Interface], s)
		out.interfaces[s.Type] = append(out.interfaces[s.Type], s)
	}
	return out
}

// A candidate is a type of the tree with the methods of the pointer to it.
type candidate struct {
	name *types.TypeName
	has  map[string]bool
}

// implementations compares every type of the tree with every interface that could
// be meant: one with methods, and exported or of the tree.
func implementations(prog *typed.Program) []Satisfaction {
	var interfaces []*types.TypeName
	byMethod := map[string][]*candidate{}
	for _, p := range prog.Packages {
		own := p.Tree != nil && !p.Tree.Vendored
		if p.Types == nil || !own && isInternal(p.Path) {
			continue
		}
		scope := p.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok || named.TypeParams().Len() > 0 {
				continue
			}
			if i, ok := named.Underlying().(*types.Interface); ok {
				if i.NumMethods() > 0 && i.IsMethodSet() && (own || tn.Exported()) {
					interfaces = append(interfaces, tn)
				}
			} else if own {
				c := &candidate{tn, map[string]bool{}}
				set := types.NewMethodSet(types.NewPointer(named))
				for m := range set.Methods() {
					n := m.Obj().Name()
					c.has[n] = true
					byMethod[n] = append(byMethod[n], c)
				}
			}
		}
	}
	var out []Satisfaction
	for _, tn := range interfaces {
		out = append(out, implementers(tn, byMethod)...)
	}
	slices.SortFunc(out, func(a, b Satisfaction) int {
		for _, c := range []int{
			strings.Compare(a.Interface.Package, b.Interface.Package), strings.Compare(a.Interface.Name, b.Interface.Name),
			strings.Compare(a.Type.Package, b.Type.Package), strings.Compare(a.Type.Name, b.Type.Name),
		} {
			if c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

// isInternal reports whether a package is not for users of its module.
func isInternal(path string) bool {
	return slices.Contains(strings.Split(path, "/"), "internal") || strings.HasPrefix(path, "vendor/")
}

func implementers(tn *types.TypeName, byMethod map[string][]*candidate) (out []Satisfaction) {
	i := tn.Type().Underlying().(*types.Interface)
	// The rarest of its methods leaves the fewest to look at.
	var rare []*candidate
	for n := range i.NumMethods() {
		list := byMethod[i.Method(n).Name()]
		if n == 0 || len(list) < len(rare) {
			rare = list
		}
	}
	for _, c := range rare {
		all := true
		for n := 0; n < i.NumMethods() && all; n++ {
			all = c.has[i.Method(n).Name()]
		}
		if !all {
			continue
		}
		s := Satisfaction{Type: symbolOf(c.name), Interface: symbolOf(tn)}
		switch {
		case types.Implements(c.name.Type(), i):
			out = append(out, s)
		case types.Implements(types.NewPointer(c.name.Type()), i):
			s.Pointer = true
			out = append(out, s)
		}
	}
	return out
}

func symbolOf(tn *types.TypeName) Symbol { return Symbol{tn.Pkg().Path(), tn.Name()} }

func appendSatisfactions(b []byte, list []Satisfaction) []byte {
	b = walk.AppendInt(b, len(list))
	for _, s := range list {
		for _, x := range []Symbol{s.Type, s.Interface} {
			b = walk.AppendString(walk.AppendString(b, x.Package), x.Name)
		}
		b = walk.AppendBool(b, s.Pointer)
	}
	return b
}

func readSatisfactions(d *walk.Decoder) []Satisfaction {
	out := make([]Satisfaction, d.Len())
	for i := range out {
		out[i] = Satisfaction{Symbol{d.String(), d.String()}, Symbol{d.String(), d.String()}, d.Bool()}
		if d.Failed() {
			return nil
		}
	}
	return out
}
