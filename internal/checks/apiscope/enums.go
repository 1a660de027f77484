package apiscope

import (
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Enums returns the names of a package's string types that are enumerations:
// those with constants that a field of the package is of, or that are marked.
func Enums(pkg *api.Package) map[string]bool {
	used := map[string]bool{}
	for _, d := range pkg.Types {
		for _, m := range d.Members() {
			use(used, m.Type)
		}
		if IsMarkedEnum(d.Marks) {
			used[d.Name] = true
		}
	}
	enums := map[string]bool{}
	for _, c := range pkg.Consts {
		name := c.Type.Name
		if c.Type.Kind != api.Named || c.Type.Pkg != "" || !used[name] {
			continue
		}
		if d := pkg.Type(name); d != nil && Is(d.Expr, "string") && d.Expr.Pkg == "" {
			enums[name] = true
		}
	}
	return enums
}

// IsMarkedEnum reports whether a marker says that there are no other values
// than those declared.
func IsMarkedEnum(ms api.Marks) bool {
	return ms.Has("enum", "k8s:enum", "kubebuilder:validation:Enum")
}

// use notes the names of the package's own types in an expression.
func use(names map[string]bool, e api.Expr) {
	if e.Kind == api.Named && e.Pkg == "" {
		names[e.Name] = true
	}
	for _, a := range e.Args {
		use(names, a)
	}
}

// EnumValues returns the values of a type's constants in its package; nil if
// one of them is not known.
func EnumValues(d *api.Decl) []string {
	var values []string
	for _, c := range d.Pkg.Consts {
		if c.Type.Kind != api.Named || c.Type.Pkg != "" || c.Type.Name != d.Name {
			continue
		}
		value, err := strconv.Unquote(c.Value)
		if err != nil {
			return nil
		}
		values = append(values, value)
	}
	return values
}
