package machinepool

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	"fleet.dev/apimachinery/pkg/api/meta"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/labels"
	"fleet.dev/fleet/pkg/controller/machinepool/revision"
	"fleet.dev/fleet/pkg/features"
	"fleet.dev/fleet/pkg/fleetctl/printers" // want import-restrictions "fleet.dev/fleet/pkg/fleetctl/printers"
)

// plan is what has to happen to the members of a pool.
type plan struct {
	create int32
	remove []*fleetv1.Machine
}

func (c *Controller) syncPool(ctx context.Context, name string) error {
	started := time.Now()
	defer func() {
		slog.DebugContext(ctx, "synced", "pool", name, "took", printers.ShortDuration(time.Since(started)))
	}()

	shared, err := c.pools.Get(name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	pool := shared.DeepCopy()
	members, err := c.members(pool)
	if err != nil {
		return err
	}
	if !pool.IsBeingDeleted() && (pool.Spec.Paused == nil || !*pool.Spec.Paused) {
		if err := c.execute(ctx, pool, c.plan(pool, members)); err != nil {
			return err
		}
	}
	return c.updateStatus(ctx, pool, members)
}

// members returns the machines that the pool controls and its selector matches.
func (c *Controller) members(pool *fleetv1.MachinePool) ([]*fleetv1.Machine, error) {
	selector, err := labels.FromLabelSelector(pool.Spec.Selector)
	if err != nil {
		return nil, fmt.Errorf("selector of pool %q: %w", pool.Name, err)
	}
	matching := c.machines.List(selector)
	return slices.DeleteFunc(matching, func(m *fleetv1.Machine) bool {
		owner := metav1.ControllerOf(m)
		return owner == nil || owner.UID != pool.UID
	}), nil
}

// plan compares the members with the wanted number. Members that are neither
// current nor ready go first.
func (c *Controller) plan(pool *fleetv1.MachinePool, members []*fleetv1.Machine) plan {
	wanted := int32(1)
	if pool.Spec.Replicas != nil {
		wanted = *pool.Spec.Replicas
	}
	slices.SortStableFunc(members, func(a, b *fleetv1.Machine) int {
		return cmp.Compare(worth(pool, a), worth(pool, b))
	})
	have, limit := int32(len(members)), wanted+surge(pool)
	current := int32(0)
	for _, m := range members {
		if revision.IsCurrent(pool, m) {
			current++
		}
	}
	var p plan
	if missing := min(wanted-current, limit-have); missing > 0 {
		p.create = min(missing, c.config.MaxCreationsPerSync)
	}
	if spare := have - wanted; spare > 0 && p.create == 0 {
		p.remove = members[:spare]
	}
	return p
}

// worth orders members by how much would be lost with them.
func worth(pool *fleetv1.MachinePool, m *fleetv1.Machine) int {
	w := 0
	if revision.IsCurrent(pool, m) {
		w += 2
	}
	if meta.IsTrue(m.Status.Conditions, fleetv1.MachineReady) {
		w++
	}
	return w
}

// surge is how many members there may be beyond the wanted number.
func surge(pool *fleetv1.MachinePool) int32 {
	s := pool.Spec.Strategy
	if !features.DefaultGate.Enabled(features.SurgeReplacement) || s == nil || s.RollingReplace == nil || s.RollingReplace.MaxSurge == nil {
		return 0
	}
	return *s.RollingReplace.MaxSurge
}

func (c *Controller) execute(ctx context.Context, pool *fleetv1.MachinePool, p plan) error {
	var errs []error
	for n := range p.create {
		if _, err := c.client.Machines().Create(ctx, newMember(pool, n)); err != nil && !apierrors.IsAlreadyExists(err) {
			errs = append(errs, fmt.Errorf("creating a member: %w", err))
		}
	}
	for _, m := range p.remove {
		if err := c.client.Machines().Delete(ctx, m.Name); err != nil && !apierrors.IsNotFound(err) {
			errs = append(errs, fmt.Errorf("removing member %q: %w", m.Name, err))
		}
	}
	return errors.Join(errs...)
}

// newMember builds the n-th machine that one sync creates.
func newMember(pool *fleetv1.MachinePool, n int32) *fleetv1.Machine {
	hash := revision.Hash(&pool.Spec.Template)
	m := &fleetv1.Machine{
		ObjectMeta: *pool.Spec.Template.ObjectMeta.DeepCopy(),
		Spec:       *pool.Spec.Template.Spec.DeepCopy(),
	}
	m.Name = fmt.Sprintf("%s-%s-%d", pool.Name, hash[:5], pool.Status.Replicas+n)
	if m.Labels == nil {
		m.Labels = map[string]string{}
	}
	m.Labels[fleetv1.LabelPool], m.Labels[fleetv1.LabelTemplateHash] = pool.Name, hash
	m.Finalizers = []string{fleetv1.FinalizerDrain}
	m.OwnerReferences = []metav1.OwnerReference{
		metav1.NewControllerRef(pool, fleetv1.SchemeGroupVersion.WithKind("MachinePool")),
	}
	return m
}

func (c *Controller) updateStatus(ctx context.Context, pool *fleetv1.MachinePool, members []*fleetv1.Machine) error {
	status := fleetv1.MachinePoolStatus{
		ObservedGeneration: pool.Generation,
		Replicas:           int32(len(members)),
		Conditions:         pool.Status.Conditions,
	}
	for _, m := range members {
		if meta.IsTrue(m.Status.Conditions, fleetv1.MachineReady) {
			status.ReadyReplicas++
		}
		if revision.IsCurrent(pool, m) {
			status.UpdatedReplicas++
		}
	}
	available := metav1.Condition{
		Type:               fleetv1.PoolAvailable,
		Status:             metav1.ConditionFalse,
		ObservedGeneration: pool.Generation,
		Reason:             "TooFewReady",
		Message:            fmt.Sprintf("%d of %d members are ready.", status.ReadyReplicas, status.Replicas),
	}
	if status.ReadyReplicas == status.Replicas {
		available.Status, available.Reason = metav1.ConditionTrue, "AllReady"
	}
	changed := meta.SetCondition(&status.Conditions, available)
	if !changed && status.Replicas == pool.Status.Replicas && status.UpdatedReplicas == pool.Status.UpdatedReplicas {
		return nil
	}
	pool.Status = status
	_, err := c.client.MachinePools().UpdateStatus(ctx, pool)
	return err
}
