package v1

import (
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/resource"
)

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

// Machine is one computer of the fleet, physical or virtual. It is registered
// by the agent that runs on it and stays until it is decommissioned.
type Machine struct {
	metav1.TypeMeta `json:",inline"`

	// metadata identifies the machine. Its name is the host name.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is what the operator wants of the machine.
	// +required
	Spec MachineSpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`

	// status is what the agent and the controllers last saw.
	// +optional
	Status MachineStatus `json:"status,omitempty" protobuf:"bytes,3,opt,name=status"`
}

// MachineSpec is the desired state of a machine.
type MachineSpec struct {
	// imageName is the operating system image the machine boots from. A change
	// takes effect at the next reboot.
	// +required
	ImageName string `json:"imageName" protobuf:"bytes,1,opt,name=imageName"`

	// zone is the failure domain the machine stands in. It also appears as the
	// label topology.fleet.dev/zone.
	// +optional
	Zone *string `json:"zone,omitempty" protobuf:"bytes,2,opt,name=zone"`

	// powerPolicy says when the machine may be switched off. Defaults to Always.
	// +optional
	// +default="Always"
	PowerPolicy *PowerPolicy `json:"powerPolicy,omitempty" protobuf:"bytes,3,opt,name=powerPolicy,casttype=PowerPolicy"`

	// taints keep work away from the machine unless that work tolerates them.
	// +optional
	// +listType=map
	// +listMapKey=key
	// +patchStrategy=merge
	// +patchMergeKey=key
	Taints []Taint `json:"taints,omitempty" patchStrategy:"merge" patchMergeKey:"key" protobuf:"bytes,4,rep,name=taints"`

	// maintenance takes the machine out of service without removing it.
	// +optional
	Maintenance *MaintenanceRequest `json:"maintenance,omitempty" protobuf:"bytes,5,opt,name=maintenance"`

	// thermalBudgetWatts caps the average draw of the machine, in watts. It is
	// honoured only while the feature gate ThermalBudget (alpha) is enabled, and
	// ignored by machines without power metering.
	// +optional
	// +featureGate=ThermalBudget
	ThermalBudgetWatts *int32 `json:"thermalBudgetWatts,omitempty" protobuf:"varint,6,opt,name=thermalBudgetWatts"`

	// rackPosition is the height unit the machine is mounted at, counted from the
	// floor.
	//
	// Deprecated: use the annotations of the inventory system instead; the
	// controllers have stopped reading it.
	// +optional
	RackPosition *int32 `json:"rackPosition,omitempty" protobuf:"varint,7,opt,name=rackPosition"`
}

// PowerPolicy says when a machine may be switched off.
// +enum
type PowerPolicy string

const (
	// PowerAlways keeps the machine running at all times.
	PowerAlways PowerPolicy = "Always"
	// PowerOnDemand switches the machine off while it has no work.
	PowerOnDemand PowerPolicy = "OnDemand"
	// PowerNever keeps the machine off, for example until it has been repaired.
	PowerNever PowerPolicy = "Never"
)

// Taint repels work.
type Taint struct {
	// key names the taint; at most one taint of a machine has a given key.
	// +required
	Key string `json:"key" protobuf:"bytes,1,opt,name=key"`

	// value is compared with the value that a toleration states.
	// +optional
	Value *string `json:"value,omitempty" protobuf:"bytes,2,opt,name=value"`

	// effect is what happens to work that does not tolerate the taint.
	// +required
	Effect TaintEffect `json:"effect" protobuf:"bytes,3,opt,name=effect,casttype=TaintEffect"`
}

// TaintEffect is what a taint does to work that does not tolerate it.
// +enum
type TaintEffect string

const (
	// TaintNoSchedule lets work stay but places no more of it.
	TaintNoSchedule TaintEffect = "NoSchedule"
	// TaintNoExecute also moves away the work that is already there.
	TaintNoExecute TaintEffect = "NoExecute"
)

// MaintenanceRequest asks for a machine to be emptied.
type MaintenanceRequest struct {
	// reason is shown to the owners of the work that has to move.
	// +required
	Reason string `json:"reason" protobuf:"bytes,1,opt,name=reason"`

	// drainTimeoutSeconds is how long work may take to move before it is stopped,
	// in seconds. Defaults to 600.
	// +optional
	// +default=600
	DrainTimeoutSeconds *int32 `json:"drainTimeoutSeconds,omitempty" protobuf:"varint,2,opt,name=drainTimeoutSeconds"`
}

// MachineStatus is the observed state of a machine.
type MachineStatus struct {
	// observedGeneration is the generation of the spec this status is about.
	// +optional
	ObservedGeneration int64 `json:"observedGeneration,omitempty" protobuf:"varint,1,opt,name=observedGeneration"`

	// conditions summarise the health of the machine. The known types are Ready,
	// Drained and DiskPressure.
	// +optional
	// +listType=map
	// +listMapKey=type
	// +patchStrategy=merge
	// +patchMergeKey=type
	Conditions []metav1.Condition `json:"conditions,omitempty" patchStrategy:"merge" patchMergeKey:"type" protobuf:"bytes,2,rep,name=conditions"`

	// addresses lists how the machine can be reached, most preferred first.
	// +optional
	// +listType=atomic
	Addresses []MachineAddress `json:"addresses,omitempty" protobuf:"bytes,3,rep,name=addresses"`

	// capacity is what the machine has in total.
	// +optional
	Capacity *MachineCapacity `json:"capacity,omitempty" protobuf:"bytes,4,opt,name=capacity"`

	// lastHeartbeatTime is when the agent last reported. A machine whose agent
	// has been silent for longer than the grace period is no longer Ready.
	// +optional
	LastHeartbeatTime *metav1.Time `json:"lastHeartbeatTime,omitempty" protobuf:"bytes,5,opt,name=lastHeartbeatTime"`
}

// Types of conditions that machines report.
const (
	// MachineReady is true while the machine can take on work.
	MachineReady = "Ready"
	// MachineDrained is true once all work has left a machine in maintenance.
	MachineDrained = "Drained"
	// MachineDiskPressure is true while a disk of the machine is almost full.
	MachineDiskPressure = "DiskPressure"
)

// MachineAddress is one way to reach a machine.
type MachineAddress struct {
	// type is the kind of address.
	// +required
	Type AddressType `json:"type" protobuf:"bytes,1,opt,name=type,casttype=AddressType"`

	// address is a host name or an IP address, according to `type`.
	// +required
	Address string `json:"address" protobuf:"bytes,2,opt,name=address"`
}

// AddressType is a kind of machine address.
// +enum
type AddressType string

const (
	// AddressHostName is a name that resolves inside the fleet.
	AddressHostName AddressType = "HostName"
	// AddressInternalIP is reachable inside the fleet only.
	AddressInternalIP AddressType = "InternalIP"
	// AddressExternalIP is reachable from everywhere.
	AddressExternalIP AddressType = "ExternalIP"
)

// MachineCapacity is what a machine offers to work.
type MachineCapacity struct {
	// cores is the number of logical processors.
	// +required
	Cores int32 `json:"cores" protobuf:"varint,1,opt,name=cores"`

	// memory is the amount of main memory in bytes.
	// +required
	Memory resource.Quantity `json:"memory" protobuf:"bytes,2,opt,name=memory"`

	// disk is the size of the scratch volume in bytes. It is absent from machines
	// that boot from the network.
	// +optional
	Disk *resource.Quantity `json:"disk,omitempty" protobuf:"bytes,3,opt,name=disk"`
}

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

// MachineList is a list of machines.
type MachineList struct {
	metav1.TypeMeta `json:",inline"`

	// metadata says when the list was taken and whether there is more of it.
	// +optional
	metav1.ListMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// items are the machines, ordered by name.
	// +required
	Items []Machine `json:"items" protobuf:"bytes,2,rep,name=items"`
}

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

// MachinePool keeps a number of machines with the same spec in service. It
// replaces machines that fail and rolls out changes of its template.
type MachinePool struct {
	metav1.TypeMeta `json:",inline"`

	// metadata identifies the pool.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is how many machines of what kind are wanted.
	// +required
	Spec MachinePoolSpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`

	// status is how far the pool has come.
	// +optional
	Status MachinePoolStatus `json:"status,omitempty" protobuf:"bytes,3,opt,name=status"` // want version-gap "in no other version"
}

// MachinePoolSpec is the desired state of a pool.
type MachinePoolSpec struct {
	// replicas is the number of machines to keep in service. Defaults to 1.
	// +optional
	// +default=1
	Replicas *int32 `json:"replicas,omitempty" protobuf:"varint,1,opt,name=replicas"`

	// selector picks the machines that count as members. It has to match the
	// labels of `template` and cannot be changed later.
	// +required
	Selector *metav1.LabelSelector `json:"selector" protobuf:"bytes,2,opt,name=selector"` // want version-gap "in no other version"

	// template is what new members look like.
	// +required
	Template MachineTemplate `json:"template" protobuf:"bytes,3,opt,name=template"` // want version-gap "in no other version"

	// strategy is how members are replaced when `template` changes.
	// +optional
	Strategy *PoolStrategy `json:"strategy,omitempty" protobuf:"bytes,4,opt,name=strategy"`

	// minReadySeconds is how long a new member must have been Ready, in seconds,
	// before it counts as available. Defaults to 0.
	// +optional
	// +default=0
	MinReadySeconds *int32 `json:"minReadySeconds,omitempty" protobuf:"varint,5,opt,name=minReadySeconds"` // want version-gap "in no other version"

	// paused stops the pool from creating, replacing and removing members.
	// +optional
	Paused *bool `json:"paused,omitempty" protobuf:"varint,6,opt,name=paused"` // want version-gap "in no other version"
}

// MachineTemplate describes the members of a pool.
type MachineTemplate struct {
	// metadata is copied to every member; only its labels and annotations count.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is the desired state of every member.
	// +required
	Spec MachineSpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`
}

// PoolStrategy says how members are replaced.
// +union
type PoolStrategy struct {
	// type selects the strategy.
	// +required
	// +unionDiscriminator
	Type PoolStrategyType `json:"type" protobuf:"bytes,1,opt,name=type,casttype=PoolStrategyType"`

	// rollingReplace tunes the strategy of that name. It must be absent when
	// `type` says otherwise.
	// +optional
	// +unionMember
	RollingReplace *RollingReplace `json:"rollingReplace,omitempty" protobuf:"bytes,2,opt,name=rollingReplace"`
}

// PoolStrategyType names a strategy.
// +enum
type PoolStrategyType string

const (
	// PoolRollingReplace exchanges members a few at a time.
	PoolRollingReplace PoolStrategyType = "RollingReplace"
	// PoolOnDelete replaces a member only after somebody has deleted it.
	PoolOnDelete PoolStrategyType = "OnDelete"
)

// RollingReplace bounds how far a pool may stray from its size during a change.
type RollingReplace struct {
	// maxSurge is how many members there may be beyond the wanted number.
	// Defaults to 1.
	// +optional
	// +default=1
	MaxSurge *int32 `json:"maxSurge,omitempty" protobuf:"varint,1,opt,name=maxSurge"`

	// maxUnavailable is how many members may be missing at a time. It cannot be
	// 0 if `maxsurge` is 0 as well.
	// +optional
	MaxUnavailable *int32 `json:"maxUnavailable,omitempty" protobuf:"varint,2,opt,name=maxUnavailable"` // want(-2) doc-sibling-case "maxSurge"
}

// MachinePoolStatus is the observed state of a pool.
type MachinePoolStatus struct {
	// observedGeneration is the generation of the spec this status is about.
	// +optional
	ObservedGeneration int64 `json:"observedGeneration,omitempty" protobuf:"varint,1,opt,name=observedGeneration"`

	// replicas is the number of members, whatever their state.
	// +optional
	Replicas int32 `json:"replicas,omitempty" protobuf:"varint,2,opt,name=replicas"`

	// readyReplicas is the number of members that are Ready.
	// +optional
	ReadyReplicas int32 `json:"readyReplicas,omitempty" protobuf:"varint,3,opt,name=readyReplicas"`

	// updatedReplicas is the number of members made from the current template.
	// +optional
	UpdatedReplicas int32 `json:"updatedReplicas,omitempty" protobuf:"varint,4,opt,name=updatedReplicas"`

	// conditions summarise the progress of the pool. The known types are
	// Progressing and Available.
	// +optional
	// +listType=map
	// +listMapKey=type
	// +patchStrategy=merge
	// +patchMergeKey=type
	Conditions []metav1.Condition `json:"conditions,omitempty" patchStrategy:"merge" patchMergeKey:"type" protobuf:"bytes,5,rep,name=conditions"`
}

// Types of conditions that pools report.
const (
	// PoolProgressing is true while members are being created or replaced.
	PoolProgressing = "Progressing"
	// PoolAvailable is true while enough members are Ready.
	PoolAvailable = "Available"
)

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.6

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
