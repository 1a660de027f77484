// Package drainhint estimates how long it takes to empty a machine.
package drainhint

import (
	"time"

	"fleet.dev/fleet/pkg/apis/fleet" // want import-staging "fleet.dev/fleet/pkg/apis/fleet" import-allowlist "fleet.dev/fleet/pkg/apis/fleet"
)

// pace is how long it takes to move the work of one core.
const pace = 20 * time.Second

// Estimate returns how long the work on m is going to need, but never more than
// the machine's own timeout.
func Estimate(m *fleet.Machine) time.Duration {
	estimate := time.Duration(m.Status.Cores) * pace
	if m.Spec.Maintenance != nil {
		estimate = min(estimate, m.Spec.Maintenance.DrainTimeout)
	}
	return estimate
}
