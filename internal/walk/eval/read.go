package eval

import (
	"go/token"
	"go/types"
	"reflect"
)

// What follows reads values of an evaluated program from outside.

// Known returns v if it is no unknown.
func Known(v Value) (Value, *Unknown) {
	if u, ok := v.(*Unknown); ok {
		return nil, u
	}
	return v, nil
}

// Field returns a field of a struct or of what a pointer to one points to. The
// second result is false if v has no such field, or is nil.
func Field(v Value, name string) (Value, bool) {
	if i, ok := v.(*Iface); ok {
		v = i.v
	}
	s, ok := v.(*Struct)
	if !ok {
		return nil, false
	}
	for i := range s.t.fields {
		if s.t.fields[i].name == name {
			return s.f[i], true
		}
	}
	return nil, false
}

// Literal is the place of the composite literal a struct came from; for a
// command or flag that a library made, of the call that asked for it.
func Literal(v Value) token.Pos {
	if i, ok := v.(*Iface); ok {
		v = i.v
	}
	if s, ok := v.(*Struct); ok {
		return s.at
	}
	return token.NoPos
}

// Elements returns the elements of a slice or array.
func Elements(v Value) []Value {
	if a, ok := v.(*Array); ok {
		v = &Slice{a, 0, a.len(), a.len()}
	}
	if s, ok := v.(*Slice); ok {
		return elems(s)
	}
	return nil
}

// An Entry is one entry of a map.
type Entry struct{ Key, Value Value }

// Entries returns the entries of a map in a fixed order.
func Entries(v Value) []Entry {
	m, ok := v.(*Map)
	if !ok {
		return nil
	}
	var out []Entry
	for _, i := range m.order() {
		out = append(out, Entry{m.ents[i].k, m.ents[i].v})
	}
	return out
}

// Dynamic returns the type of the value in an interface as it is written with
// import paths, "" for nil.
func Dynamic(v Value) string {
	if i, ok := v.(*Iface); ok {
		return types.TypeString(i.t.T, nil)
	}
	return ""
}

// Inside returns the value in an interface.
func Inside(v Value) Value {
	if i, ok := v.(*Iface); ok {
		return i.v
	}
	return v
}

// FuncName is the full name of a function value; of a literal, the function it
// is in with ".func" added.
func FuncName(v Value) string {
	f, ok := v.(*Func)
	if !ok {
		return ""
	}
	if f.code != nil {
		return f.code.name
	}
	return f.name
}

// Captured returns the variables a function literal captured.
func Captured(v Value) []Value {
	f, ok := v.(*Func)
	if !ok {
		return nil
	}
	out := make([]Value, len(f.env))
	for i, e := range f.env {
		if c, ok := e.(*Cell); ok {
			e = c.v
		}
		out[i] = e
	}
	return out
}

// FirstSet is the flag set a flag of pflag was first added to; nil if it never
// was.
func (in *Interp) FirstSet(flag Value) Value {
	s, ok := flag.(*Struct)
	if !ok {
		return nil
	}
	return in.side[s]
}

// TypeName is the type of a struct, or of what a pointer to one points to, with
// its import path; "" for anything else.
func TypeName(v Value) string {
	if s, ok := v.(*Struct); ok {
		return types.TypeString(s.t.T, nil)
	}
	return ""
}

// A Target is the variable a pointer points to.
type Target struct {
	// Name is "import/path.Type.Field" or "import/path.variable".
	Name string
	Pos  token.Pos
}

// PointsTo finds out what variable a pointer leads to: a field of a struct of a
// named type, or a package-level variable.
func (in *Interp) PointsTo(v Value) (Target, bool) {
	switch p := v.(type) {
	case fieldRef:
		f := p.s.t.fields[p.i]
		name := f.name
		if n, ok := p.s.t.T.(*types.Named); ok && n.Obj().Pkg() != nil {
			name = n.Obj().Pkg().Path() + "." + n.Obj().Name() + "." + f.name
		}
		return Target{name, f.v.Pos()}, true
	case *Cell:
		for obj, g := range in.globals {
			if &g.Cell == p {
				return Target{obj.Pkg().Path() + "." + obj.Name(), obj.Pos()}, true
			}
		}
	}
	return Target{}, false
}

// Method calls a method of the value in an interface. It is nil, false if there
// is no such method or the call failed.
func (in *Interp) Method(v Value, name string, args ...Value) (out Value, ok bool) {
	i, is := v.(*Iface)
	if !is || in.method(i.t, name, nil) == nil {
		return nil, false
	}
	_, err := in.guard(func() { out, _ = in.callMethod(i, name, args...) })
	if err != nil {
		return in.unknown(in.here(), "%s failed: %v", name, err), true
	}
	return out, true
}

// MethodOf calls a method of a type of the program on a pointer to it.
func (in *Interp) MethodOf(importPath, typeName string, recv Value, name string, args ...Value) (Value, bool) {
	p := in.byPath[importPath]
	if p == nil {
		return nil, false
	}
	tn, ok := p.p.Types.Scope().Lookup(typeName).(*types.TypeName)
	if !ok {
		return nil, false
	}
	return in.Method(&Iface{in.typ(types.NewPointer(tn.Type())), recv}, name, args...)
}

// Apply calls a function value.
func (in *Interp) Apply(fn Value, args ...Value) (out Value, err error) {
	_, err = in.guard(func() { out = in.call(fn, args, token.NoPos) })
	return out, err
}

// Until calls a function value until evaluation ends there, or the call does.
func (in *Interp) Until(fn Value, args ...Value) (*Stop, error) {
	return in.guard(func() { in.call(fn, args, token.NoPos) })
}

// Strings makes a []string of the program.
func (in *Interp) Strings(list ...string) Value {
	s := newSlice(in.universe.str, len(list), len(list))
	for i, v := range list {
		s.a.v[i] = v
	}
	return s
}

// Var returns the value of a package-level variable.
func (in *Interp) Var(importPath, name string) (Value, bool) {
	p := in.byPath[importPath]
	if p == nil {
		return nil, false
	}
	v, ok := p.p.Types.Scope().Lookup(name).(*types.Var)
	if !ok {
		return nil, false
	}
	g := in.global(v)
	if _, err := in.guard(func() { in.force(g) }); err != nil {
		return in.unknown(v.Pos(), "%v", err), true
	}
	return g.v, true
}

// IsPointer reports whether the dynamic type of an interface is a pointer.
func IsPointer(v Value) bool {
	i, ok := v.(*Iface)
	return ok && i.t.kind == reflect.Pointer
}

// Position resolves a place.
func (in *Interp) Position(pos token.Pos) token.Position {
	if !pos.IsValid() {
		return token.Position{}
	}
	return in.fset.PositionFor(pos, false)
}

// Results returns the results of a call; one that has a single result or none is
// not split.
func Results(v Value) []Value {
	if t, ok := v.(tuple); ok {
		return t
	}
	return []Value{v}
}

// Pointers returns the fields of a struct, or of what a pointer to one points
// to, that are pointers to something that is no struct.
func Pointers(v Value) []Value {
	s, ok := v.(*Struct)
	if !ok {
		return nil
	}
	var out []Value
	for i, f := range s.f {
		if _, ok := f.(ref); ok && s.t.fields[i].t.kind == reflect.Pointer {
			out = append(out, f)
		}
	}
	return out
}

// IsReference reports whether a value is a pointer to something that is no
// struct or array.
func IsReference(v Value) bool {
	_, ok := v.(ref)
	return ok
}
