package pools_test

import (
	"context"
	"testing"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/fleet/test/e2e/framework"
)

func TestPoolReachesItsSize(t *testing.T) {
	ctx := context.Background()
	f := framework.New(t)
	replicas := int32(3)
	labels := map[string]string{fleetv1.LabelPool: "e2e-size"}
	pool, err := f.Client.MachinePools().Create(ctx, &fleetv1.MachinePool{
		ObjectMeta: metav1.ObjectMeta{Name: "e2e-size"},
		Spec: fleetv1.MachinePoolSpec{
			Replicas: &replicas,
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: fleetv1.MachineTemplate{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec:       fleetv1.MachineSpec{ImageName: "base-24.04"},
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Client.MachinePools().Delete(context.Background(), pool.Name) })

	err = wait.Poll(ctx, 2*time.Second, 5*time.Minute, func(ctx context.Context) (bool, error) {
		got, err := f.Client.MachinePools().Get(ctx, pool.Name)
		if err != nil {
			return false, err
		}
		return got.Status.ReadyReplicas == replicas, nil
	})
	if err != nil {
		t.Errorf("pool of %d machines: %v", replicas, err)
	}
}
