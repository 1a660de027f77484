package eval

import (
	"errors"
	"go/ast"
)

// maxNesting is how deeply syntax may be nested: the type checker, the compiler
// and evaluation all recurse on it, and the host's stack is not without end. A
// sum of n terms is nested n times.
const maxNesting = 10_000

var errNesting = errors.New("is nested too deeply")

// nesting is how deeply a piece of syntax is nested, or more than maxNesting.
func nesting(n ast.Node) int {
	depth, most := 0, 0
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			depth--
			return false
		}
		if depth++; depth > maxNesting {
			most = depth
			depth-- // Inspect does not come back for what is not looked into
			return false
		}
		most = max(most, depth)
		return true
	})
	return most
}

// chargeSource accounts for what a function or declaration takes once it is
// checked and compiled.
func (in *Interp) chargeSource(size int) { in.charge(16*int64(size), 8*int64(size)) }
