package eval

import (
	"go/token"
	"go/types"
)

// A method is an entry of a type's method set, ready to call: args[0] is the
// value in the interface.
type method struct {
	invoke func(in *Interp, args []Value, pos token.Pos) Value
}

// dispatch finds a method of an interface value by its dynamic type, and the
// value to call it on.
func (in *Interp) dispatch(v Value, name string, pkg *types.Package, pos token.Pos) (func(*Interp, []Value, token.Pos) Value, Value, *Unknown) {
	switch x := v.(type) {
	case *Unknown:
		return nil, nil, x
	case nil:
		panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
	case *Iface:
		m := in.method(x.t, name, pkg)
		if m == nil {
			return nil, nil, in.unknown(pos, "method %s of %s is not known", name, x.t)
		}
		return m.invoke, x.v, nil
	}
	return nil, nil, in.unknown(pos, "method %s of an unexpected value", name)
}

// method returns a method of a type by name, or nil.
func (in *Interp) method(t *Type, name string, pkg *types.Package) *method {
	key := name
	if !token.IsExported(name) && pkg != nil {
		key = pkg.Path() + "." + name
	}
	if m, ok := t.methods[key]; ok {
		return m
	}
	if t.methods == nil {
		t.methods = map[string]*method{}
	}
	m := in.findMethod(t, name, pkg)
	t.methods[key] = m
	return m
}

func (in *Interp) findMethod(t *Type, name string, pkg *types.Package) *method {
	obj, index, _ := types.LookupFieldOrMethod(t.T, true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	path := index[:len(index)-1]
	if f := typeMethods[name]; f != nil && types.TypeString(t.T, nil) == liteReflect+".rtype" {
		// What its type embeds lives in the host.
		return &method{func(in *Interp, args []Value, pos token.Pos) Value {
			rt, ok := args[0].(*Type)
			if !ok {
				return in.join(args[0])
			}
			return f(&call{in: in, pos: pos, lite: true}, rt, args[1:])
		}}
	}
	holder := fieldTypeAt(t.T, path)
	recvT := fn.Type().(*types.Signature).Recv().Type()
	if types.IsInterface(recvT) {
		// Promoted from an embedded interface.
		return &method{func(in *Interp, args []Value, pos token.Pos) Value {
			m, self, u := in.dispatch(in.follow(args[0], path, pos), name, pkg, pos)
			if u != nil {
				return u
			}
			return m(in, append([]Value{self}, args[1:]...), pos)
		}}
	}
	c := &compiler{in: in}
	cd := in.codeOf(fn, c.recvArgs(recvT))
	adjust := in.adjust(holder, recvT, path)
	return &method{func(in *Interp, args []Value, pos token.Pos) Value {
		args[0] = adjust(args[0], pos)
		return in.invoke(cd, args, nil, pos)
	}}
}

// follow walks embedded fields.
func (in *Interp) follow(v Value, path []int, pos token.Pos) Value {
	for _, i := range path {
		switch s := v.(type) {
		case *Struct:
			v = s.f[i]
		case nil:
			panic(&goPanic{val: runtimeError("invalid memory address or nil pointer dereference"), pos: pos})
		default:
			return in.join(v)
		}
	}
	return v
}

// adjust returns a function that makes the receiver argument out of the value
// in an interface.
func (in *Interp) adjust(holder, recvT types.Type, path []int) func(Value, token.Pos) Value {
	_, wantPtr := types.Unalias(recvT).(*types.Pointer)
	_, havePtr := holder.Underlying().(*types.Pointer)
	ht := in.typ(holder)
	switch {
	case wantPtr && !havePtr && !ht.aggregate() && len(path) > 0:
		last := path[len(path)-1]
		return func(v Value, pos token.Pos) Value {
			if s, ok := in.follow(v, path[:len(path)-1], pos).(*Struct); ok {
				return fieldRef{s, last}
			}
			return in.unknown(pos, "receiver is not addressable")
		}
	case wantPtr || !havePtr && !ht.aggregate():
		return func(v Value, pos token.Pos) Value { return in.follow(v, path, pos) }
	case havePtr:
		agg := ht.Elem().aggregate()
		return func(v Value, pos token.Pos) Value {
			v = in.load(in.follow(v, path, pos), pos)
			if agg {
				v = clone(v)
			}
			return v
		}
	}
	return func(v Value, pos token.Pos) Value { return clone(in.follow(v, path, pos)) }
}

// callMethod calls a method without arguments by name, if the type has it.
func (in *Interp) callMethod(v *Iface, name string, args ...Value) (Value, bool) {
	m := in.method(v.t, name, nil)
	if m == nil {
		return nil, false
	}
	return m.invoke(in, append([]Value{v.v}, args...), in.here()), true
}

// hasMethod reports whether values of a type in an interface have a method.
func (in *Interp) hasMethod(t *Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t.T, false, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}
