package machinelifecycle_test

import (
	"context"
	"testing"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/api/meta"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/client-go/clientset/fake"
	"fleet.dev/client-go/informers"
	basetesting "fleet.dev/component-base/testing"
	"fleet.dev/fleet/pkg/controller/machinelifecycle"
)

func TestSyncWithdrawsReadyFromSilentMachine(t *testing.T) {
	ctx := context.Background()
	machine := basetesting.ReadyMachine("rack7-12", "north")
	lastSeen := metav1.NewTime(time.Now().Add(-time.Hour))
	machine.Status.LastHeartbeatTime = &lastSeen

	client := fake.NewClientset([]*fleetv1.Machine{machine}, nil)
	factory := informers.NewSharedInformerFactory(client, 0)
	config := machinelifecycle.Config{HeartbeatGracePeriod: time.Minute, DrainPollInterval: time.Second}
	c := machinelifecycle.NewController(config, client, factory.Machines(), nil)
	factory.Machines().Informer().Store().Add(machine)

	if _, err := c.Sync(ctx, "rack7-12"); err != nil {
		t.Fatal(err)
	}
	got, err := client.Machines().Get(ctx, "rack7-12")
	if err != nil {
		t.Fatal(err)
	}
	if meta.IsTrue(got.Status.Conditions, fleetv1.MachineReady) {
		t.Error("machine is still Ready an hour after its agent fell silent")
	}
}

func TestSyncIgnoresUnknownMachine(t *testing.T) {
	client := fake.NewClientset(nil, nil)
	factory := informers.NewSharedInformerFactory(client, 0)
	c := machinelifecycle.NewController(machinelifecycle.Config{}, client, factory.Machines(), nil)
	if again, err := c.Sync(context.Background(), "nobody"); err != nil || again != 0 {
		t.Errorf("Sync = %v, %v; want nothing to do", again, err)
	}
}
