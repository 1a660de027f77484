package v1

import (
	"time"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/fleet/pkg/apis/fleet"
)

// Convert_v1_Machine_To_fleet_Machine copies in, which must have been completed,
// into out.
func Convert_v1_Machine_To_fleet_Machine(in *fleetv1.Machine, out *fleet.Machine) {
	in = in.DeepCopy()
	out.TypeMeta, out.ObjectMeta = in.TypeMeta, in.ObjectMeta
	out.Spec = fleet.MachineSpec{
		ImageName:          in.Spec.ImageName,
		Zone:               value(in.Spec.Zone),
		PowerPolicy:        fleet.PowerPolicy(value(in.Spec.PowerPolicy)),
		ThermalBudgetWatts: value(in.Spec.ThermalBudgetWatts),
	}
	if m := in.Spec.Maintenance; m != nil {
		out.Spec.Maintenance = &fleet.MaintenanceRequest{
			Reason:       m.Reason,
			DrainTimeout: time.Duration(value(m.DrainTimeoutSeconds)) * time.Second,
		}
	}
	out.Status.Conditions = in.Status.Conditions
	if in.Status.Capacity != nil {
		out.Status.Cores = in.Status.Capacity.Cores
	}
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
