package machinelifecycle

import (
	"context"
	"fmt"
	"slices"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/api/meta"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/client-go/util/drainhint"
	"fleet.dev/fleet/pkg/apis/fleet"
	apisfleetv1 "fleet.dev/fleet/pkg/apis/fleet/v1"
	"fleet.dev/fleet/pkg/features"
)

// taintMaintenance keeps new work away from machines that are being drained.
const taintMaintenance = "fleet.dev/maintenance"

// syncHeartbeat withdraws the Ready condition of a machine whose agent has been
// silent for too long.
func (c *Controller) syncHeartbeat(ctx context.Context, m *fleetv1.Machine) (time.Duration, error) {
	if m.Status.LastHeartbeatTime == nil {
		return 0, nil
	}
	left := c.config.HeartbeatGracePeriod - c.now().Sub(m.Status.LastHeartbeatTime.Time)
	if left > 0 {
		return left, nil
	}
	changed := meta.SetCondition(&m.Status.Conditions, metav1.Condition{
		Type:               fleetv1.MachineReady,
		Status:             metav1.ConditionUnknown,
		ObservedGeneration: m.Generation,
		Reason:             "AgentSilent",
		Message:            fmt.Sprintf("The agent has not reported for more than %s.", c.config.HeartbeatGracePeriod),
	})
	if !changed {
		return 0, nil
	}
	_, err := c.client.Machines().UpdateStatus(ctx, m)
	return 0, err
}

// syncDrain repels work from a machine and waits for it to leave.
func (c *Controller) syncDrain(ctx context.Context, m *fleetv1.Machine) (time.Duration, error) {
	if !hasTaint(m, taintMaintenance) {
		m.Spec.Taints = append(m.Spec.Taints, fleetv1.Taint{Key: taintMaintenance, Effect: fleetv1.TaintNoExecute})
		updated, err := c.client.Machines().Update(ctx, m)
		if err != nil {
			return 0, fmt.Errorf("tainting machine %q: %w", m.Name, err)
		}
		m = updated
	}
	if !meta.IsTrue(m.Status.Conditions, fleetv1.MachineDrained) && !c.overdue(m) {
		return c.config.DrainPollInterval, nil
	}
	if !m.IsBeingDeleted() {
		return 0, nil
	}
	return 0, c.releaseFinalizer(ctx, m)
}

// overdue reports whether waiting for a deleted machine has become pointless.
func (c *Controller) overdue(m *fleetv1.Machine) bool {
	if m.DeletionTime == nil || !features.DefaultGate.Enabled(features.DrainEstimates) {
		return false
	}
	var internal fleet.Machine
	apisfleetv1.Convert_v1_Machine_To_fleet_Machine(m, &internal)
	return c.now().Sub(m.DeletionTime.Time) > drainhint.Estimate(&internal)
}

func (c *Controller) releaseFinalizer(ctx context.Context, m *fleetv1.Machine) error {
	i := slices.Index(m.Finalizers, fleetv1.FinalizerDrain)
	if i < 0 {
		return nil
	}
	m.Finalizers = slices.Delete(m.Finalizers, i, i+1)
	_, err := c.client.Machines().Update(ctx, m)
	return err
}

func hasTaint(m *fleetv1.Machine, key string) bool {
	return slices.ContainsFunc(m.Spec.Taints, func(t fleetv1.Taint) bool { return t.Key == key })
}
