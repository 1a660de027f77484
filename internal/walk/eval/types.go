package eval

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A Type is a Go type with what evaluation keeps about it. There is one per
// type, so that identical types are equal pointers.
type Type struct {
	T      types.Type
	U      types.Type // underlying
	kind   reflect.Kind
	elem   *Type // see Elem; set at once for arrays
	key    *Type
	fields []fieldType
	n      int   // array length
	zero   Value // of basic kinds; nil for the others
	deep   bool  // a struct with structs or arrays in it
	id     int

	in      *Interp
	methods map[string]*method
	impl    map[*Type]bool
}

type fieldType struct {
	name     string
	t        *Type
	tag      string
	embedded bool
	v        *types.Var
}

// aggregate reports whether values of the type are copied in place.
func (t *Type) aggregate() bool { return t.kind == reflect.Struct || t.kind == reflect.Array }

func (t *Type) newZero() Value {
	switch t.kind {
	case reflect.Struct:
		s := &Struct{t: t, f: make([]Value, len(t.fields))}
		for i := range t.fields {
			s.f[i] = t.fields[i].t.newZero()
		}
		return s
	case reflect.Array:
		t.in.grow(t.n)
		return newArray(t.elem, t.n)
	}
	return t.zero
}

// String is the type as reflect writes it: qualified by package names.
func (t *Type) String() string {
	s := types.TypeString(t.T, func(p *types.Package) string { return p.Name() })
	if strings.Contains(s, "any") || strings.Contains(s, "interface{}") {
		s = spellAny(s)
	}
	return s
}

// spellAny writes the empty interface the way reflect does.
func spellAny(s string) string {
	if s == "any" || s == "interface{}" {
		return "interface {}"
	}
	s = strings.ReplaceAll(s, "interface{}", "interface {}")
	for _, open := range []string{"]any", "(any", " any", "*any", "[any"} {
		if i := strings.Index(s, open); i >= 0 && (i+len(open) == len(s) || strings.ContainsRune(",) ]}", rune(s[i+len(open)]))) {
			s = strings.ReplaceAll(s, open, open[:1]+"interface {}")
		}
	}
	return s
}

// Elem is the element type of a pointer, slice, array, map or channel. It is
// looked up when first wanted, or every type would drag in all it refers to.
func (t *Type) Elem() *Type {
	if t.elem == nil {
		if u, ok := t.U.(interface{ Elem() types.Type }); ok {
			t.elem = t.in.typ(u.Elem())
		}
	}
	return t.elem
}

// Key is the key type of a map.
func (t *Type) Key() *Type {
	if u, ok := t.U.(*types.Map); ok && t.key == nil {
		t.key = t.in.typ(u.Key())
	}
	return t.key
}

func (t *Type) isIface() bool { return t.kind == reflect.Interface }

// typ returns the Type of a Go type.
func (in *Interp) typ(T types.Type) *Type {
	if t, ok := in.typeOf[T]; ok {
		return t
	}
	if x := in.types.At(T); x != nil {
		t := x.(*Type)
		in.typeOf[T] = t
		return t
	}
	t := &Type{T: types.Unalias(T), in: in, id: in.types.Len()}
	in.types.Set(T, t)
	in.typeOf[T] = t
	t.U = T.Underlying()
	if isReflectValue(t.T) {
		t.zero = &rval{} // an immutable of the host's, see reflectNatives
		return t
	}
	switch u := t.U.(type) {
	case *types.Basic:
		t.kind, t.zero = basicKind(u)
	case *types.Pointer:
		t.kind = reflect.Pointer
	case *types.Slice:
		t.kind = reflect.Slice
	case *types.Array:
		t.kind = reflect.Array
		t.elem = in.typ(u.Elem())
		t.n = int(max(u.Len(), 0))
	case *types.Map:
		t.kind = reflect.Map
	case *types.Chan:
		t.kind = reflect.Chan
	case *types.Struct:
		t.kind = reflect.Struct
		for i := range u.NumFields() {
			v := u.Field(i)
			ft := in.typ(v.Type())
			t.fields = append(t.fields, fieldType{name: v.Name(), t: ft, tag: u.Tag(i), embedded: v.Embedded(), v: v})
			t.deep = t.deep || ft.aggregate()
		}
	case *types.Signature:
		t.kind = reflect.Func
	case *types.Interface:
		t.kind = reflect.Interface
	}
	return t
}

func isReflectValue(T types.Type) bool {
	n, ok := T.(*types.Named)
	return ok && n.Obj().Name() == "Value" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "reflect"
}

func basicKind(b *types.Basic) (reflect.Kind, Value) {
	switch b.Kind() {
	case types.Bool, types.UntypedBool:
		return reflect.Bool, false
	case types.Int, types.UntypedInt:
		return reflect.Int, int64(0)
	case types.Int8:
		return reflect.Int8, int64(0)
	case types.Int16:
		return reflect.Int16, int64(0)
	case types.Int32, types.UntypedRune:
		return reflect.Int32, int64(0)
	case types.Int64:
		return reflect.Int64, int64(0)
	case types.Uint:
		return reflect.Uint, uint64(0)
	case types.Uint8:
		return reflect.Uint8, uint64(0)
	case types.Uint16:
		return reflect.Uint16, uint64(0)
	case types.Uint32:
		return reflect.Uint32, uint64(0)
	case types.Uint64:
		return reflect.Uint64, uint64(0)
	case types.Uintptr:
		return reflect.Uintptr, uint64(0)
	case types.Float32:
		return reflect.Float32, float64(0)
	case types.Float64, types.UntypedFloat:
		return reflect.Float64, float64(0)
	case types.Complex64:
		return reflect.Complex64, complex128(0)
	case types.Complex128, types.UntypedComplex:
		return reflect.Complex128, complex128(0)
	case types.String, types.UntypedString:
		return reflect.String, ""
	case types.UnsafePointer:
		return reflect.UnsafePointer, nil
	}
	return reflect.Invalid, nil
}

func isSigned(k reflect.Kind) bool   { return reflect.Int <= k && k <= reflect.Int64 }
func isUnsigned(k reflect.Kind) bool { return reflect.Uint <= k && k <= reflect.Uintptr }
func isFloat(k reflect.Kind) bool    { return k == reflect.Float32 || k == reflect.Float64 }
func isComplex(k reflect.Kind) bool  { return k == reflect.Complex64 || k == reflect.Complex128 }

// subst replaces type parameters, for the body of a generic function.
type subst struct {
	ctxt   *types.Context
	params map[*types.TypeParam]types.Type
	seen   typeutil.Map
	local  map[*types.TypeName]*types.Named
}

func newSubst(ctxt *types.Context, params []*types.TypeParam, args []types.Type) *subst {
	s := &subst{ctxt: ctxt, params: map[*types.TypeParam]types.Type{}}
	for i, p := range params {
		if i < len(args) {
			s.params[p] = args[i]
		}
	}
	return s
}

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
	n, err := types.Instantiate(s.ctxt, t.Origin(), list, false)
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
