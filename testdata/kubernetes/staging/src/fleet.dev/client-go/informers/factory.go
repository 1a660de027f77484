// Package informers shares local copies of the fleet's kinds within a process.
package informers

import (
	"context"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/features"
	fleetlisters "fleet.dev/client-go/listers/fleet/v1"
	"fleet.dev/client-go/tools/cache"
)

// relistPeriod replaces resync when the server cannot resume a watch.
const relistPeriod = 5 * time.Minute

// SharedInformerFactory creates at most one informer per kind.
type SharedInformerFactory struct {
	client clientset.Interface
	resync time.Duration

	machines *cache.SharedInformer[*fleetv1.Machine]
	pools    *cache.SharedInformer[*fleetv1.MachinePool]
}

// NewSharedInformerFactory returns a factory whose informers read through client
// and replay their objects every resync.
func NewSharedInformerFactory(client clientset.Interface, resync time.Duration) *SharedInformerFactory {
	if !features.Gate.Enabled(features.WatchBookmarks) {
		resync = min(resync, relistPeriod)
	}
	return &SharedInformerFactory{client: client, resync: resync}
}

// Machines gives access to the local copy of the machines.
func (f *SharedInformerFactory) Machines() MachineInformer { return MachineInformer{f} }

// MachinePools gives access to the local copy of the pools.
func (f *SharedInformerFactory) MachinePools() MachinePoolInformer { return MachinePoolInformer{f} }

// Start runs every informer that somebody has asked for, and returns when ctx is
// done and all of them have stopped.
func (f *SharedInformerFactory) Start(ctx context.Context) {
	var group wait.Group
	if f.machines != nil {
		group.StartWithContext(ctx, f.machines.Run)
	}
	if f.pools != nil {
		group.StartWithContext(ctx, f.pools.Run)
	}
	group.Wait()
}

// MachineInformer leads to the machines.
type MachineInformer struct {
	factory *SharedInformerFactory
}

// Informer returns the shared informer.
func (i MachineInformer) Informer() *cache.SharedInformer[*fleetv1.Machine] {
	if i.factory.machines == nil {
		i.factory.machines = cache.NewSharedInformer[*fleetv1.Machine](i.factory.client.Machines(), i.factory.resync)
	}
	return i.factory.machines
}

// Lister reads the local copy.
func (i MachineInformer) Lister() fleetlisters.MachineLister {
	return fleetlisters.NewMachineLister(i.Informer().Store())
}

// MachinePoolInformer leads to the pools.
type MachinePoolInformer struct {
	factory *SharedInformerFactory
}

// Informer returns the shared informer.
func (i MachinePoolInformer) Informer() *cache.SharedInformer[*fleetv1.MachinePool] {
	if i.factory.pools == nil {
		i.factory.pools = cache.NewSharedInformer[*fleetv1.MachinePool](i.factory.client.MachinePools(), i.factory.resync)
	}
	return i.factory.pools
}

// Lister reads the local copy.
func (i MachinePoolInformer) Lister() fleetlisters.MachinePoolLister {
	return fleetlisters.NewMachinePoolLister(i.Informer().Store())
}
