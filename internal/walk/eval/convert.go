package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"unicode/utf8"
)

// conversion compiles T(x).
func (c *compiler) conversion(e *ast.CallExpr, to types.Type) expr {
	if len(e.Args) != 1 {
		return c.unknownExpr(e, "conversion does not type-check")
	}
	arg := e.Args[0]
	from := c.typeOf(arg)
	if types.IsInterface(to) {
		return c.exprTo(arg, to)
	}
	if b, ok := from.(*types.Basic); ok && b.Kind() == types.UntypedNil {
		return constantly(nil)
	}
	return c.convert(c.expr(arg), c.in.typ(from), c.in.typ(to), e.Pos())
}

// convert compiles a conversion between types that are no interfaces.
func (c *compiler) convert(x expr, from, to *Type, pos token.Pos) expr {
	switch {
	case from.kind == reflect.UnsafePointer && to.kind == reflect.Pointer:
		return func(f *frame) Value { return f.in.reinterpret(x(f), to, pos) }
	case to.kind == reflect.String && from.kind != reflect.String,
		to.kind == reflect.Slice && from.kind == reflect.String:
		return c.convertText(x, from, to, pos)
	case to.kind == reflect.Array && from.kind == reflect.Slice:
		return func(f *frame) Value {
			v := x(f)
			s, ok := v.(*Slice)
			if !ok || s.len < to.n {
				return f.in.join(v)
			}
			f.in.grow(to.n)
			a := newArray(to.elem, to.n)
			for i := range to.n {
				a.set(i, s.get(i))
			}
			return a
		}
	case !isNumber(to.kind) || !isNumber(from.kind):
		if to.kind == reflect.Struct && to != from {
			return func(f *frame) Value { return retype(x(f), to) }
		}
		return x
	}
	return func(f *frame) Value { return f.in.number(x(f), to.kind) }
}

func isNumber(k reflect.Kind) bool { return isSigned(k) || isUnsigned(k) || isFloat(k) || isComplex(k) }

// retype gives a struct value another type with the same fields.
func retype(v Value, to *Type) Value {
	s, ok := v.(*Struct)
	if !ok {
		return v
	}
	n := clone(s).(*Struct)
	n.t = to
	return n
}

// number converts a numeric value to a numeric kind.
func (in *Interp) number(v Value, k reflect.Kind) Value {
	switch n := v.(type) {
	case int64:
		switch {
		case isComplex(k):
			return complex(float64(n), 0)
		case isSigned(k):
			return wrap(k, n)
		case isUnsigned(k):
			return uwrap(k, uint64(n))
		case k == reflect.Float32:
			return float64(float32(n))
		}
		return float64(n)
	case uint64:
		switch {
		case isSigned(k):
			return wrap(k, int64(n))
		case isUnsigned(k):
			return uwrap(k, n)
		case k == reflect.Float32:
			return float64(float32(n))
		}
		return float64(n)
	case float64:
		switch {
		case isComplex(k):
			return complex(n, 0)
		case isSigned(k):
			return wrap(k, toFloatInt(n))
		case isUnsigned(k):
			return uwrap(k, uint64(n))
		case k == reflect.Float32:
			return float64(float32(n))
		}
		return n
	case complex128:
		if k == reflect.Complex64 {
			return complex128(complex64(n))
		}
		return n
	}
	return in.join(v)
}

// convertText compiles conversions between strings and what they are made of.
func (c *compiler) convertText(x expr, from, to *Type, pos token.Pos) expr {
	switch {
	case to.kind == reflect.String && from.kind == reflect.Slice:
		return func(f *frame) Value {
			switch s := x(f).(type) {
			case nil:
				return ""
			case *Slice:
				if s.a.unk != nil {
					return s.a.unk
				}
				if s.a.isBytes() {
					f.in.charge(int64(s.len+boxBytes), int64(s.len))
					return string(s.bytes())
				}
				f.in.charge(8*int64(s.len), int64(s.len)) // runes, then at most four bytes each
				runes := make([]rune, s.len)
				for i := range runes {
					r, ok := s.get(i).(int64)
					if !ok {
						return f.in.join(s.get(i))
					}
					runes[i] = rune(r)
				}
				return string(runes)
			default:
				return f.in.join(s)
			}
		}
	case to.kind == reflect.String:
		return func(f *frame) Value {
			switch n := x(f).(type) {
			case int64:
				if n < 0 || n > utf8.MaxRune {
					return "\uFFFD"
				}
				return string(rune(n))
			case uint64:
				if n > utf8.MaxRune {
					return "\uFFFD"
				}
				return string(rune(n))
			default:
				return f.in.join(n)
			}
		}
	}
	elem := to.Elem()
	return func(f *frame) Value {
		v := x(f)
		s, ok := v.(string)
		if !ok {
			return f.in.join(v)
		}
		if elem.kind == reflect.Uint8 {
			f.in.charge(int64(len(s)+2*boxBytes), int64(len(s)))
			b := []byte(s)
			return bytesSlice(elem, b[:len(b):len(b)])
		}
		f.in.charge((4+valueBytes+8)*int64(len(s)), int64(len(s)))
		runes := []rune(s)
		out := newSlice(elem, len(runes), len(runes))
		for i, r := range runes {
			out.a.v[i] = int64(r)
		}
		return out
	}
}

// reinterpret is a conversion through unsafe.Pointer: allowed between types
// laid out alike, unknown otherwise.
func (in *Interp) reinterpret(v Value, to *Type, pos token.Pos) Value {
	if s, ok := v.(*Struct); ok {
		want := to.Elem()
		if want.kind == reflect.Struct && (s.t == want || alike(s.t, want, 3)) {
			return s
		}
		return in.unknown(pos, "a %s seen as a %s through unsafe.Pointer", s.t, want)
	}
	return v
}

// alike reports whether two types have the same layout, to a depth.
func alike(a, b *Type, depth int) bool {
	if a == b || depth == 0 {
		return true
	}
	if a.kind != b.kind || len(a.fields) != len(b.fields) {
		return false
	}
	for i := range a.fields {
		if !alike(a.fields[i].t, b.fields[i].t, depth-1) {
			return false
		}
	}
	return true
}
