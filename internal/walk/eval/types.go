package eval

import (
	"go/types"
	"reflect"
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
	text    string // see String
	bytes   int64  // see layout
	align   int64  // 0 if the layout is not known yet
	pointed int8   // see pointers: 1 yes, -1 no, 0 not known yet
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
		t.in.grow(len(t.fields) + 3)
		s := &Struct{t: t, f: make([]Value, len(t.fields))}
		for i := range t.fields {
			s.f[i] = t.fields[i].t.newZero()
		}
		return s
	case reflect.Array:
		if t.elem.kind == reflect.Uint8 {
			t.in.charge(int64(t.n), int64(t.n))
		} else {
			t.in.grow(t.n)
		}
		return newArray(t.elem, t.n)
	}
	return t.zero
}

// String is the type as reflect writes it: qualified by package names.
func (t *Type) String() string {
	if t.text == "" {
		t.text = reflectString(t.T)
		t.in.bytes += int64(len(t.text))
	}
	return t.text
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
	in.checkTypeSize(T)
	if x := in.types.At(T); x != nil {
		t := x.(*Type)
		in.typeOf[T] = t
		return t
	}
	in.charge(16*boxBytes, 0)
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
	return ok && n.Obj().Name() == "Value" && n.Obj().Pkg() != nil && (n.Obj().Pkg().Path() == "reflect" || n.Obj().Pkg().Path() == liteReflect)
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
