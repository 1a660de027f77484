// Package suite lists the checks kdoc ships.
package suite

import (
	"github.com/kdoc-dev/kdoc/internal/checks"
)

// All returns every check, the driver's own first, the others by package. To
// add one, import its package above and append its Check here, one line each;
// the tests of this package tell what else a check must bring along.
func All() []*checks.Check {
	return append(checks.Builtin(),
		[]*checks.Check{
			// stagingimport.Check,
		}...)
}
