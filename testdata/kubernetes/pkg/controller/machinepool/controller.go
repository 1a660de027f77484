package machinepool

import (
	"context"
	"log/slog"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/labels"
	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/informers"
	fleetlisters "fleet.dev/client-go/listers/fleet/v1"
	"fleet.dev/client-go/tools/cache"
	"fleet.dev/client-go/util/workqueue"
)

// controllerName appears in logs and metrics.
const controllerName = "machine-pool"

// Config tunes the controller.
type Config struct {
	// MaxCreationsPerSync bounds how many members of one pool are created at a
	// time, so that a mistyped size can still be corrected.
	MaxCreationsPerSync int32
}

// Controller keeps pools at their size.
type Controller struct {
	config Config
	client clientset.Interface

	pools    fleetlisters.MachinePoolLister
	machines fleetlisters.MachineLister
	synced   []cache.InformerSynced
	queue    *workqueue.Queue[string]
}

// NewController returns a controller that learns of pools and machines through
// the informers and changes them through client.
func NewController(config Config, client clientset.Interface, pools informers.MachinePoolInformer, machines informers.MachineInformer, metrics workqueue.MetricsProvider) *Controller {
	c := &Controller{
		config:   config,
		client:   client,
		pools:    pools.Lister(),
		machines: machines.Lister(),
		synced:   []cache.InformerSynced{pools.Informer().HasSynced, machines.Informer().HasSynced},
		queue:    workqueue.New[string](workqueue.Config{Name: controllerName, Metrics: metrics}),
	}
	pools.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs[*fleetv1.MachinePool]{
		AddFunc:    func(p *fleetv1.MachinePool) { c.queue.Add(p.Name) },
		UpdateFunc: func(_, p *fleetv1.MachinePool) { c.queue.Add(p.Name) },
		DeleteFunc: func(p *fleetv1.MachinePool) { c.queue.Add(p.Name) },
	})
	machines.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs[*fleetv1.Machine]{
		AddFunc:    c.enqueueOwner,
		UpdateFunc: func(_, m *fleetv1.Machine) { c.enqueueOwner(m) },
		DeleteFunc: c.enqueueOwner,
	})
	return c
}

// Run works with that many workers until ctx is done.
func (c *Controller) Run(ctx context.Context, workers int) {
	defer c.queue.ShutDown()
	if !cache.WaitForCacheSync(ctx, c.synced...) {
		return
	}
	var group wait.Group
	for range workers {
		group.StartWithContext(ctx, func(ctx context.Context) {
			wait.Until(ctx, time.Second, c.runWorker)
		})
	}
	<-ctx.Done()
	c.queue.ShutDown()
	group.Wait()
}

// enqueueOwner looks at the pool a machine belongs to. A machine without an
// owner may be an orphan that any pool could adopt, so all of them are asked.
func (c *Controller) enqueueOwner(m *fleetv1.Machine) {
	if owner := metav1.ControllerOf(m); owner != nil {
		c.queue.Add(owner.Name)
		return
	}
	for _, pool := range c.pools.List(labels.Everything()) {
		selector, err := labels.FromLabelSelector(pool.Spec.Selector)
		if err == nil && selector.Matches(m.Labels) {
			c.queue.Add(pool.Name)
		}
	}
}

func (c *Controller) runWorker(ctx context.Context) {
	for c.processNextPool(ctx) {
	}
}

func (c *Controller) processNextPool(ctx context.Context) bool {
	name, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	defer c.queue.Done(name)
	if err := c.syncPool(ctx, name); err != nil {
		if !apierrors.IsConflict(err) {
			slog.ErrorContext(ctx, "syncing failed", "pool", name, "err", err)
		}
		c.queue.AddRateLimited(name)
		return true
	}
	c.queue.Forget(name)
	return true
}
