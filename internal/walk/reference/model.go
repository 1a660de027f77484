package reference

import (
	"cmp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Model is the API of a tree.
type Model struct {
	// Groups are sorted by name; the one without a name comes first.
	Groups []*Group
	// Tasks are what users want to do, in the order to show. Load leaves them
	// empty.
	Tasks []Task

	kinds map[string][]*Type // by lower-case kind, resource and short names
	seen  *observed
}

// A Group is an API group.
type Group struct {
	Name string // "" for the oldest Kubernetes types
	// Versions are in the order users prefer: stable before beta before alpha,
	// newer before older.
	Versions []*Version
}

// A Version is a version of a group.
type Version struct {
	Group, Name string
	// Packages are where its types are declared.
	Packages []*api.Package
	// Doc is the package comment.
	Doc string
	// Kinds are sorted by name, list kinds left out; Types are all types, those
	// included.
	Kinds, Types []*Type
	// Role says what the version is for.
	Role Role
	// apiVersion is that of objects if it is not Path: of settings that are in no
	// group, which only the path of their package tells apart.
	apiVersion string
}

// APIVersion is what objects of the version have as their apiVersion.
func (v *Version) APIVersion() string { return cmp.Or(v.apiVersion, v.Path()) }

// A Role says what an API is for.
type Role int

// The roles, in the order a reader looks for them.
const (
	Served   Role = iota // objects that a server keeps, or may keep
	Settings             // configuration files
	Lent                 // types that other versions use; it has no kinds of its own here
)

// Path is "apps/v1", or "v1" for the group without a name. It is unique in the
// model.
func (v *Version) Path() string {
	if v.Group == "" {
		return v.Name
	}
	return v.Group + "/" + v.Name
}

// A Shape says what a value looks like in JSON.
type Shape string

// The shapes.
const (
	Object      Shape = "object" // of a Type's Fields
	Map         Shape = "map"    // an object whose keys are data
	List        Shape = "list"
	String      Shape = "string"
	Integer     Shape = "integer"
	Number      Shape = "number"
	Boolean     Shape = "boolean"
	IntOrString Shape = "integer or string"
	Any         Shape = "any"
	Unknown     Shape = "unknown" // the type's source is not in the tree
)

// A Ref is the type of a field or element.
type Ref struct {
	Shape Shape
	// Format narrows a string or number: "date-time", "int32", "byte".
	Format string
	// Type is the named type, if its declaration is known.
	Type *Type
	// Elem is what a List or Map holds.
	Elem *Ref
	// Go is the qualified name of a type that is Unknown.
	Go string
}

// Base is the type at the end of lists and maps.
func (r *Ref) Base() *Ref {
	for r.Elem != nil && (r.Shape == List || r.Shape == Map) {
		r = r.Elem
	}
	return r
}

// String is how users read the type: "[]Container", "map[string]string".
func (r *Ref) String() string {
	switch {
	case r.Type != nil && (r.Shape == Object || len(r.Type.Enum) > 0 || r.Type.Decl.IsStruct()):
		return r.Type.Name
	case r.Shape == List && r.Elem != nil:
		return "[]" + r.Elem.String()
	case r.Shape == Map && r.Elem != nil:
		return "map[string]" + r.Elem.String()
	case r.Shape == Unknown:
		return r.Go[strings.LastIndexByte(r.Go, '/')+1:]
	}
	return string(r.Shape)
}

// A Type is a named type of an API.
type Type struct {
	Name string
	// Key names the type in the whole tree: "k8s.io/api/apps/v1.Deployment".
	Key     string
	Version *Version
	Decl    *api.Decl
	// Doc is the description, without what is not published.
	Doc string
	// Underlying is what it is if not an object of Fields.
	Underlying *Ref
	// Fields are in source order, those of inlined structs in their place.
	Fields []*Field
	// Inlines are the types whose fields take the place of the embedded struct.
	Inlines []*Type
	// Missing are embedded types whose fields should be among Fields but whose
	// source is not in the tree.
	Missing []string
	Limits
	Lists
	Deprecated string
	// Introduced, DeprecatedIn, Removed and Replacement are what lifecycle
	// markers say.
	Introduced, DeprecatedIn, Removed, Replacement string
	// Since is the oldest version of the group that has a type of that name; ""
	// if no other has.
	Since string
	// Kind reports whether objects of the type say what they are; ListKind is
	// the kind of a list of it, and ItemKind what a list kind lists.
	Kind               bool
	ListKind, ItemKind *Type
	// Resource is how to reach objects of the kind; nil if the tree does not say.
	Resource *Resource
	// Users are the fields that hold it, by place.
	Users []*Field
	// Home is the kind it is explained with; nil if it is explained for all of
	// its version.
	Home *Type
	// Sample is an object of the kind in YAML, and SampleFrom the file of the
	// tree it comes from, if it does.
	Sample, SampleFrom string

	anonymous bool
}

// IsObject reports whether the type has fields.
func (t *Type) IsObject() bool { return t.Underlying == nil }

// Documented reports whether there is more to say of the type than its shape.
func (t *Type) Documented() bool {
	return t.IsObject() || len(t.Enum) > 0 || t.Doc != "" || len(t.Bounds) > 0 || len(t.Rules) > 0
}

// Path is how users name the type: "apps/v1.Deployment".
func (t *Type) Path() string { return t.Version.Path() + "." + t.Name }

// A Field is a field of an object.
type Field struct {
	Name string // in JSON
	// In is the type it is a field of, From the struct it is inlined from; nil
	// if that is In itself.
	In, From *Type
	Member   *api.Member // nil for the fields of type meta that is not in the tree
	Type     *Ref
	Doc      string
	// Required is whether it must be given. Declared is what its markers say of
	// that: "optional", "required" or "".
	Required bool
	Declared string
	Nullable bool
	Defaults []Default
	Limits
	// Example is one given by a marker.
	Example string
	Lists
	PatchStrategy, PatchMergeKey string
	Gates                        []*Gate
	Deprecated                   string
	// Since is the oldest version of the group whose type of the same name has
	// the field; "" if no other version has the type.
	Since string
	// Protobuf is its number on the wire; 0 if it has none.
	Protobuf int
	// File and Pos are where it is declared.
	File string
	Pos  walk.Pos
}

// Types returns every type of the model in the order of groups, versions and
// names.
func (m *Model) Types() []*Type {
	var out []*Type
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			out = append(out, v.Types...)
		}
	}
	return out
}

// Version returns the version with the given path, or nil.
func (m *Model) Version(p string) *Version {
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			if v.Path() == p {
				return v
			}
		}
	}
	return nil
}
