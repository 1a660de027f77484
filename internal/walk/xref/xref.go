// Package xref says what the identifiers of a tree's own Go files mean: which
// package-level name, field or method, or which place in the same file.
//
// It has two roads to the same facts. Where the tree and all that a package
// imports can be read, the package is type-checked and every identifier is
// known. Elsewhere, and in files that the documented platform leaves out, only
// the scopes of the file are followed: names of the package, qualified names and
// local ones are found, fields and methods are not. File.Typed tells which.
//
// References are symbolic, an import path and a name, and never a position in
// another file. So the facts about a package hold until the package itself
// changes or the declarations of something that it imports do, and an edit of
// a function's body leaves those of all other packages valid.
package xref

import (
	"sort"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Symbol names something declared at package level: "Name" of a constant,
// variable, function or type, or "Type.Member" of a method or field, which for
// fields of unnamed structs continues "Type.Member.Member".
type Symbol struct {
	// Package is the import path.
	Package string
	Name    string
}

// A File is what the identifiers of one file mean.
type File struct {
	// Typed reports whether the type checker was asked.
	Typed bool
	// Symbols are what Refs refer to.
	Symbols []Symbol
	// Refs are in the order of the source.
	Refs []Ref
}

// A Ref is one identifier that refers to something declared elsewhere: at package
// level, or before it in the same function.
type Ref struct {
	// Offset is where the identifier begins, in bytes from the start of the
	// file, and Line the line of it, from 1.
	Offset, Line int32
	// Symbol is an index into Symbols; Local for a name of the same function.
	Symbol int32
	// Def is the line of the declaration that a Local refers to.
	Def int32
	// Call reports whether the identifier is called.
	Call bool
}

// Local is the Symbol of references within a function.
const Local = -1

// Of returns the outline that Decls extracted from f, or nil.
func Of(f *walk.File) *Outline {
	o, _ := f.Fact(Decls).(*Outline)
	return o
}

// At returns the declaration whose text holds an offset, or nil. Members are not
// looked at.
func (o *Outline) At(offset int) *Def {
	i := sort.Search(len(o.tops), func(i int) bool { return o.Defs[o.tops[i]].Start > offset })
	if i == 0 {
		return nil
	}
	if d := &o.Defs[o.tops[i-1]]; offset < d.End {
		return d
	}
	return nil
}

// Declared returns the definition whose name begins at an offset, or nil.
func (o *Outline) Declared(offset int) *Def {
	i := sort.Search(len(o.Defs), func(i int) bool { return o.Defs[i].Offset >= offset })
	if i < len(o.Defs) && o.Defs[i].Offset == offset {
		return &o.Defs[i]
	}
	return nil
}
