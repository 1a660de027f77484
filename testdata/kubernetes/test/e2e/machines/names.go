// Package machines tests the life of single machines against a running fleet.
package machines

import (
	"strings"
	"testing"
)

// nameFor returns a machine name that tells which test made it.
func nameFor(t *testing.T) string {
	return "e2e-" + strings.ToLower(strings.ReplaceAll(t.Name(), "/", "-"))
}
