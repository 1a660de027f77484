package v1

import (
	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/runtime"
)

const (
	defaultReplicas            int32 = 1
	defaultMaxSurge            int32 = 1
	defaultMinReadySeconds     int32 = 0
	defaultDrainTimeoutSeconds int32 = 600
)

// AddDefaultingFuncs makes scheme complete the kinds of fleet/v1.
func AddDefaultingFuncs(scheme *runtime.Scheme) error {
	scheme.AddDefaultingFunc(&fleetv1.Machine{}, func(obj any) { SetDefaults_Machine(obj.(*fleetv1.Machine)) })
	scheme.AddDefaultingFunc(&fleetv1.MachinePool{}, func(obj any) { SetDefaults_MachinePool(obj.(*fleetv1.MachinePool)) })
	return nil
}

// SetDefaults_Machine fills in what the user left out of a machine.
func SetDefaults_Machine(obj *fleetv1.Machine) {
	SetDefaults_MachineSpec(&obj.Spec)
}

// SetDefaults_MachineSpec fills in the spec of a machine or of a template.
func SetDefaults_MachineSpec(obj *fleetv1.MachineSpec) {
	if obj.PowerPolicy == nil {
		policy := fleetv1.PowerAlways
		obj.PowerPolicy = &policy
	}
	if obj.Maintenance != nil && obj.Maintenance.DrainTimeoutSeconds == nil {
		seconds := defaultDrainTimeoutSeconds
		obj.Maintenance.DrainTimeoutSeconds = &seconds
	}
}

// SetDefaults_MachinePool fills in what the user left out of a pool.
func SetDefaults_MachinePool(obj *fleetv1.MachinePool) {
	if obj.Spec.Replicas == nil {
		replicas := defaultReplicas
		obj.Spec.Replicas = &replicas
	}
	if obj.Spec.MinReadySeconds == nil {
		seconds := defaultMinReadySeconds
		obj.Spec.MinReadySeconds = &seconds
	}
	if obj.Spec.Strategy == nil {
		obj.Spec.Strategy = &fleetv1.PoolStrategy{Type: fleetv1.PoolRollingReplace}
	}
	if obj.Spec.Strategy.Type == fleetv1.PoolRollingReplace {
		if obj.Spec.Strategy.RollingReplace == nil {
			obj.Spec.Strategy.RollingReplace = &fleetv1.RollingReplace{}
		}
		if obj.Spec.Strategy.RollingReplace.MaxSurge == nil {
			surge := defaultMaxSurge
			obj.Spec.Strategy.RollingReplace.MaxSurge = &surge
		}
	}
	SetDefaults_MachineSpec(&obj.Spec.Template.Spec)
}
