// Package models declares which functions of the standard library evaluation does
// not take from their source, one table for each package: what a function costs,
// what it may write and how it fails. What stands in for it is in package eval,
// whose tests hold the two together.
package models

import (
	"fmt"
	"strings"
)

// A Cost says what a function may allocate and how long it may take. It is
// charged before the function runs.
type Cost uint8

const (
	// Constant is as good as nothing.
	Constant Cost = iota
	// Linear is a few times the size of the operands.
	Linear
	// Product is the size of the first operand times that of the second.
	Product
	// Pieces is a string for each separator in the first operand.
	Pieces
	// Joined is the size of all elements, and of a separator between each two.
	Joined
	// Replaced is the first operand with what replaces each match.
	Replaced
	// Repeated is the first operand as often as the second says.
	Repeated
	// Allocated is as many bytes as the last operand says.
	Allocated
	// Compiled is a program for a pattern: thousands of bytes for one of text.
	Compiled
	// Matched is what the methods of a compiled pattern take: the text times the
	// pattern, and what is put together from the matches.
	Matched
	// Metered functions charge as they go, for each value they visit, for what
	// they write, and for what functions of the program that they call take.
	Metered
)

// Writes says what a function may change but its results.
type Writes uint8

const (
	// Nothing is changed.
	Nothing Writes = iota
	// Operands are changed as the function's documentation says, and what becomes
	// of them is known, or unknown where what is stored is.
	Operands
	// Calls are made to functions and methods of the program, which are evaluated.
	Calls
	// World is the environment, the standard streams, or the end of the program.
	World
	// Anything that is reachable through the operands may be changed in a way
	// that is not known: all of it is unknown afterwards.
	Anything
)

// Fails says what becomes of a call that cannot succeed.
type Fails uint8

const (
	// Never fails, or not in a way that a program notices.
	Never Fails = iota
	// Errors are returned, as by the function itself.
	Errors
	// Panics as the function itself does.
	Panics
	// Unknown is the result of every call, with the reason.
	Unknown
)

// A Model is what is declared of one function.
type Model struct {
	Cost   Cost
	Writes Writes
	Fails  Fails
}

// A Group is functions of a package of which the same is declared. Names are
// separated by spaces; those of methods are written (*T).M or (T).M.
type Group struct {
	Model
	Names string
}

// A Package is the table of one package.
type Package struct {
	Path   string
	Groups []Group
}

// All returns every model by the full name of its function, as go/types spells
// it: "strings.Join", "(*strings.Builder).WriteString".
func All() map[string]Model {
	out := map[string]Model{}
	for _, p := range Packages {
		for _, g := range p.Groups {
			for _, name := range strings.Fields(g.Names) {
				full := FullName(p.Path, name)
				if _, twice := out[full]; twice {
					panic(fmt.Sprintf("models: %s is declared twice", full))
				}
				out[full] = g.Model
			}
		}
	}
	return out
}

// FullName is the full name of a function or method of a package.
func FullName(path, name string) string {
	switch {
	case strings.HasPrefix(name, "(*"):
		return "(*" + path + "." + name[2:]
	case strings.HasPrefix(name, "("):
		return "(" + path + "." + name[1:]
	}
	return path + "." + name
}

// Packages are the tables, one a package.
var Packages = []Package{
	stringsPackage, strconvPackage, unicodePackage, utf8Package, pathPackage, filepathPackage, regexpPackage, netPackage, mathPackage, bytealgPackage,
	fmtPackage, errorsPackage, jsonPackage, templatePackage("text/template"), templatePackage("html/template"), logPackage,
	flatePackage, crc32Package,
	sortPackage, slicesPackage, mapsPackage, uniquePackage,
	syncPackage, atomicPackage,
	reflectPackage, liteReflectPackage,
	osPackage, execPackage, userPackage, syscallPackage("syscall"), syscallPackage("golang.org/x/sys/unix"), signalPackage, timePackage, runtimePackage, debugPackage, randPackage,
	abiPackage, godebugPackage, constanttimePackage, fips140Package,
}
