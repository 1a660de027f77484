package reference

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

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
	case v.apiVersion != "": // of no group that a server has
		return Settings
	case slices.ContainsFunc(v.Kinds, func(k *Type) bool { return k.Field("metadata") != nil }):
		return Served
	case slices.Contains(strings.Split(v.Group, "."), "config"), slices.ContainsFunc(v.Kinds, func(k *Type) bool { return strings.HasSuffix(k.Name, "Configuration") }):
		return Settings
	}
	return Served
}
