// Package outline is the fact about what a Go file declares for others: its
// exported constants, variables, types, functions and methods, each with its
// comment, its text and its place, and whether the file has a func main.
//
// Declarations are cut out of the source rather than printed from syntax: the
// text is what its authors aligned and commented, and cutting costs a fraction
// of printing. Unexported fields, long literals and function bodies are left
// out of it.
package outline

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Kind says what a declaration declares.
type Kind int

// The kinds, in the order pages show them.
const (
	Const Kind = iota
	Var
	Func
	Type
	Method
)

var kindWords = [...]string{"const", "var", "func", "type", "method"}

// String returns the keyword, or "method".
func (k Kind) String() string { return kindWords[k] }

// A File is the outline of one file.
type File struct {
	// Lines is how many lines the file has.
	Lines int
	// Main is where func main is, in a file of package main that has one.
	Main walk.Pos
	// Decls are in source order.
	Decls []Decl
}

// A Decl is one exported function, method or type, or one group of constants or
// variables with at least one exported name.
type Decl struct {
	Kind Kind
	// Name is the declared name, without receiver; empty for groups of
	// constants and variables, which may have many (see Names).
	Name string
	// Of is the type the declaration belongs with: a method's receiver, the one
	// type a function returns, the type of a group of constants. It may name a
	// type that is not declared in the package.
	Of string
	// Doc is the comment without comment markers; Markers are its "+name" lines.
	Doc     string
	Markers []string
	// Text is the declaration, gofmt's indentation kept.
	Text string
	// Names are the exported identifiers the text introduces: the declared
	// names, and the fields and methods of a struct or interface.
	Names    []Name
	Pos, End walk.Pos
}

// A Name is an identifier introduced by a declaration.
type Name struct {
	// Name is "Type.Field" for a field or an interface's method.
	Name string
	// Offset is where it stands in the Decl's Text, -1 if it was cut.
	Offset int
	Pos    walk.Pos
}

// Extractor is the outline of every active file of the tree's own that is not a
// test. Its fact is a *File.
var Extractor = &walk.Extractor{
	ID:      "outline",
	Version: 1,
	Wants: func(f *walk.File) bool {
		return f.Active && !f.Test && !strings.HasPrefix(f.Path, "vendor/") && !strings.Contains(f.Path, "/vendor/")
	},
	Extract: func(in *walk.Syntax) any { return extract(in) },
	Append:  func(b []byte, fact any) []byte { return appendFile(b, fact.(*File)) },
	Read:    func(d *walk.Decoder) any { return readFile(d) },
}

// Of returns the outline of f, or nil if it was not extracted.
func Of(f *walk.File) *File {
	o, _ := f.Fact(Extractor).(*File)
	return o
}
