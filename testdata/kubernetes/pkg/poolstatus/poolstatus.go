// Package poolstatus puts the progress of a pool into words.
package poolstatus

import (
	"fmt"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/fleet/pkg/controller/machinepool/revision"
)

// Progress is a sentence about how far pool has rolled out its template.
func Progress(pool *fleetv1.MachinePool) string {
	wanted := int32(1)
	if pool.Spec.Replicas != nil {
		wanted = *pool.Spec.Replicas
	}
	switch {
	case pool.Spec.Paused != nil && *pool.Spec.Paused:
		return "The pool is paused."
	case pool.Status.ObservedGeneration < pool.Generation:
		return "The last change has not been picked up yet."
	case pool.Status.UpdatedReplicas < wanted:
		return fmt.Sprintf("%d of %d machines run revision %s.",
			pool.Status.UpdatedReplicas, wanted, revision.Hash(&pool.Spec.Template))
	case pool.Status.Replicas > wanted:
		return fmt.Sprintf("%d machines of an earlier revision are being removed.", pool.Status.Replicas-wanted)
	}
	return fmt.Sprintf("All %d machines are up to date.", wanted)
}
