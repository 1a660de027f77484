package api

import (
	"go/token"
	"slices"
	"strings"
)

// A Member is a serialised field: one with a name in JSON, of a declared struct
// or of a struct written inside one.
type Member struct {
	*Field
	// Decl is the type it is declared in.
	Decl *Decl
	// Outer is the member whose type is the struct the field stands in; nil if
	// that is Decl itself.
	Outer *Member
	// JSON is its name in JSON.
	JSON string
}

// Members returns the serialised fields of a struct in source order, those of
// structs written inside it included. Fields that other fields take the place
// of, embedded or inlined ones, are not among them.
func (d *Decl) Members() []*Member {
	if !d.IsStruct() {
		return nil
	}
	return appendMembers(nil, d, nil, d.Expr.Fields)
}

func appendMembers(out []*Member, d *Decl, outer *Member, fields []Field) []*Member {
	for i := range fields {
		f := &fields[i]
		json := f.JSONName()
		if json == "" || !token.IsExported(f.Name) {
			continue
		}
		m := &Member{Field: f, Decl: d, Outer: outer, JSON: json}
		out = append(out, m)
		if s := f.Type.literalStruct(); s != nil {
			out = appendMembers(out, d, m, s.Fields)
		}
	}
	return out
}

// literalStruct returns the struct written out in an expression, or nil.
func (e Expr) literalStruct() *Expr {
	for {
		switch e.Kind {
		case Struct:
			return &e
		case Pointer, Slice, Array, Map:
			e = e.Elem()
		default:
			return nil
		}
	}
}

// Siblings returns the members of the struct m stands in, m included.
func (m *Member) Siblings(all []*Member) []*Member {
	return slices.DeleteFunc(slices.Clone(all), func(o *Member) bool { return o.Outer != m.Outer })
}

// Path is how users name the field: "apps/v1.DeploymentSpec.replicas".
func (m *Member) Path() string {
	return m.Decl.Path() + m.names(func(m *Member) string { return m.JSON })
}

// Symbol is the field's name in Go:
// "k8s.io/api/apps/v1.DeploymentSpec.Replicas".
func (m *Member) Symbol() string {
	return m.Decl.Symbol() + m.names(func(m *Member) string { return m.Name })
}

// GoName is the field's short name in Go: "v1.DeploymentSpec.Replicas".
func (m *Member) GoName() string {
	return m.Decl.GoName() + m.names(func(m *Member) string { return m.Name })
}

func (m *Member) names(name func(*Member) string) string {
	var b strings.Builder
	var walk func(*Member)
	walk = func(m *Member) {
		if m.Outer != nil {
			walk(m.Outer)
		}
		b.WriteByte('.')
		b.WriteString(name(m))
	}
	walk(m)
	return b.String()
}
