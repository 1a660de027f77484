package v1

import (
	"testing"

	fleetv1 "fleet.dev/api/fleet/v1"
)

func TestSetDefaultsMachinePool(t *testing.T) {
	pool := &fleetv1.MachinePool{}
	SetDefaults_MachinePool(pool)
	if got := *pool.Spec.Replicas; got != 1 {
		t.Errorf("replicas = %d, want 1", got)
	}
	if got := pool.Spec.Strategy.Type; got != fleetv1.PoolRollingReplace {
		t.Errorf("strategy = %q, want %q", got, fleetv1.PoolRollingReplace)
	}
	if got := *pool.Spec.Template.Spec.PowerPolicy; got != fleetv1.PowerAlways {
		t.Errorf("power policy of the template = %q, want %q", got, fleetv1.PowerAlways)
	}
}

func TestSetDefaultsKeepsWhatIsSet(t *testing.T) {
	zero := int32(0)
	pool := &fleetv1.MachinePool{Spec: fleetv1.MachinePoolSpec{Replicas: &zero}}
	SetDefaults_MachinePool(pool)
	if got := *pool.Spec.Replicas; got != 0 {
		t.Errorf("replicas = %d, want the explicit 0", got)
	}
}
