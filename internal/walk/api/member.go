package api

import (
	"cmp"
	"go/token"
	"slices"
)

// A Member is a field of a declared struct, or of a struct written inside one,
// in its place.
type Member struct {
	*Field
	// Decl is the type it is declared in.
	Decl *Decl
	// Outer is the member whose type is the struct the field stands in; nil if
	// that is Decl itself.
	Outer *Member
	// JSON is its name in JSON; "" if it is not serialised, or other fields take
	// its place.
	JSON string
	// Tagged is what its json tag says.
	Tagged JSONTag
	// Marks are the markers in the comments above it.
	Marks Marks
}

// Fields returns the fields of a struct in source order, those of structs
// written inside it included.
func (d *Decl) Fields() []*Member { return d.fields }

// Members returns the serialised fields among Fields.
func (d *Decl) Members() []*Member { return d.members }

func (d *Decl) setFields() {
	if !d.IsStruct() {
		return
	}
	d.fields = appendFields(nil, d, nil, d.Expr.Fields)
	for _, m := range d.fields {
		if m.JSON != "" && (m.Outer == nil || slices.Contains(d.members, m.Outer)) {
			d.members = append(d.members, m)
		}
	}
}

func appendFields(out []*Member, d *Decl, outer *Member, fields []Field) []*Member {
	for i := range fields {
		f := &fields[i]
		m := &Member{Field: f, Decl: d, Outer: outer, Tagged: f.JSON(), Marks: MarksOf(f.Doc, f.Above)}
		if token.IsExported(f.Name) {
			m.JSON = f.jsonName(m.Tagged)
		}
		out = append(out, m)
		if s := f.Type.literalStruct(); s != nil {
			out = appendFields(out, d, m, s.Fields)
		}
	}
	return out
}

// IsSerialised reports whether the type looks like one that is written as JSON:
// a kind, or a struct with a json tag.
func (d *Decl) IsSerialised() bool {
	return d.IsStruct() && (d.IsKind() || slices.ContainsFunc(d.fields, func(m *Member) bool { return m.Outer == nil && m.Tagged.Present }))
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

// Path is how users name the field: "apps/v1.DeploymentSpec.replicas".
func (m *Member) Path() string {
	return m.Decl.Path() + m.names(func(m *Member) string { return cmp.Or(m.JSON, m.Name) })
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
	s := "." + name(m)
	for o := m.Outer; o != nil; o = o.Outer {
		s = "." + name(o) + s
	}
	return s
}
