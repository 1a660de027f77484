package api

import (
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Facts is what one file declares that an API is made of, in source order.
type Facts struct {
	Types  []Type
	Consts []Const
	// Versions are the group-version literals of package variables, such as
	// schema.GroupVersion{Group: GroupName, Version: "v1"}.
	Versions []GroupVersion
	// Defaulters are the names of functions that set defaults
	// (SetDefaults_T, SetObjectDefaults_T).
	Defaulters []Name
	// Instances are the names of the package's types that code takes empty values
	// of, as it does to register them with a scheme: &Deployment{}.
	Instances []string
	// Wires are the methods by which types say what they are in JSON.
	Wires []Wire
}

// A Wire is a type's own word on what it is in JSON.
type Wire struct {
	// Recv is the name of the type, Method that of the method, and Values are the
	// strings the method returns.
	Recv, Method string
	Values       []string
}

// A Name is an identifier and where it stands.
type Name struct {
	Name string
	Pos  walk.Pos
}

// A Type is one type declaration of the package level.
type Type struct {
	Name string
	Pos  walk.Pos // of the name
	// Doc is the comment of the declaration itself, GroupDoc that of the
	// parenthesised group it is declared in; Sole reports whether it is the only
	// one of its group. Above is the comment group that a blank line separates
	// from Doc, or from the declaration if there is no Doc.
	Doc, GroupDoc, Above Comment
	Sole                 bool
	// Trailing reports whether a comment follows on the declaration's last line.
	Trailing bool
	// Alias reports whether it is declared with "=".
	Alias bool
	// Params are the names of the type parameters.
	Params []string
	// Expr is what the name is declared to be; a struct holds its fields.
	Expr Expr
}

// Exported reports whether other packages see the type.
func (t *Type) Exported() bool { return token.IsExported(t.Name) }

// IsStruct reports whether the type is declared with a struct's fields.
func (t *Type) IsStruct() bool { return t.Expr.Kind == Struct }

// Comment returns the comment that describes the type alone: its own, or that
// of its group if nothing else is in there.
func (t *Type) Comment() Comment {
	if t.Doc.IsZero() && t.Sole {
		return t.GroupDoc
	}
	return t.Doc
}

// A Kind says what a type expression is.
type Kind uint8

// The kinds of expressions. Elem is the first of Args.
const (
	Bad       Kind = iota // none of those below
	Named                 // Pkg.Name, or Name alone; Args are type arguments
	Pointer               // *Elem
	Slice                 // []Elem
	Array                 // [Name]Elem; Name is the length as written
	Map                   // map[Args[0]]Args[1]
	Struct                // struct{ Fields }
	Interface             // interface{ … }; "any" is Named
	Func
	Chan
	numKinds
)

// An Expr is a type expression.
type Expr struct {
	Kind Kind
	// Pkg is the qualifier as written: a name the file imports a package by.
	Pkg, Name string
	Args      []Expr
	Fields    []Field
}

// Elem returns what a pointer, slice, array or map holds.
func (e Expr) Elem() Expr {
	if len(e.Args) == 0 {
		return Expr{}
	}
	return e.Args[len(e.Args)-1]
}

// String returns the expression as Go source, with the fields of structs left
// out.
func (e Expr) String() string {
	switch e.Kind {
	case Named:
		s := e.Name
		if e.Pkg != "" {
			s = e.Pkg + "." + s
		}
		if len(e.Args) > 0 {
			args := make([]string, len(e.Args))
			for i, a := range e.Args {
				args[i] = a.String()
			}
			s += "[" + strings.Join(args, ", ") + "]"
		}
		return s
	case Pointer:
		return "*" + e.Elem().String()
	case Slice:
		return "[]" + e.Elem().String()
	case Array:
		return "[" + e.Name + "]" + e.Elem().String()
	case Map:
		if len(e.Args) == 2 {
			return "map[" + e.Args[0].String() + "]" + e.Args[1].String()
		}
	case Struct:
		return "struct{…}"
	case Interface:
		return "interface{…}"
	case Func:
		return "func(…)"
	case Chan:
		return "chan " + e.Elem().String()
	}
	return "?"
}

// A Field is one name of a struct's field list; "A, B int" makes two. Fields
// that cannot be reached from outside the package are left out, embedded ones
// excepted.
type Field struct {
	// Name is the Go name; for an embedded field, that of its type.
	Name string
	Pos  walk.Pos
	// Nth counts the names that share one declaration, from 0.
	Nth      int
	Embedded bool
	Type     Expr
	// Tag is the tag as it stands in the source, quotes included; "" if none.
	Tag    string
	TagPos walk.Pos
	TagOff int
	// Off and End bound the declaration in the file: from its first name or type
	// to the end of its tag or type.
	Off, End int
	// Doc is the comment above the field, Above the one separated from it by a
	// blank line, Trailing the one that follows on the same line.
	Doc, Above, Trailing Comment
}

// A Const is one constant.
type Const struct {
	Name string
	Pos  walk.Pos
	// Type is the declared type, or the one its value is converted to; the type
	// of the constant above it if it has no expression of its own. Untyped
	// constants have kind Bad.
	Type Expr
	// Value is the expression as written if it is a literal (also inside a
	// conversion), else "".
	Value string
	// Implicit reports whether the value repeats the expression above it.
	Implicit bool
	Doc      Comment
	Trailing Comment
}

// A GroupVersion is a composite literal with the keys Group and Version. Each
// is the string, or the name of a constant if it is written so: qualified, as in
// "apis.GroupName", if it is another package's.
type GroupVersion struct {
	Group, GroupName     string
	Version, VersionName string
}

// IsEmpty reports whether a file declares nothing that an API is made of.
func (f *Facts) IsEmpty() bool {
	return len(f.Types) == 0 && len(f.Consts) == 0 && len(f.Versions) == 0 && len(f.Wires) == 0
}
