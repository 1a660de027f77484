package reference

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// lists pairs kinds with the kinds of their lists.
func (b *builder) lists() {
	for _, t := range b.order {
		items, meta := t.Field("items"), t.Field("metadata")
		if !t.Kind || items == nil || meta == nil || items.Type.Shape != List {
			continue
		}
		elem := items.Type.Elem.Type
		if elem == nil || !elem.Kind || elem.Version != t.Version || !strings.HasSuffix(meta.Type.String(), "ListMeta") {
			continue
		}
		t.ItemKind = elem
		if elem.ListKind == nil || t.Name == elem.Name+"List" {
			elem.ListKind = t
		}
	}
}

// users notes for every type which fields hold it.
func (b *builder) users() {
	for _, t := range b.order {
		if b.onlyInlined(t) {
			continue
		}
		for _, f := range t.Fields {
			for r := f.Type; r != nil; r = r.Elem {
				if r.Type != nil {
					r.Type.Users = append(r.Type.Users, f)
				}
			}
		}
	}
}

// onlyInlined reports whether nothing of the type is left to see: its fields
// take its place wherever it is used.
func (b *builder) onlyInlined(t *Type) bool {
	if t.Kind || !b.inlined[t] {
		return false
	}
	return !b.held[t]
}

// findInlined works out which types are inlined, and which are the type of a
// field.
func (b *builder) findInlined() {
	b.inlined, b.held = map[*Type]bool{}, map[*Type]bool{}
	for _, t := range b.order {
		for _, in := range t.Inlines {
			b.inlined[in] = true
		}
		for _, f := range t.Fields {
			if u := f.Type.Base().Type; u != nil {
				b.held[u] = true
			}
		}
	}
}

// groups files the types under their groups and versions.
func (b *builder) groups(m *Model) {
	published := map[*api.Package]bool{}
	for _, p := range b.view.Packages {
		published[p] = true
	}
	byName := map[string]*Group{}
	for _, t := range b.order {
		if !t.Documented() || b.onlyInlined(t) {
			continue
		}
		v := t.Version
		if v.Types == nil {
			g := byName[v.Group]
			if g == nil {
				g = &Group{Name: v.Group}
				byName[v.Group] = g
				m.Groups = append(m.Groups, g)
			}
			g.Versions = append(g.Versions, v)
		}
		v.Types = append(v.Types, t)
		if t.Kind && t.ItemKind == nil && published[t.Decl.Pkg] && t.Decl.Pkg.Version != "" {
			v.Kinds = append(v.Kinds, t)
		}
	}
	byTypeName := func(x, y *Type) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Key, y.Key)) }
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			v.Role = role(v, published)
			slices.SortFunc(v.Types, byTypeName)
			slices.SortFunc(v.Kinds, byTypeName)
			slices.SortFunc(v.Packages, func(x, y *api.Package) int { return cmp.Compare(x.Ref.ImportPath, y.Ref.ImportPath) })
		}
		slices.SortFunc(g.Versions, func(x, y *Version) int {
			return cmp.Or(-ageOf(x.Name).prefer(ageOf(y.Name)), cmp.Compare(x.Name, y.Name))
		})
	}
	slices.SortFunc(m.Groups, func(x, y *Group) int { return cmp.Compare(x.Name, y.Name) })
}

// homes decides with which kind a type is explained: of those of its version
// that are nearest to it, the one that the type is named after, or else the only
// one. If there are several, or other versions use the type as well, it is
// explained for the whole version.
func (b *builder) homes(m *Model) {
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			near := map[*Type][]*Type{} // nearest kinds
			depth := map[*Type]int{}
			for _, k := range v.Kinds {
				walkTypes(k, func(t *Type, d int) {
					switch old, ok := depth[t]; {
					case !ok || d < old:
						depth[t], near[t] = d, []*Type{k}
					case d == old:
						near[t] = append(near[t], k)
					}
				})
			}
			for _, t := range v.Types {
				t.Home = home(t, near[t])
			}
		}
	}
}

func home(t *Type, near []*Type) *Type {
	if t.ItemKind != nil {
		return t.ItemKind
	}
	if t.Kind {
		return nil
	}
	var named *Type
	for _, k := range near {
		if strings.HasPrefix(t.Name, k.Name) && (named == nil || len(k.Name) > len(named.Name)) {
			named = k
		}
	}
	if named != nil || len(near) != 1 {
		return named
	}
	for _, f := range t.Users {
		if f.In.Version != t.Version {
			return nil
		}
	}
	return near[0]
}

// walkTypes visits the types of the same version that can be reached from a
// kind, the nearest first, without going through other kinds.
func walkTypes(k *Type, visit func(t *Type, depth int)) {
	seen := map[*Type]bool{k: true}
	level := []*Type{k}
	for d := 0; len(level) > 0; d++ {
		var next []*Type
		for _, t := range level {
			visit(t, d)
			for _, f := range t.Fields {
				u := f.Type.Base().Type
				if u == nil || seen[u] || u.Version != k.Version || u.Kind {
					continue
				}
				seen[u] = true
				next = append(next, u)
			}
		}
		level = next
	}
}

// index makes kinds findable by every name users have for them.
func (m *Model) index() {
	m.kinds = map[string][]*Type{}
	add := func(name string, t *Type) {
		name = strings.ToLower(name)
		if name != "" && !slices.Contains(m.kinds[name], t) {
			m.kinds[name] = append(m.kinds[name], t)
		}
	}
	for _, t := range m.Types() {
		if !t.Kind || t.Version.Role == Lent {
			continue
		}
		add(t.Name, t)
		if r := t.Resource; r != nil {
			add(r.Name, t)
			add(r.Singular, t)
			for _, s := range r.ShortNames {
				add(s, t)
			}
		}
	}
}
