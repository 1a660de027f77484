// Package revision tells machines apart by the template they were made from.
package revision

import (
	"encoding/json"
	"fmt"
	"hash/fnv"

	fleetv1 "fleet.dev/api/fleet/v1"
)

// Hash is a short name for a template. Equal templates have equal names.
func Hash(template *fleetv1.MachineTemplate) string {
	h := fnv.New32a()
	if err := json.NewEncoder(h).Encode(template); err != nil {
		// Templates come from JSON, so they can always be written as JSON.
		panic(err)
	}
	return fmt.Sprintf("%08x", h.Sum32())
}

// IsCurrent reports whether m was made from the pool's present template.
func IsCurrent(pool *fleetv1.MachinePool, m *fleetv1.Machine) bool {
	return m.Labels[fleetv1.LabelTemplateHash] == Hash(&pool.Spec.Template)
}
