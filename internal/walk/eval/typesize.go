package eval

import (
	"fmt"
	"go/types"
)

// A typeSizer counts the parts that types are made of. Types that are put
// together while a program runs, by instantiation with instances of their own or
// by reflection, may refer to one part many times: their spelling, and whatever
// walks them without a memory, takes as long as if each were another.
type typeSizer struct {
	parts map[types.Type]int
	limit int
}

// checkTypeSize ends an evaluation whose types grow beyond the budget.
func (in *Interp) checkTypeSize(T types.Type) {
	if in.sizer.count(T) > in.budget.Type {
		in.over("type size", fmt.Sprintf("%d parts", in.budget.Type))
	}
}

// count is the number of parts of a type written out, or a number beyond the
// limit.
func (s *typeSizer) count(T types.Type) int {
	if T == nil {
		return 0
	}
	if _, ok := T.(*types.Basic); ok {
		return 1
	}
	if n, ok := s.parts[T]; ok {
		return n
	}
	s.parts[T] = 1 // of itself, while it is being counted
	n := 1
	add := func(t types.Type) {
		if n <= s.limit {
			n += s.count(t)
		}
	}
	switch t := T.(type) {
	case *types.Alias:
		add(types.Unalias(t))
	case *types.Named:
		for i := range t.TypeArgs().Len() {
			add(t.TypeArgs().At(i))
		}
	case *types.Pointer:
		add(t.Elem())
	case *types.Slice:
		add(t.Elem())
	case *types.Array:
		add(t.Elem())
	case *types.Chan:
		add(t.Elem())
	case *types.Map:
		add(t.Key())
		add(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			add(v.Type())
		}
	case *types.Signature:
		add(t.Params())
		add(t.Results())
	case *types.Struct:
		for f := range t.Fields() {
			add(f.Type())
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			add(m.Type())
		}
		for e := range t.EmbeddedTypes() {
			add(e)
		}
	}
	s.parts[T] = n
	return n
}
