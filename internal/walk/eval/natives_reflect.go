package eval

import (
	"go/token"
	"go/types"
	"reflect"
	"slices"
)

// reflectNatives are the documented subset of reflection: types with their
// names, kinds, fields and tags, and values as far as they can be read. A
// reflect.Type is a *Type, a reflect.Value an *rval.
func reflectNatives() map[string]native {
	out := map[string]native{
		"reflect.TypeOf":    func(c *call, a []Value) Value { return c.typeOfValue(a[0]) },
		"reflect.ValueOf":   func(c *call, a []Value) Value { return valueOf(a[0]) },
		"reflect.DeepEqual": deepEqual,
		"reflect.New": func(c *call, a []Value) Value {
			t := typeArg(a[0])
			if t == nil {
				return c.in.join(a[0])
			}
			v := t.newZero()
			if !t.aggregate() {
				v = &Cell{v}
			}
			return &rval{t: c.in.typ(types.NewPointer(t.T)), v: v}
		},
		"reflect.Zero": func(c *call, a []Value) Value {
			t := typeArg(a[0])
			if t == nil {
				return c.in.join(a[0])
			}
			return &rval{t: t, v: t.newZero()}
		},
		"reflect.Indirect": func(c *call, a []Value) Value {
			if v, ok := a[0].(*rval); ok && v.t != nil && v.t.kind == reflect.Pointer {
				return v.elem(c)
			}
			return a[0]
		},
		"reflect.TypeFor": func(c *call, a []Value) Value {
			if c.code.sub != nil {
				for _, t := range c.code.sub.params {
					return c.typeValue(c.in.typ(t))
				}
			}
			return unmodelled(c, a)
		},
	}
	for _, n := range []string{"PointerTo", "PtrTo"} {
		out["reflect."+n] = func(c *call, a []Value) Value {
			if t := typeArg(a[0]); t != nil {
				return c.typeValue(c.in.typ(types.NewPointer(t.T)))
			}
			return c.in.join(a[0])
		}
	}
	out["reflect.SliceOf"] = func(c *call, a []Value) Value {
		if t := typeArg(a[0]); t != nil {
			return c.typeValue(c.in.typ(types.NewSlice(t.T)))
		}
		return c.in.join(a[0])
	}
	out[liteReflect+".TypeOf"], out[liteReflect+".ValueOf"] = out["reflect.TypeOf"], out["reflect.ValueOf"]
	for name, f := range typeMethods {
		n := func(c *call, a []Value) Value {
			t, ok := a[0].(*Type)
			if !ok {
				return c.in.join(a[0])
			}
			return f(c, t, a[1:])
		}
		out["(*reflect.rtype)."+name], out["("+liteReflect+".rtype)."+name] = n, n
	}
	for name, f := range valueMethods {
		n := func(c *call, a []Value) Value {
			v, ok := a[0].(*rval)
			if !ok {
				return c.in.join(a[0])
			}
			return f(c, v, a[1:])
		}
		out["(reflect.Value)."+name] = n
		if slices.Contains([]string{"IsValid", "Kind", "Type", "Elem", "IsNil", "CanSet", "Len", "Set"}, name) {
			out["("+liteReflect+".Value)."+name] = n
		}
	}
	return out
}

// typeValue wraps a type as a reflect.Type.
func (c *call) typeValue(t *Type) Value {
	if t == nil {
		return nil
	}
	p := c.in.byPath["reflect"]
	lite := c.lite || c.code != nil && c.code.fn != nil && c.code.fn.Pkg() != nil && c.code.fn.Pkg().Path() == liteReflect
	if lite {
		p = c.in.byPath[liteReflect]
	}
	if p == nil {
		return c.in.unknown(c.pos, "package reflect is not loaded")
	}
	tn, ok := p.p.Types.Scope().Lookup("rtype").(*types.TypeName)
	if !ok {
		return c.in.unknown(c.pos, "this toolchain's reflect is not known")
	}
	if lite {
		return &Iface{c.in.typ(tn.Type()), t}
	}
	return &Iface{c.in.typ(types.NewPointer(tn.Type())), t}
}

// liteReflect is the part of reflect that packages below it use.
const liteReflect = "internal/reflectlite"

func (c *call) typeOfValue(v Value) Value {
	switch v := v.(type) {
	case nil:
		return nil
	case *Iface:
		return c.typeValue(v.t)
	}
	return c.in.join(v)
}

// typeArg takes the type out of a reflect.Type.
func typeArg(v Value) *Type {
	if i, ok := v.(*Iface); ok {
		t, _ := i.v.(*Type)
		return t
	}
	return nil
}

var typeMethods = map[string]func(c *call, t *Type, a []Value) Value{
	"Kind":   func(c *call, t *Type, a []Value) Value { return uint64(t.kind) },
	"String": func(c *call, t *Type, a []Value) Value { return t.String() },
	"Name": func(c *call, t *Type, a []Value) Value {
		switch n := t.T.(type) {
		case *types.Named:
			name := n.Obj().Name()
			if n.TypeArgs().Len() > 0 {
				return c.in.unknown(c.pos, "the name of an instantiated type")
			}
			return name
		case *types.Basic:
			return n.Name()
		}
		return ""
	},
	"PkgPath": func(c *call, t *Type, a []Value) Value {
		if n, ok := t.T.(*types.Named); ok && n.Obj().Pkg() != nil {
			return n.Obj().Pkg().Path()
		}
		return ""
	},
	"Elem": func(c *call, t *Type, a []Value) Value {
		if t.Elem() == nil {
			throw("reflect: Elem of invalid type " + t.String())
		}
		return c.typeValue(t.Elem())
	},
	"Key":      func(c *call, t *Type, a []Value) Value { return c.typeValue(t.Key()) },
	"Len":      func(c *call, t *Type, a []Value) Value { return int64(t.n) },
	"NumField": func(c *call, t *Type, a []Value) Value { return int64(len(t.fields)) },
	"Field": func(c *call, t *Type, a []Value) Value {
		i, ok := asInt(a[0])
		if !ok || i < 0 || i >= len(t.fields) {
			return c.in.join(a[0])
		}
		return c.structField(t, i)
	},
	"FieldByName": func(c *call, t *Type, a []Value) Value {
		for i, f := range t.fields {
			if f.name == a[0] {
				return tuple{c.structField(t, i), true}
			}
		}
		return c.in.unknown(c.pos, "a promoted field looked up by name")
	},
	"NumMethod": func(c *call, t *Type, a []Value) Value {
		n := 0
		ms := types.NewMethodSet(t.T)
		for i := range ms.Len() {
			if token.IsExported(ms.At(i).Obj().Name()) {
				n++
			}
		}
		return int64(n)
	},
	"Implements": func(c *call, t *Type, a []Value) Value {
		u := typeArg(a[0])
		if u == nil || !u.isIface() {
			return c.in.join(a[0])
		}
		return c.in.implements(t, u)
	},
	"AssignableTo": func(c *call, t *Type, a []Value) Value {
		u := typeArg(a[0])
		if u == nil {
			return c.in.join(a[0])
		}
		return types.AssignableTo(t.T, u.T)
	},
	"ConvertibleTo": func(c *call, t *Type, a []Value) Value {
		u := typeArg(a[0])
		if u == nil {
			return c.in.join(a[0])
		}
		return types.ConvertibleTo(t.T, u.T)
	},
	"Comparable": func(c *call, t *Type, a []Value) Value { return types.Comparable(t.T) },
	"NumIn":      func(c *call, t *Type, a []Value) Value { return c.sigLen(t, true) },
	"NumOut":     func(c *call, t *Type, a []Value) Value { return c.sigLen(t, false) },
	"In":         func(c *call, t *Type, a []Value) Value { return c.sigAt(t, true, a[0]) },
	"Out":        func(c *call, t *Type, a []Value) Value { return c.sigAt(t, false, a[0]) },
}

func (c *call) sigLen(t *Type, in bool) Value {
	sig, ok := t.U.(*types.Signature)
	if !ok {
		throw("reflect: not a function type " + t.String())
	}
	if in {
		return int64(sig.Params().Len())
	}
	return int64(sig.Results().Len())
}

func (c *call) sigAt(t *Type, in bool, i Value) Value {
	sig, ok := t.U.(*types.Signature)
	n, isInt := asInt(i)
	if !ok || !isInt {
		return c.in.join(i)
	}
	tup := sig.Results()
	if in {
		tup = sig.Params()
	}
	return c.typeValue(c.in.typ(tup.At(n).Type()))
}

// structField makes a reflect.StructField.
func (c *call) structField(t *Type, i int) Value {
	tn, ok := c.in.byPath["reflect"].p.Types.Scope().Lookup("StructField").(*types.TypeName)
	if !ok {
		return c.in.unknown(c.pos, "reflect.StructField is not known")
	}
	ft := c.in.typ(tn.Type())
	s := ft.newZero().(*Struct)
	f := t.fields[i]
	for j, x := range ft.fields {
		switch x.name {
		case "Name":
			s.f[j] = f.name
		case "PkgPath":
			if !f.v.Exported() && f.v.Pkg() != nil {
				s.f[j] = f.v.Pkg().Path()
			}
		case "Type":
			s.f[j] = c.typeValue(f.t)
		case "Tag":
			s.f[j] = f.tag
		case "Anonymous":
			s.f[j] = f.embedded
		case "Index":
			ix := newSlice(x.t.Elem(), 1, 1)
			ix.a.v[0] = int64(i)
			s.f[j] = ix
		}
	}
	return s
}
