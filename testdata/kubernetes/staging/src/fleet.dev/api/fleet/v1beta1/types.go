package v1beta1

import (
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.4
// +k8s:prerelease-lifecycle-gen:deprecated=1.6
// +k8s:prerelease-lifecycle-gen:removed=1.9
// +k8s:prerelease-lifecycle-gen:replacement=fleet,v1,MachinePool

// MachinePool keeps a number of machines with the same image in service.
//
// Deprecated: use MachinePool of fleet/v1, which has templates and strategies.
type MachinePool struct {
	metav1.TypeMeta `json:",inline"`

	// metadata identifies the pool.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is how many machines of what kind are wanted.
	// +required
	Spec MachinePoolSpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`
}

// MachinePoolSpec is the desired state of a pool.
type MachinePoolSpec struct {
	// replicas is the number of machines to keep in service. Defaults to 1.
	// +optional
	// +default=1
	Replicas *int32 `json:"replicas,omitempty" protobuf:"varint,1,opt,name=replicas"`

	// imageName is the operating system image that members boot from.
	// +required
	ImageName string `json:"imageName" protobuf:"bytes,2,opt,name=imageName"` // want version-gap "in no other version"

	// zones lists the failure domains that members are spread over evenly.
	// +required
	// +listType=set
	Zones []string `json:"zones, omitempty" protobuf:"bytes,3,rep,name=zones"` // want json-tag-options "omitempty" version-gap "in no other version"
}

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.4
// +k8s:prerelease-lifecycle-gen:deprecated=1.6
// +k8s:prerelease-lifecycle-gen:removed=1.9
// +k8s:prerelease-lifecycle-gen:replacement=fleet,v1,MachinePoolList

// MachinePoolList is a list of pools.
type MachinePoolList struct {
	metav1.TypeMeta `json:",inline"`

	// metadata says when the list was taken and whether there is more of it.
	// +optional
	metav1.ListMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// items are the pools, ordered by name.
	// +required
	Items []MachinePool `json:"items" protobuf:"bytes,2,rep,name=items"`
}

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

// MaintenanceWindow is a recurring span of time in which machines may be taken
// out of service without asking first.
type MaintenanceWindow struct {
	metav1.TypeMeta `json:",inline"`

	// metadata identifies the window.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is when the window opens and whom it is for.
	// +required
	Spec MaintenanceWindowSpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`

	// status is whether the window is open.
	// +optional
	Status MaintenanceWindowStatus `json:"status,omitempty" protobuf:"bytes,3,opt,name=status"`
}

// MaintenanceWindowSpec is when a window opens and whom it is for.
type MaintenanceWindowSpec struct {
	// schedule is a cron expression of five fields, read in UTC.
	// +required
	Schedule string `json:"schedule" protobuf:"bytes,1,opt,name=schedule"`

	// durationMinutes is how long the window stays open, in minutes.
	// +required
	DurationMinutes int32 `json:"durationMinutes" protobuf:"varint,2,opt,name=durationMinutes"`

	// selector picks the machines that the window is for. All machines are meant
	// if it is absent.
	// +optional
	Selector *metav1.LabelSelector `json:"selector,omitempty" protobuf:"bytes,3,opt,name=selector"`

	// concurrencyPolicy is what happens if a window would open while the one
	// before it is still open, because `durationMinutes` outlasts the pause in
	// the `schedule`. Defaults to Forbid.
	// +optional
	ConcurrencyPolicy *ConcurrencyPolicy `json:"concurrencyPolicy,omitempty" protobuf:"bytes,4,opt,name=concurrencyPolicy,casttype=ConcurrencyPolicy"`
}

// ConcurrencyPolicy is what happens when windows overlap.
// +enum
type ConcurrencyPolicy string

const (
	// ForbidConcurrent skips the later window.
	ForbidConcurrent ConcurrencyPolicy = "Forbid"
	// ExtendConcurrent keeps the earlier window open until the later one closes.
	ExtendConcurrent ConcurrencyPolicy = "Extend"
)

// MaintenanceWindowStatus is the observed state of a window.
type MaintenanceWindowStatus struct {
	// lastOpenTime is when the window last opened.
	// +optional
	LastOpenTime *metav1.Time `json:"lastOpenTime,omitempty" protobuf:"bytes,1,opt,name=lastOpenTime"`

	// activeMachineNames lists the machines that are being worked on.
	// +optional
	// +listType=set
	ActiveMachineNames []string `json:"activeMachineNames,omitempty" description:"machines that are being worked on" protobuf:"bytes,2,rep,name=activeMachineNames"` // want tag-description "activeMachineNames|ActiveMachineNames"
}

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

// MaintenanceWindowList is a list of windows.
type MaintenanceWindowList struct {
	metav1.TypeMeta `json:",inline"`

	// metadata says when the list was taken and whether there is more of it.
	// +optional
	metav1.ListMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// items are the windows, ordered by name.
	// +required
	Items []MaintenanceWindow `json:"items" protobuf:"bytes,2,rep,name=items"`
}
