package apiscope

import (
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Shape is what a value is in JSON.
type Shape int

// The shapes. A type whose code writes it in a form of its own has none that
// the source tells.
const (
	Unknown Shape = iota
	String
	Integer
	Number
	Boolean
	List
	Map
	Object
)

func (s Shape) String() string {
	return [...]string{"value of unknown form", "string", "integer", "number", "boolean", "list", "map", "object"}[s]
}

// A Value is a type as JSON sees it: pointers and names followed to the end.
type Value struct {
	Shape Shape
	// Expr is the type behind the names, written in File.
	Expr api.Expr
	File *walk.File
	// Pointer reports whether it may be absent.
	Pointer bool
	// Decl is the last name on the way; for an Object, its struct. It is nil for
	// types that are written out.
	Decl *api.Decl
	// Marks are the markers of the names on the way.
	Marks api.Marks
}

// maxNames bounds how many names are followed.
const maxNames = 20

// ValueOf follows the type of a member.
func ValueOf(v *api.View, m *api.Member) Value { return Follow(v, m.Decl.File, m.Type) }

// Follow follows a type written in a file.
func Follow(v *api.View, f *walk.File, e api.Expr) Value {
	val := Value{Expr: e, File: f}
	for range maxNames {
		switch val.Expr.Kind {
		case api.Pointer:
			val.Pointer, val.Expr = true, val.Expr.Elem()
			continue
		case api.Named:
			ref := v.Resolve(val.File, val.Expr)
			if ref.Decl == nil {
				val.Shape = basic(ref.Predeclared)
				return val
			}
			val.Decl, val.Expr, val.File = ref.Decl, ref.Decl.Expr, ref.Decl.File
			val.Marks = append(val.Marks, ref.Decl.Marks...)
			continue
		case api.Slice, api.Array:
			val.Shape = List
			if Is(val.Expr.Elem(), "byte", "uint8") && val.Expr.Elem().Pkg == "" {
				val.Shape = String
			}
		case api.Map:
			val.Shape = Map
		case api.Struct:
			if val.Decl != nil && val.Decl.IsStruct() && (tagged(val.Decl) || plainly(val.Decl)) {
				val.Shape = Object
			}
		}
		return val
	}
	return val
}

// tagged reports whether a struct is written field by field: what has no tags
// has code that writes it, as a time and a quantity have.
func tagged(d *api.Decl) bool {
	return slices.ContainsFunc(d.Fields(), func(m *api.Member) bool {
		return m.Outer == nil && m.Tagged.Present && (m.JSON != "" || m.Inlined())
	})
}

// plainly reports whether a struct without tags is written field by field all the
// same: the user says that its package is an API, and no code writes it.
func plainly(d *api.Decl) bool {
	return d.Pkg.Chosen() != 0 && len(d.Pkg.Wires(d.Name)) == 0 && len(d.Members()) > 0
}

func basic(name string) Shape {
	switch name {
	case "string":
		return String
	case "bool":
		return Boolean
	case "float32", "float64":
		return Number
	case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "byte", "rune":
		return Integer
	}
	return Unknown
}

// Elem follows the type of a list's or map's elements.
func (val Value) Elem(v *api.View) Value { return Follow(v, val.File, val.Expr.Elem()) }

// Inner returns the fields an object of the type has in JSON, those of inlined
// structs in their place. It is not complete if one of these is not known.
func Inner(v *api.View, d *api.Decl) (fields []*api.Member, complete bool) {
	return inner(v, d, map[*api.Decl]bool{})
}

// inner leaves out the structs that were seen: they may contain one another.
func inner(v *api.View, d *api.Decl, seen map[*api.Decl]bool) (fields []*api.Member, complete bool) {
	if seen[d] {
		return nil, true
	}
	seen[d], complete = true, true
	for _, m := range d.Fields() {
		switch {
		case m.Outer != nil:
		case m.Inlined():
			in := ValueOf(v, m)
			if in.Decl == nil || !in.Decl.IsStruct() {
				complete = false
				continue
			}
			more, ok := inner(v, in.Decl, seen)
			fields, complete = append(fields, more...), complete && ok
		case m.JSON != "":
			fields = append(fields, m)
		}
	}
	return fields, complete
}

// Named returns the field with a JSON name, or nil.
func Named(fields []*api.Member, name string) *api.Member {
	for _, m := range fields {
		if m.JSON == name {
			return m
		}
	}
	return nil
}
