package fleet

import (
	"time"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object

// Machine is one computer of the fleet.
type Machine struct {
	metav1.TypeMeta
	metav1.ObjectMeta

	// Spec is what the operator wants of the machine.
	Spec MachineSpec
	// Status is what was last seen of it.
	Status MachineStatus
}

// MachineSpec is the desired state of a machine.
type MachineSpec struct {
	// ImageName is the operating system image.
	ImageName string
	// Zone is the failure domain, or empty.
	Zone string
	// PowerPolicy says when the machine may be switched off.
	PowerPolicy PowerPolicy
	// Maintenance takes the machine out of service.
	Maintenance *MaintenanceRequest
	// ThermalBudgetWatts caps the average draw; 0 means no cap.
	ThermalBudgetWatts int32
}

// PowerPolicy says when a machine may be switched off.
type PowerPolicy string

// The known power policies.
const (
	PowerAlways   PowerPolicy = "Always"
	PowerOnDemand PowerPolicy = "OnDemand"
	PowerNever    PowerPolicy = "Never"
)

// MaintenanceRequest asks for a machine to be emptied.
type MaintenanceRequest struct {
	// Reason is shown to the owners of the work that has to move.
	Reason string
	// DrainTimeout is how long that work may take.
	DrainTimeout time.Duration
}

// MachineStatus is the observed state of a machine.
type MachineStatus struct {
	// Cores is the number of logical processors.
	Cores int32
	// Conditions summarise the health of the machine.
	Conditions []metav1.Condition
}
