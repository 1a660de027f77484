package apiscope

import "github.com/kdoc-dev/kdoc/internal/walk/api"

// IsStandard reports whether every API has the field with the same meaning:
// the embedded metadata of an object or list, and the items of a list.
func IsStandard(m *api.Member) bool {
	switch m.JSON {
	case "metadata":
		return m.Embedded && (m.Name == "ObjectMeta" || m.Name == "ListMeta")
	case "items":
		return m.Outer == nil && m.Type.Kind == api.Slice && m.Decl.IsKind()
	}
	return false
}
