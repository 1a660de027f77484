package reference

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// wired is what a type says of itself through methods.
type wired struct {
	types, oneOf []string
	hasTypes     bool
	format       string
	// marshals is whether code writes the type as JSON, and text whether as text.
	marshals, text bool
}

// An env gives the parameters of a generic type their arguments.
type env map[string]*Ref

func shapeOf(name string) Shape {
	switch s := Shape(name); s {
	case String, Integer, Number, Boolean:
		return s
	case "object":
		return Any
	}
	return Any
}

// ref returns what a type expression is. The member is the field it is the type
// of, for structs written out in it.
func (b *builder) ref(f *walk.File, e api.Expr, vars env, in *api.Decl, m *api.Member) *Ref {
	switch e.Kind {
	case api.Pointer:
		return b.ref(f, e.Elem(), vars, in, m)
	case api.Slice, api.Array:
		elem := b.ref(f, e.Elem(), vars, in, m)
		if elem.Shape == Integer && elem.Type == nil && elem.Format == "uint8" {
			return &Ref{Shape: String, Format: "byte"}
		}
		return &Ref{Shape: List, Elem: elem}
	case api.Map:
		return &Ref{Shape: Map, Elem: b.ref(f, e.Elem(), vars, in, m)}
	case api.Struct:
		return b.anonymous(in, m, vars)
	case api.Named:
		return b.named(f, e, vars, in, m)
	}
	return &Ref{Shape: Any}
}

func (b *builder) named(f *walk.File, e api.Expr, vars env, in *api.Decl, m *api.Member) *Ref {
	if arg := vars[e.Name]; arg != nil && e.Pkg == "" {
		return arg
	}
	ref := b.resolve(f, e)
	switch {
	case ref.Predeclared != "":
		return predeclared(ref.Predeclared, b.isCRD(f))
	case ref.Decl == nil:
		name := strings.TrimPrefix(ref.Path+"."+ref.Name, ".")
		if std, ok := standard[name]; ok {
			return &std
		}
		return &Ref{Shape: Unknown, Go: name}
	}
	d := ref.Decl
	if d.Alias && len(d.Params) == 0 && !b.marksBasic(d) {
		return b.ref(d.File, d.Expr, nil, d, nil)
	}
	var args []*Ref
	for _, a := range e.Args {
		args = append(args, b.ref(f, a, vars, in, m))
	}
	t := b.declared(d, args)
	if t.IsObject() {
		return &Ref{Shape: Object, Type: t}
	}
	return &Ref{Shape: t.Underlying.Shape, Format: t.Underlying.Format, Elem: t.Underlying.Elem, Type: t}
}

// resolve remembers what names mean: the same few are asked for all the time.
func (b *builder) resolve(f *walk.File, e api.Expr) api.Ref {
	key := nameKey{f, e.Pkg, e.Name}
	ref, ok := b.names[key]
	if !ok {
		ref = b.view.Resolve(f, e)
		b.names[key] = ref
	}
	return ref
}

// standard are the types of the standard library that fields have, as
// encoding/json writes them. Their source is in no tree.
var standard = map[string]Ref{
	"time.Duration":            {Shape: Integer, Format: "int64"},
	"time.Month":               {Shape: Integer},
	"time.Time":                {Shape: String, Format: "date-time"},
	"net.IP":                   {Shape: String, Format: "ip"},
	"net.HardwareAddr":         {Shape: String, Format: "byte"},
	"net/netip.Addr":           {Shape: String, Format: "ip"},
	"net/netip.Prefix":         {Shape: String, Format: "cidr"},
	"encoding/json.RawMessage": {Shape: Any},
	"encoding/json.Number":     {Shape: Number},
	"math/big.Int":             {Shape: Integer},
	"os.FileMode":              {Shape: Integer},
}

// marksBasic reports whether an alias of a type of the language has markers.
// Generators of CRDs keep these; of other aliases they see what they stand for.
func (b *builder) marksBasic(d *api.Decl) bool {
	return len(d.Marks) > 0 && d.Expr.Kind == api.Named && b.resolve(d.File, d.Expr).Predeclared != ""
}

// isCRD reports whether the types in a file are published by a generator of CRDs.
func (b *builder) isCRD(f *walk.File) bool {
	pkg := b.view.Package(f.Pkg)
	return pkg != nil && pkg.Profile() == api.CRD
}

// predeclared returns what a type of the language is in JSON. The two generators
// of schemas have different formats for some: those of kube-openapi are in its
// pkg/common, those of controller-tools in pkg/crd/schema.go.
func predeclared(name string, crd bool) *Ref {
	switch name {
	case "string":
		return &Ref{Shape: String}
	case "bool":
		return &Ref{Shape: Boolean}
	case "float32", "float64":
		return &Ref{Shape: Number, Format: map[string]string{"float32": "float", "float64": "double"}[name]}
	case "byte", "uint8":
		return &Ref{Shape: Integer, Format: "uint8"}
	case "int32", "int64", "uint32", "uint64", "rune", "int", "int8", "int16", "uint", "uint16":
		return &Ref{Shape: Integer, Format: integerFormats[name][crd]}
	}
	return &Ref{Shape: Any}
}

// integerFormats are the formats of types, and whether those of CRDs.
var integerFormats = map[string]map[bool]string{
	"int32": {true: "int32", false: "int32"}, "int64": {true: "int64", false: "int64"},
	"uint32": {true: "int32", false: "int64"}, "uint64": {true: "int64", false: "int64"},
	"rune": {true: "int32", false: "int32"},
	"int":  {false: "int32"}, "uint": {false: "int32"}, "int16": {false: "int32"}, "uint16": {false: "int32"}, "int8": {false: "byte"},
}

// anonymous returns the type of a struct that is written out as a field's type.
func (b *builder) anonymous(in *api.Decl, m *api.Member, vars env) *Ref {
	if m == nil {
		return &Ref{Shape: Any}
	}
	key := m.Symbol()
	t := b.types[key]
	if t == nil {
		name := m.GoName()
		t = &Type{Name: name[strings.IndexByte(name, '.')+1:], Key: key, Decl: in, Version: b.version(in.Pkg), anonymous: true}
		t.Doc = b.doc(in.Pkg, m.Doc)
		b.types[key] = t
		b.order = append(b.order, t)
		b.fields(t, topMembers(in, m), vars)
	}
	return &Ref{Shape: Object, Type: t}
}

// topMembers are the fields of a struct itself.
func topMembers(d *api.Decl, outer *api.Member) []*api.Member {
	var out []*api.Member
	for _, m := range d.Fields() {
		if m.Outer == outer {
			out = append(out, m)
		}
	}
	return out
}
