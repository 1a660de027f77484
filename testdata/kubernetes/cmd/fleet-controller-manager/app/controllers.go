package app

import (
	"context"
	"maps"
	"slices"

	"fleet.dev/client-go/informers"
	"fleet.dev/client-go/util/workqueue"
	"fleet.dev/component-base/featuregate"
	"fleet.dev/fleet/cmd/fleet-controller-manager/app/config"
	"fleet.dev/fleet/pkg/controller/machinelifecycle"
	"fleet.dev/fleet/pkg/controller/machinepool"
	"fleet.dev/fleet/pkg/features"
)

// Names of controllers, as users write them.
const (
	MachineLifecycleController = "machine-lifecycle-controller"
	MachinePoolController      = "machine-pool-controller"
	ThermalBudgetController    = "thermal-budget-controller"
)

const defaultWorkers = 4

// ControllerContext is what controllers are built from.
type ControllerContext struct {
	Config    *config.Config
	Informers *informers.SharedInformerFactory
	Metrics   workqueue.MetricsProvider
}

// InitFunc builds a controller. The result works until its context is done.
type InitFunc func(ControllerContext) (run func(ctx context.Context, workers int))

// ControllerDescriptor is an entry of the registry.
type ControllerDescriptor struct {
	name              string
	init              InitFunc
	requiredGates     []featuregate.Feature
	disabledByDefault bool
}

// NewControllerDescriptors returns the registry of controllers by name.
func NewControllerDescriptors() map[string]*ControllerDescriptor {
	registry := map[string]*ControllerDescriptor{}
	register := func(d *ControllerDescriptor) {
		if _, taken := registry[d.name]; taken {
			panic("controller " + d.name + " has been registered twice")
		}
		registry[d.name] = d
	}
	register(&ControllerDescriptor{
		name: MachineLifecycleController,
		init: startMachineLifecycle,
	})
	register(&ControllerDescriptor{
		name: MachinePoolController,
		init: startMachinePool,
	})
	register(&ControllerDescriptor{
		name:              ThermalBudgetController,
		init:              startThermalBudget,
		requiredGates:     []featuregate.Feature{features.ThermalBudget},
		disabledByDefault: true,
	})
	return registry
}

// KnownControllers returns the names of all controllers in order.
func KnownControllers() []string {
	return slices.Sorted(maps.Keys(NewControllerDescriptors()))
}

// ControllersDisabledByDefault returns the names of those that "*" leaves out.
func ControllersDisabledByDefault() []string {
	var names []string
	for name, d := range NewControllerDescriptors() {
		if d.disabledByDefault {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// enabled applies the rules of the --controllers flag and the feature gates.
func (d *ControllerDescriptor) enabled(selected []string, gate featuregate.Gate) bool {
	for _, g := range d.requiredGates {
		if !gate.Enabled(g) {
			return false
		}
	}
	if slices.Contains(selected, "-"+d.name) {
		return false
	}
	if slices.Contains(selected, d.name) {
		return true
	}
	return slices.Contains(selected, "*") && !d.disabledByDefault
}

func startMachineLifecycle(cc ControllerContext) func(context.Context, int) {
	return machinelifecycle.NewController(
		cc.Config.MachineLifecycle,
		cc.Config.Client,
		cc.Informers.Machines(),
		cc.Metrics,
	).Run
}

func startMachinePool(cc ControllerContext) func(context.Context, int) {
	return machinepool.NewController(
		cc.Config.MachinePool,
		cc.Config.Client,
		cc.Informers.MachinePools(),
		cc.Informers.Machines(),
		cc.Metrics,
	).Run
}

// startThermalBudget only waits for now: agents enforce the budget by themselves,
// and there is nothing to add up before racks have budgets, too.
func startThermalBudget(ControllerContext) func(context.Context, int) {
	return func(ctx context.Context, _ int) { <-ctx.Done() }
}
