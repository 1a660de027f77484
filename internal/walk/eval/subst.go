package eval

import (
	"fmt"
	"go/types"
)

// subst replaces type parameters, for the body of a generic function.
type subst struct {
	in     *Interp
	params map[*types.TypeParam]types.Type
}

func newSubst(in *Interp, params []*types.TypeParam, args []types.Type) *subst {
	s := &subst{in: in, params: map[*types.TypeParam]types.Type{}}
	for i, p := range params {
		if i < len(args) {
			s.params[p] = args[i]
		}
	}
	return s
}

// typ replaces the type parameters in a type.
func (s *subst) typ(t types.Type) types.Type {
	if s == nil || t == nil {
		return t
	}
	switch t := t.(type) {
	case *types.TypeParam:
		if a := s.params[t]; a != nil {
			return a
		}
	case *types.Alias:
		return s.typ(types.Unalias(t))
	case *types.Pointer:
		if e := s.typ(t.Elem()); e != t.Elem() {
			return types.NewPointer(e)
		}
	case *types.Slice:
		if e := s.typ(t.Elem()); e != t.Elem() {
			return types.NewSlice(e)
		}
	case *types.Array:
		if e := s.typ(t.Elem()); e != t.Elem() {
			return types.NewArray(e, t.Len())
		}
	case *types.Chan:
		if e := s.typ(t.Elem()); e != t.Elem() {
			return types.NewChan(t.Dir(), e)
		}
	case *types.Map:
		k, e := s.typ(t.Key()), s.typ(t.Elem())
		if k != t.Key() || e != t.Elem() {
			return types.NewMap(k, e)
		}
	case *types.Named:
		return s.named(t)
	case *types.Signature:
		p, r := s.tuple(t.Params()), s.tuple(t.Results())
		if p != t.Params() || r != t.Results() {
			return types.NewSignatureType(nil, nil, nil, p, r, t.Variadic())
		}
	case *types.Tuple:
		return s.tuple(t)
	case *types.Struct:
		return s.structure(t)
	case *types.Interface:
		return s.iface(t)
	}
	return t
}

func (s *subst) named(t *types.Named) types.Type {
	args := t.TypeArgs()
	if args.Len() == 0 {
		return t
	}
	changed := false
	list := make([]types.Type, args.Len())
	for i := range list {
		list[i] = s.typ(args.At(i))
		changed = changed || list[i] != args.At(i)
	}
	if !changed {
		return t
	}
	// The checker looks instances up by how they are spelled.
	parts := 1
	for _, a := range list {
		if parts += s.in.sizer.count(a); parts > s.in.budget.Type {
			s.in.checkTypeSize(a)
			s.in.over("type size", fmt.Sprintf("%d parts", s.in.budget.Type))
		}
	}
	n, err := types.Instantiate(s.in.ctxt, t.Origin(), list, false)
	if err != nil {
		return t
	}
	return n
}

func (s *subst) tuple(t *types.Tuple) *types.Tuple {
	changed := false
	vars := make([]*types.Var, t.Len())
	for i := range vars {
		vars[i] = t.At(i)
		if nt := s.typ(vars[i].Type()); nt != vars[i].Type() {
			vars[i] = types.NewVar(vars[i].Pos(), vars[i].Pkg(), vars[i].Name(), nt)
			changed = true
		}
	}
	if !changed {
		return t
	}
	return types.NewTuple(vars...)
}

func (s *subst) structure(t *types.Struct) types.Type {
	changed := false
	fields := make([]*types.Var, t.NumFields())
	tags := make([]string, t.NumFields())
	for i := range fields {
		f := t.Field(i)
		fields[i], tags[i] = f, t.Tag(i)
		if nt := s.typ(f.Type()); nt != f.Type() {
			fields[i] = types.NewField(f.Pos(), f.Pkg(), f.Name(), nt, f.Embedded())
			changed = true
		}
	}
	if !changed {
		return t
	}
	return types.NewStruct(fields, tags)
}

func (s *subst) iface(t *types.Interface) types.Type {
	changed := false
	methods := make([]*types.Func, t.NumExplicitMethods())
	for i := range methods {
		m := t.ExplicitMethod(i)
		methods[i] = m
		if ns := s.typ(m.Type()); ns != m.Type() {
			methods[i] = types.NewFunc(m.Pos(), m.Pkg(), m.Name(), ns.(*types.Signature))
			changed = true
		}
	}
	embeds := make([]types.Type, t.NumEmbeddeds())
	for i := range embeds {
		embeds[i] = s.typ(t.EmbeddedType(i))
		changed = changed || embeds[i] != t.EmbeddedType(i)
	}
	if !changed {
		return t
	}
	return types.NewInterfaceType(methods, embeds).Complete()
}
