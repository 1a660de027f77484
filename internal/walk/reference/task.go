package reference

import (
	"slices"
	"strings"
)

// A Task is something that users of an API want to do, and the kinds for it.
// Source does not tell: it comes from whoever publishes the reference.
type Task struct {
	Name, About string
	Kinds       []*Type
}

// KindsNamed returns the kinds that a name may mean, the likeliest first: any
// name that users have for one, behind an apiVersion and a dot or not, as in
// "Deployment", "deploy" and "apps/v1.Deployment".
func (m *Model) KindsNamed(name string) []*Type {
	version := ""
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		version, name = name[:i], name[i+1:]
	}
	types := m.Named(name, version)
	return slices.DeleteFunc(types, func(t *Type) bool { return !slices.Contains(t.Version.Kinds, t) })
}
