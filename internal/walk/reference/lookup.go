package reference

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// A Place is a type, or a field below it.
type Place struct {
	Type *Type
	// Path leads from the type to the field; empty for the type itself.
	Path []*Field
}

// Field is the field at the end of the path, or nil.
func (p Place) Field() *Field {
	if len(p.Path) == 0 {
		return nil
	}
	return p.Path[len(p.Path)-1]
}

// Object is the type whose fields are below the place, or nil.
func (p Place) Object() *Type {
	if len(p.Path) == 0 {
		return p.Type
	}
	return p.Field().Type.Base().Type
}

// String is the path as users write it: "Pod.spec.containers".
func (p Place) String() string {
	s := p.Type.Name
	for _, f := range p.Path {
		s += "." + f.Name
	}
	return s
}

// Named returns the types that users may mean by a name, the likeliest first:
// kinds by any of their names, or else other types by theirs. An apiVersion
// other than "" limits them.
func (m *Model) Named(name, apiVersion string) []*Type {
	out := slices.Clone(m.kinds[strings.ToLower(name)])
	if len(out) == 0 {
		for _, t := range m.Types() {
			if strings.EqualFold(t.Name, name) {
				out = append(out, t)
			}
		}
	}
	if apiVersion != "" {
		out = slices.DeleteFunc(out, func(t *Type) bool { return t.Version.Path() != apiVersion && t.Version.Group != apiVersion })
	}
	slices.SortStableFunc(out, func(x, y *Type) int {
		return cmp.Or(cmp.Compare(x.Version.Role, y.Version.Role), cmp.Compare(isServed(y), isServed(x)))
	})
	return out
}

// isServed is 1 if a document of the tree says that a server has the kind, or
// for other types, kinds of the same version.
func isServed(t *Type) int {
	if t.Kind {
		return documented(t)
	}
	for _, k := range t.Version.Kinds {
		if documented(k) == 1 {
			return 1
		}
	}
	return 0
}

func documented(k *Type) int {
	if k.Resource != nil && k.Resource.Source != "markers" {
		return 1
	}
	return 0
}

// Choose picks the one of the types that a name means: the preferred version if
// all are of one group, or of the only group that is known to be served. It is
// nil if that leaves a choice.
func Choose(types []*Type) *Type {
	if len(types) == 0 {
		return nil
	}
	if t := ofOneGroup(types); t != nil {
		return t
	}
	var known []*Type
	for _, t := range types {
		if isServed(t) == 1 {
			known = append(known, t)
		}
	}
	return ofOneGroup(known)
}

func ofOneGroup(types []*Type) *Type {
	for i, t := range types {
		if t.Version.Group != types[0].Version.Group || i > 0 && t.Version == types[0].Version {
			return nil
		}
	}
	if len(types) == 0 {
		return nil
	}
	return types[0]
}

// Names are all names that Named knows kinds by.
func (m *Model) Names() []string {
	var out []string
	for name := range m.kinds {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Follow leads from a type along the names of fields, through lists and maps.
// If there is no field of a name, it is returned with the type that lacks it; a
// nil type means that the last field has none.
func Follow(t *Type, names []string) (p Place, missing string, in *Type) {
	p.Type = t
	for _, name := range names {
		name, _, _ = strings.Cut(name, "[")
		if name == "" || name == "*" {
			continue
		}
		at := p.Object()
		if at == nil || !at.IsObject() {
			return p, name, nil
		}
		f := at.Field(name)
		if f == nil {
			for _, x := range at.Fields {
				if strings.EqualFold(x.Name, name) {
					f = x
				}
			}
		}
		if f == nil {
			return p, name, at
		}
		p.Path = append(p.Path, f)
	}
	return p, "", nil
}

// Sample is the piece of an object that sets the field at a place, in YAML.
func (m *Model) Sample(p Place) string {
	if len(p.Path) == 0 {
		return p.Type.Sample
	}
	above := map[*Type]bool{p.Type: true}
	f := p.Field()
	value := composer{m.seen}.shown(f, len(p.Path), above)
	for i := len(p.Path) - 1; i >= 0; i-- {
		at := p.Path[i]
		if i < len(p.Path)-1 {
			value = within(at.Type, value)
		}
		value = yaml.MapSlice{{Key: at.Name, Value: value}}
	}
	out, err := yaml.MarshalWithOptions(value, yaml.IndentSequence(true), yaml.Indent(2))
	if err != nil {
		return ""
	}
	return string(out)
}

// within puts the value of a base type into the lists and maps around it.
func within(r *Ref, value any) any {
	switch r.Shape {
	case List:
		return []any{within(r.Elem, value)}
	case Map:
		return yaml.MapSlice{{Key: "example", Value: within(r.Elem, value)}}
	}
	return value
}
