package reference

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
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

// parts finds the types that look like kinds but are only ever a part of others:
// a kind holds them, they have no list, and no generator is told that they are
// objects of their own.
func (b *builder) parts() {
	var found []*Type
	for _, t := range b.order {
		if t.Kind && t.ListKind == nil && t.ItemKind == nil && !isRoot(t.Decl.Marks) && t.heldByKind() {
			found = append(found, t)
		}
	}
	for _, t := range found {
		t.Kind = false
	}
}

// heldByKind reports whether the type is, at any depth, a part of another kind.
func (t *Type) heldByKind() bool {
	seen := map[*Type]bool{t: true}
	for up := []*Type{t}; len(up) > 0; up = up[1:] {
		for _, f := range up[0].Users {
			if seen[f.In] {
				continue
			}
			if f.In.Kind {
				return true
			}
			seen[f.In] = true
			up = append(up, f.In)
		}
	}
	return false
}

// isRoot reports whether a type is marked as an object that stands alone.
func isRoot(marks api.Marks) bool {
	for _, m := range marks {
		switch m.Name {
		case "genclient", "k8s:deepcopy-gen:interfaces":
			return true
		case "kubebuilder:object:root":
			return m.Value == "true"
		}
	}
	return false
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

// role works out what a version is for. What a program reads as configuration
// has no metadata, and says in its name or that of its group what it is, or the
// profile of the package does.
func role(v *Version, published map[*api.Package]bool) Role {
	for _, p := range v.Packages {
		if published[p] && p.Version != "" && len(v.Kinds) > 0 && p.Profile() == api.Config {
			return Settings
		}
	}
	switch {
	case len(v.Kinds) == 0:
		return Lent
	case slices.ContainsFunc(v.Kinds, func(k *Type) bool { return k.Field("metadata") != nil }):
		return Served
	case slices.Contains(strings.Split(v.Group, "."), "config"), slices.ContainsFunc(v.Kinds, func(k *Type) bool { return strings.HasSuffix(k.Name, "Configuration") }):
		return Settings
	}
	return Served
}

// An age is a version's name taken apart.
type age struct{ major, stage, minor int }

var ageRE = regexp.MustCompile(`^v(\d+)(?:(alpha|beta)(\d+))?$`)

func ageOf(version string) age {
	m := ageRE.FindStringSubmatch(version)
	if m == nil {
		return age{}
	}
	a := age{stage: 3}
	a.major, _ = strconv.Atoi(m[1])
	if m[2] != "" {
		a.stage = map[string]int{"alpha": 1, "beta": 2}[m[2]]
		a.minor, _ = strconv.Atoi(m[3])
	}
	return a
}

// prefer compares by what users should take: stable versions first.
func (a age) prefer(b age) int {
	return cmp.Or(cmp.Compare(a.stage, b.stage), cmp.Compare(a.major, b.major), cmp.Compare(a.minor, b.minor))
}

// after compares by when versions usually came.
func (a age) after(b age) int {
	return cmp.Or(cmp.Compare(a.major, b.major), cmp.Compare(a.stage, b.stage), cmp.Compare(a.minor, b.minor))
}

// since looks every type and field up in the older versions of its group.
func (b *builder) since(m *Model) {
	for _, g := range m.Groups {
		if len(g.Versions) < 2 {
			continue
		}
		old := slices.Clone(g.Versions)
		slices.SortFunc(old, func(x, y *Version) int { return ageOf(x.Name).after(ageOf(y.Name)) })
		byName := map[string][]*Type{} // oldest first
		for _, v := range old {
			for _, t := range v.Types {
				byName[t.Name] = append(byName[t.Name], t)
			}
		}
		for _, list := range byName {
			if len(list) < 2 {
				continue
			}
			for i, t := range list {
				t.Since = list[0].Version.Name
				for _, f := range t.Fields {
					for _, older := range list[:i+1] {
						if older.Field(f.Name) != nil {
							f.Since = older.Version.Name
							break
						}
					}
				}
			}
		}
	}
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
