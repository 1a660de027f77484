package reference

import (
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

type builder struct {
	tree  *walk.Tree
	view  *api.View
	notes *walk.Extractor

	types    map[string]*Type    // by key
	order    []*Type             // as they were reached
	versions map[string]*Version // by path
	wires    map[string]*wired   // by package path and type name
	gates    map[string]*Gate    // by name
	consts   map[string]*Gate    // by the name of the constant
	names    map[nameKey]api.Ref // what names mean in files

	inlined, held map[*Type]bool // see findInlined
}

type nameKey struct {
	file      *walk.File
	pkg, name string
}

func newBuilder(t *walk.Tree, v *api.View, notes *walk.Extractor) *builder {
	b := &builder{
		tree: t, view: v, notes: notes,
		types: map[string]*Type{}, versions: map[string]*Version{}, wires: map[string]*wired{},
		gates: map[string]*Gate{}, consts: map[string]*Gate{}, names: map[nameKey]api.Ref{},
	}
	b.readBehaviour()
	return b
}

func (b *builder) behaviourOf(f *walk.File) *behaviour {
	x, _ := f.Fact(b.notes).(*behaviour)
	return x
}

// readBehaviour collects methods and feature gates; defaults need the types.
func (b *builder) readBehaviour() {
	for _, p := range b.tree.Packages {
		for _, f := range p.Files {
			x := b.behaviourOf(f)
			if x == nil {
				continue
			}
			for _, w := range x.Wires {
				b.addWire(p, w)
			}
			for _, g := range x.Gates {
				if b.gates[g.Name] == nil {
					b.gates[g.Name] = &Gate{Name: g.Name, File: f.Path, Pos: g.Pos}
				}
				if b.consts[g.Const] == nil {
					b.consts[g.Const] = b.gates[g.Name]
				}
			}
		}
	}
	for _, p := range b.tree.Packages {
		for _, f := range p.Files {
			if x := b.behaviourOf(f); x != nil {
				for _, s := range x.Stages {
					if g := b.consts[unquote(s.Const)]; g != nil && g.Stage == "" {
						g.Stage, g.On, g.Silent = s.Stage, s.On, s.Silent
					}
				}
			}
		}
	}
}

func (b *builder) addWire(p *walk.Package, w api.Wire) {
	key := p.ImportPath + "." + w.Recv
	x := b.wires[key]
	if x == nil {
		x = &wired{}
		b.wires[key] = x
	}
	switch w.Method {
	case "OpenAPISchemaType":
		x.types, x.hasTypes = w.Values, true
	case "OpenAPISchemaFormat":
		if len(w.Values) > 0 {
			x.format = w.Values[0]
		}
	case "OpenAPIV3OneOfTypes":
		x.oneOf = w.Values
	case "MarshalJSON":
		x.marshals = true
	case "MarshalText":
		x.text = true
	}
}

// build starts from the kinds and other published types of the API packages and
// follows their fields.
func (b *builder) build() *Model {
	for _, p := range b.view.Packages {
		if p.Version == "" {
			continue
		}
		for _, d := range p.Types {
			if d.Exported() && len(d.Params) == 0 && (d.IsKind() || d.IsSerialised()) {
				b.declared(d, nil)
			}
		}
	}
	m := &Model{}
	b.sortTypes()
	b.lists()
	b.findInlined()
	b.users()
	b.parts()
	b.defaults()
	b.groups(m)
	b.since(m)
	b.resources(m)
	b.homes(m)
	m.index()
	b.samples(m)
	return m
}

// version returns the version a type belongs to. Types of packages without one
// are filed under the package's path.
func (b *builder) version(p *api.Package) *Version {
	v := &Version{Group: p.Group, Name: p.Version}
	if p.Version == "" {
		v.Group, v.Name = path.Dir(p.Ref.ImportPath), path.Base(p.Ref.ImportPath)
	}
	if p.Version != "" && p.Group == "" && !isCore(p) {
		v.Group, v.apiVersion = path.Dir(p.Ref.ImportPath), p.Version
	}
	if known := b.versions[v.Path()]; known != nil {
		v = known
	} else {
		b.versions[v.Path()] = v
	}
	if !slices.Contains(v.Packages, p) {
		v.Packages = append(v.Packages, p)
		if doc := docText(p.Ref.Doc()); v.Doc == "" {
			v.Doc = doc
		}
	}
	return v
}

// isCore reports whether a package without a group's name is of the group that API
// servers call core: it is where that is kept, or has objects with metadata. Other
// programs read settings that are in no group, as that of kubectl.
func isCore(p *api.Package) bool {
	if path.Base(path.Dir(p.Ref.ImportPath)) == "core" {
		return true
	}
	return slices.ContainsFunc(p.Types, func(d *api.Decl) bool {
		return d.IsKind() && slices.ContainsFunc(d.Fields(), func(m *api.Member) bool { return m.Embedded && m.Name == "ObjectMeta" })
	})
}

// docText is a package comment without its markers.
func docText(doc string) string {
	var lines []string
	for _, l := range strings.Split(doc, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(l), "+") {
			lines = append(lines, l)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// declared returns the Type of a declaration.
func (b *builder) declared(d *api.Decl, args []*Ref) *Type {
	name, key := d.Name, d.Symbol()
	if len(args) > 0 {
		names := make([]string, len(args))
		for i, a := range args {
			names[i] = a.String()
		}
		name += "[" + strings.Join(names, ",") + "]"
		for i, a := range args {
			if a.Type != nil {
				names[i] = a.Type.Key
			}
		}
		key += "[" + strings.Join(names, ",") + "]"
	}
	if t := b.types[key]; t != nil {
		return t
	}
	t := &Type{Name: name, Key: key, Decl: d, Version: b.version(d.Pkg), Doc: b.doc(d.Pkg, d.Comment())}
	t.Kind = d.IsKind() && d.IsStruct()
	b.types[key] = t
	b.order = append(b.order, t)
	vars := env{}
	for i, p := range d.Params {
		if i < len(args) {
			vars[p] = args[i]
		}
	}
	b.limits(&t.Limits, d.Marks)
	t.Lists.read(d.Marks)
	t.lifecycle(d)
	if b.written(t) {
		return t
	}
	if shape := t.bound("type"); shape != "" && Shape(shape) != Object {
		t.Underlying = &Ref{Shape: shapeOf(shape)} // by its marker
		b.constants(t)
		return t
	}
	if d.IsStruct() {
		b.fields(t, topMembers(d, nil), vars)
		return t
	}
	t.Underlying = b.ref(d.File, d.Expr, vars, d, nil)
	if t.Underlying.Shape == Object && t.Underlying.Type != nil { // type B A
		t.like(t.Underlying.Type)
		return t
	}
	b.constants(t)
	if of := t.Underlying.Type; of != nil { // type B A: what holds of A holds of B
		t.Limits.add(&of.Limits)
		t.Lists.fill(of.Lists)
	}
	return t
}

// like gives a type that is declared as another struct the fields of that. An
// object of it says what it is if one of the other does.
func (t *Type) like(other *Type) {
	t.Inlines, t.Underlying = []*Type{other}, nil
	t.Limits.add(&other.Limits)
	t.Lists.fill(other.Lists)
	t.Kind = other.Kind
	if t.Doc == "" {
		t.Doc = other.Doc
	}
	for _, f := range other.Fields {
		g := *f
		g.In, g.From = t, f.In
		if f.From != nil {
			g.From = f.From
		}
		t.Fields = append(t.Fields, &g)
	}
}

// written applies what a type's methods say it is in JSON, and reports whether
// they say anything.
func (b *builder) written(t *Type) bool {
	key := t.Decl.Pkg.Ref.ImportPath + "." + t.Decl.Name
	if t.Decl.Pkg.Lent && b.wires[key] == nil {
		for _, w := range t.Decl.Pkg.Wires(t.Decl.Name) {
			b.addWire(t.Decl.Pkg.Ref, w)
		}
	}
	w := b.wires[key]
	switch {
	case w == nil:
		return false
	case len(w.oneOf) == 2 && slices.Contains(w.oneOf, "integer") && slices.Contains(w.oneOf, "string"), w.format == "int-or-string":
		t.Underlying = &Ref{Shape: IntOrString}
	case w.hasTypes && len(w.types) == 1:
		t.Underlying = &Ref{Shape: shapeOf(w.types[0]), Format: w.format}
	case w.hasTypes:
		t.Underlying = &Ref{Shape: Any}
	case t.bound("type") != "" || !w.marshals && !w.text:
		return false // a marker says it, or nothing does
	case w.text && !w.marshals:
		t.Underlying = &Ref{Shape: String}
	case t.Decl.IsStruct() && !slices.ContainsFunc(topMembers(t.Decl, nil), func(m *api.Member) bool { return m.JSON != "" || m.Inlined() }):
		t.Underlying = &Ref{Shape: Any} // nothing of it is seen but what code writes
	default:
		return false // generators go by its fields
	}
	return true
}

func (b *builder) sortTypes() {
	slices.SortFunc(b.order, func(x, y *Type) int { return strings.Compare(x.Key, y.Key) })
}
