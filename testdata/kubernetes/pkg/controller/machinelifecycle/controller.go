package machinelifecycle

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	"fleet.dev/apimachinery/pkg/util/wait"
	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/informers"
	fleetlisters "fleet.dev/client-go/listers/fleet/v1"
	"fleet.dev/client-go/rest" // want import-restrictions "fleet.dev/client-go/rest"
	"fleet.dev/client-go/tools/cache"
	"fleet.dev/client-go/util/workqueue"
)

const (
	// maxRetries is how often a machine is tried again before it has to wait for
	// its next change.
	maxRetries = 15

	// controllerName appears in logs, metrics and the user agent.
	controllerName = "machine-lifecycle"
)

// Config tunes the controller.
type Config struct {
	// HeartbeatGracePeriod is how long an agent may be silent.
	HeartbeatGracePeriod time.Duration
	// DrainPollInterval is the pause between two looks at a machine that is being
	// drained.
	DrainPollInterval time.Duration
}

// Controller keeps the conditions of machines honest.
type Controller struct {
	config Config
	client clientset.Interface

	machines       fleetlisters.MachineLister
	machinesSynced cache.InformerSynced
	queue          *workqueue.Queue[string]

	// now is replaced in tests.
	now func() time.Time
}

// NewController returns a controller that learns of machines through informer
// and changes them through client.
func NewController(config Config, client clientset.Interface, informer informers.MachineInformer, metrics workqueue.MetricsProvider) *Controller {
	c := &Controller{
		config:         config,
		client:         client,
		machines:       informer.Lister(),
		machinesSynced: informer.Informer().HasSynced,
		queue:          workqueue.New[string](workqueue.Config{Name: controllerName, Metrics: metrics}),
		now:            time.Now,
	}
	informer.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs[*fleetv1.Machine]{
		AddFunc:    c.addMachine,
		UpdateFunc: c.updateMachine,
		DeleteFunc: c.deleteMachine,
	})
	return c
}

// NewForConfig is NewController for programs that run nothing else.
func NewForConfig(config Config, server *rest.Config) (*Controller, *informers.SharedInformerFactory, error) {
	client, err := clientset.NewForConfig(rest.AddUserAgent(server, controllerName))
	if err != nil {
		return nil, nil, err
	}
	factory := informers.NewSharedInformerFactory(client, config.HeartbeatGracePeriod)
	return NewController(config, client, factory.Machines(), nil), factory, nil
}

// Run works with that many workers until ctx is done.
func (c *Controller) Run(ctx context.Context, workers int) {
	defer c.queue.ShutDown()
	slog.InfoContext(ctx, "starting", "controller", controllerName, "workers", workers)
	defer slog.InfoContext(ctx, "stopped", "controller", controllerName)

	if !cache.WaitForCacheSync(ctx, c.machinesSynced) {
		return
	}
	for range workers {
		go wait.Until(ctx, time.Second, c.runWorker)
	}
	<-ctx.Done()
}

func (c *Controller) addMachine(m *fleetv1.Machine) {
	c.queue.Add(m.Name)
}

func (c *Controller) updateMachine(_, m *fleetv1.Machine) {
	c.queue.Add(m.Name)
}

// deleteMachine forgets the failures of a machine, lest they slow down a new one
// of the same name.
func (c *Controller) deleteMachine(m *fleetv1.Machine) {
	c.queue.Forget(m.Name)
}

func (c *Controller) runWorker(ctx context.Context) {
	for c.processNextMachine(ctx) {
	}
}

func (c *Controller) processNextMachine(ctx context.Context) bool {
	name, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	defer c.queue.Done(name)

	again, err := c.Sync(ctx, name)
	switch {
	case err == nil:
		c.queue.Forget(name)
		if again > 0 {
			c.queue.AddAfter(name, again)
		}
	case c.queue.NumRequeues(name) < maxRetries || apierrors.IsConflict(err):
		slog.WarnContext(ctx, "will retry", "machine", name, "err", err)
		c.queue.AddRateLimited(name)
	default:
		slog.ErrorContext(ctx, "giving up until the next change", "machine", name, "err", err)
		c.queue.Forget(name)
	}
	return true
}

// Sync brings one machine in line. It returns when to look again even if nothing
// changes; 0 means never.
func (c *Controller) Sync(ctx context.Context, name string) (time.Duration, error) {
	shared, err := c.machines.Get(name)
	if apierrors.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	m := shared.DeepCopy()
	if m.IsBeingDeleted() || m.Spec.Maintenance != nil {
		return c.syncDrain(ctx, m)
	}
	again, err := c.syncHeartbeat(ctx, m)
	if err != nil {
		return 0, fmt.Errorf("checking the heartbeat of machine %q: %w", name, err)
	}
	return again, nil
}
