package apiscope

import (
	"cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Leaf is what is at the end of a type: of pointers, elements of lists, values
// of maps, and names.
type Leaf struct {
	// Path and Name are those of a type that is not followed any further; Path is
	// "" for a type of the language.
	Path, Name string
	// Via is the last name on the way that the tree declares, nil if the type is
	// written out.
	Via *api.Decl
	// Bytes reports whether it is an element of a slice of bytes, which is a string
	// in JSON.
	Bytes bool
}

// Is reports whether the leaf is one of the types of the language.
func (l Leaf) Is(names ...string) bool {
	return l.Path == "" && !l.Bytes && Is(api.Expr{Kind: api.Named, Name: l.Name}, names...)
}

// IsDuration reports whether the leaf is a duration of Go, or one of the API
// machinery.
func (l Leaf) IsDuration() bool {
	return l.Name == "Duration" && (l.Path == "time" || isMeta(l.Path))
}

// IsTime reports whether the leaf is a point in time.
func (l Leaf) IsTime() bool {
	return l.Name == "Time" && (l.Path == "time" || isMeta(l.Path)) || l.Name == "MicroTime" && isMeta(l.Path)
}

// isMeta reports whether a path is that of the API machinery's own types, or what
// everybody calls it in a file that does not import it.
func isMeta(path string) bool {
	return path == "k8s.io/apimachinery/pkg/apis/meta/v1" || path == "metav1"
}

// Of says what the field is of, for a message: "uint", or "Count, which is uint".
func (l Leaf) Of() string {
	name := l.Name
	if l.Path == "time" {
		name = "time." + name
	} else if isMeta(l.Path) {
		name = "metav1." + name
	}
	if l.Via != nil {
		return l.Via.Name + ", which is " + name
	}
	return name
}

// Leaf follows the type of one of Members. Types that write themselves as JSON end
// it, and so do structs, and types that others than the tree declare.
func (s *Selection) Leaf(m *api.Member) Leaf { return s.leaves()[m] }

func (s *Selection) findLeaves() map[*api.Member]Leaf {
	out := make(map[*api.Member]Leaf, len(s.Members()))
	for _, m := range s.Members() {
		out[m] = leafOf(s.View, m.Decl.File, m.Type)
	}
	return out
}

func leafOf(v *api.View, f *walk.File, e api.Expr) Leaf {
	var leaf Leaf
	slice := false
	for range maxNames {
		switch e.Kind {
		case api.Slice:
			slice, e = true, e.Elem()
			continue
		case api.Pointer, api.Array, api.Map:
			slice, e = false, e.Elem()
			continue
		case api.Named:
		default:
			return leaf
		}
		ref := v.Resolve(f, e)
		if ref.Predeclared != "" {
			leaf.Name = ref.Predeclared
			leaf.Bytes = slice && (leaf.Name == "byte" || leaf.Name == "uint8")
			return leaf
		}
		if ref.Decl == nil || ref.Decl.Pkg.Lent || ref.Decl.IsStruct() || len(ref.Decl.Pkg.Wires(ref.Decl.Name)) > 0 {
			leaf.Path, leaf.Name = cmp.Or(ref.Path, e.Pkg), ref.Name
			return leaf
		}
		leaf.Via, f, e = ref.Decl, ref.Decl.File, ref.Decl.Expr
	}
	return leaf
}
