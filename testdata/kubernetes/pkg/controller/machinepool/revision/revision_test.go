package revision

import (
	"testing"

	fleetv1 "fleet.dev/api/fleet/v1"
)

func TestHashFollowsTheTemplate(t *testing.T) {
	older := &fleetv1.MachineTemplate{Spec: fleetv1.MachineSpec{ImageName: "base-22.04"}}
	newer := older.DeepCopy()
	if Hash(older) != Hash(newer) {
		t.Error("equal templates have different hashes")
	}
	newer.Spec.ImageName = "base-24.04"
	if Hash(older) == Hash(newer) {
		t.Error("different templates have the same hash")
	}
}
