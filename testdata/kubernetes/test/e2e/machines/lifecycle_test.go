package machines

import (
	"context"
	"testing"

	fleet "fleet.dev/api/fleet/v1" // want import-alias "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	"fleet.dev/fleet/pkg/probe"
	"fleet.dev/fleet/test/e2e/framework"
)

func TestMaintenanceDrainsMachine(t *testing.T) {
	ctx := context.Background()
	f := framework.New(t)
	m := f.CreateMachine(ctx, nameFor(t))
	f.WaitForCondition(ctx, m.Name, fleet.MachineReady)

	m.Spec.Maintenance = &fleet.MaintenanceRequest{Reason: "replacing a fan"}
	if _, err := f.Client.Machines().Update(ctx, m); err != nil {
		t.Fatal(err)
	}
	f.WaitForCondition(ctx, m.Name, fleet.MachineDrained)
}

func TestDeletedMachineGoesAway(t *testing.T) {
	ctx := context.Background()
	f := framework.New(t)
	m := f.CreateMachine(ctx, nameFor(t))
	if err := f.Client.Machines().Delete(ctx, m.Name); err != nil {
		t.Fatal(err)
	}
	f.WaitForCondition(ctx, m.Name, fleet.MachineDrained)
	if _, err := f.Client.Machines().Get(ctx, m.Name); !apierrors.IsNotFound(err) {
		t.Errorf("Get after deletion = %v, want not found", err)
	}
}

func TestProbeSeesTheHost(t *testing.T) {
	if r := probe.Collect(context.Background(), t.TempDir()); r.Cores == 0 {
		t.Errorf("probe saw no cores: %+v", r)
	}
}
