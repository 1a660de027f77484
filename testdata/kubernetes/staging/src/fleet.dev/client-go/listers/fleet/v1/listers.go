// Package v1 reads machines and pools from a local copy.
package v1

import (
	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/labels"
	"fleet.dev/client-go/tools/cache"
)

// MachineLister reads machines. Results are shared: copy before changing.
type MachineLister interface {
	// List returns the machines that selector matches, ordered by name.
	List(selector labels.Selector) []*fleetv1.Machine
	// Get returns one machine, or an error for which apierrors.IsNotFound holds.
	Get(name string) (*fleetv1.Machine, error)
}

// MachinePoolLister reads pools. Results are shared: copy before changing.
type MachinePoolLister interface {
	// List returns the pools that selector matches, ordered by name.
	List(selector labels.Selector) []*fleetv1.MachinePool
	// Get returns one pool, or an error for which apierrors.IsNotFound holds.
	Get(name string) (*fleetv1.MachinePool, error)
}

// NewMachineLister returns a lister for the machines in store.
func NewMachineLister(store *cache.Store[*fleetv1.Machine]) MachineLister {
	return lister[*fleetv1.Machine]{"Machine", store}
}

// NewMachinePoolLister returns a lister for the pools in store.
func NewMachinePoolLister(store *cache.Store[*fleetv1.MachinePool]) MachinePoolLister {
	return lister[*fleetv1.MachinePool]{"MachinePool", store}
}

type lister[T metav1.Object] struct {
	kind  string
	store *cache.Store[T]
}

func (l lister[T]) List(selector labels.Selector) []T {
	var matching []T
	for _, obj := range l.store.List() {
		if selector.Matches(obj.GetLabels()) {
			matching = append(matching, obj)
		}
	}
	return matching
}

func (l lister[T]) Get(name string) (T, error) {
	obj, ok := l.store.Get(name)
	if !ok {
		var none T
		return none, apierrors.NewNotFound(l.kind, name)
	}
	return obj, nil
}
