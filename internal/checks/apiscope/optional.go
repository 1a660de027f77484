package apiscope

import "github.com/kdoc-dev/kdoc/internal/walk/api"

// OptionalMarker returns the name of the marker by which a package says most
// often that a field is optional; "optional" if none is more common.
func OptionalMarker(pkg *api.Package) string {
	best, count := "optional", map[string]int{}
	for _, d := range pkg.Types {
		for _, m := range d.Members() {
			if opt := m.Marks.Optional(); opt != nil {
				if count[opt.Name]++; count[opt.Name] > count[best] {
					best = opt.Name
				}
			}
		}
	}
	return best
}

// Needs is what a struct must have in it to be valid.
type Needs int

// What a struct needs, as far as the markers of its fields tell.
const (
	NeedsUnknown Needs = iota
	NeedsSome          // one of its fields is required
	NeedsNothing       // all are optional
)

// StructNeeds says what the struct of a field needs, which decides whether the
// field is required if it is no pointer: in Go such a struct is never missing.
// It is NeedsUnknown for any other field.
func StructNeeds(v *api.View, m *api.Member) (Needs, *api.Decl) {
	if m.Type.Kind != api.Named || m.Tagged.Has("omitzero") {
		return NeedsUnknown, nil
	}
	val := ValueOf(v, m)
	if val.Shape != Object || val.Pointer || val.Decl == nil {
		return NeedsUnknown, nil
	}
	if FirstRequired(v, val.Decl) != nil {
		return NeedsSome, val.Decl
	}
	fields, complete := Inner(v, val.Decl)
	for _, f := range fields {
		complete = complete && f.Marks.Optional() != nil
	}
	if complete && len(fields) > 0 {
		return NeedsNothing, val.Decl
	}
	return NeedsUnknown, val.Decl
}

// FirstRequired returns the first field of a struct that is marked required, or
// nil.
func FirstRequired(v *api.View, d *api.Decl) *api.Member {
	fields, _ := Inner(v, d)
	for _, f := range fields {
		if f.Marks.Required() != nil && f.Marks.Optional() == nil {
			return f
		}
	}
	return nil
}
