// Package testing builds API objects for the tests of components. It may know
// the API, which the components themselves must not.
package testing

import (
	fleetv1 "fleet.dev/api/fleet/v1"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// ReadyMachine returns a machine of the zone that can take on work.
func ReadyMachine(name, zone string) *fleetv1.Machine {
	return &fleetv1.Machine{
		ObjectMeta: metav1.ObjectMeta{
			Name:   name,
			Labels: map[string]string{fleetv1.LabelZone: zone},
		},
		Spec: fleetv1.MachineSpec{ImageName: "base-24.04", Zone: &zone},
		Status: fleetv1.MachineStatus{
			Conditions: []metav1.Condition{{
				Type:   fleetv1.MachineReady,
				Status: metav1.ConditionTrue,
				Reason: "AgentReporting",
			}},
		},
	}
}
