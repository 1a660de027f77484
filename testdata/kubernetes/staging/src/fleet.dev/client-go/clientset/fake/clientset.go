// Package fake is a clientset that keeps objects in memory, for tests.
package fake

import (
	"context"
	"strconv"
	"sync"

	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/tools/cache"
)

// Clientset implements clientset.Interface without a server.
type Clientset struct {
	machines *tracker[*fleetv1.Machine]
	pools    *tracker[*fleetv1.MachinePool]
}

var _ clientset.Interface = (*Clientset)(nil)

// NewClientset returns a clientset that holds copies of the given objects.
func NewClientset(machines []*fleetv1.Machine, pools []*fleetv1.MachinePool) *Clientset {
	c := &Clientset{
		machines: &tracker[*fleetv1.Machine]{kind: "Machine", copy: (*fleetv1.Machine).DeepCopy},
		pools:    &tracker[*fleetv1.MachinePool]{kind: "MachinePool", copy: (*fleetv1.MachinePool).DeepCopy},
	}
	for _, m := range machines {
		_, _ = c.machines.Create(context.Background(), m)
	}
	for _, p := range pools {
		_, _ = c.pools.Create(context.Background(), p)
	}
	return c
}

// Machines implements clientset.Interface.
func (c *Clientset) Machines() clientset.ResourceInterface[*fleetv1.Machine] { return c.machines }

// MachinePools implements clientset.Interface.
func (c *Clientset) MachinePools() clientset.ResourceInterface[*fleetv1.MachinePool] { return c.pools }

type tracker[T metav1.Object] struct {
	kind string
	copy func(T) T

	mu      sync.Mutex
	version int
	objects cache.Store[T]
}

func (t *tracker[T]) Get(_ context.Context, name string) (T, error) {
	obj, ok := t.objects.Get(name)
	if !ok {
		var none T
		return none, apierrors.NewNotFound(t.kind, name)
	}
	return t.copy(obj), nil
}

func (t *tracker[T]) Create(_ context.Context, obj T) (T, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, taken := t.objects.Get(obj.GetName()); taken {
		var none T
		return none, apierrors.NewAlreadyExists(t.kind, obj.GetName())
	}
	return t.put(obj), nil
}

func (t *tracker[T]) Update(_ context.Context, obj T) (T, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var none T
	stored, ok := t.objects.Get(obj.GetName())
	if !ok {
		return none, apierrors.NewNotFound(t.kind, obj.GetName())
	}
	if v := obj.GetResourceVersion(); v != "" && v != stored.GetResourceVersion() {
		return none, apierrors.NewConflict(t.kind, obj.GetName())
	}
	return t.put(obj), nil
}

func (t *tracker[T]) UpdateStatus(ctx context.Context, obj T) (T, error) { return t.Update(ctx, obj) }

func (t *tracker[T]) Delete(_ context.Context, name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.objects.Get(name); !ok {
		return apierrors.NewNotFound(t.kind, name)
	}
	t.objects.Delete(name)
	return nil
}

func (t *tracker[T]) List(context.Context) ([]T, string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var copies []T
	for _, obj := range t.objects.List() {
		copies = append(copies, t.copy(obj))
	}
	return copies, strconv.Itoa(t.version), nil
}

// Watch never reports anything: tests of controllers call sync directly.
func (t *tracker[T]) Watch(ctx context.Context, _ string) (<-chan cache.Event[T], error) {
	events := make(chan cache.Event[T])
	context.AfterFunc(ctx, func() { close(events) })
	return events, nil
}

// put stores a copy of obj under a new version and returns another copy.
func (t *tracker[T]) put(obj T) T {
	t.version++
	stored := t.copy(obj)
	stored.GetObjectMeta().ResourceVersion = strconv.Itoa(t.version)
	t.objects.Add(stored)
	return t.copy(stored)
}
