package v1alpha1

import (
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.7

// PlacementPolicy ranks machines for the work that refers to it. The machine
// with the highest sum of weighted scores wins.
type PlacementPolicy struct {
	metav1.TypeMeta `json:",inline"`

	// metadata identifies the policy.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// spec is how machines are filtered and ranked.
	// +required
	Spec PlacementPolicySpec `json:"spec" protobuf:"bytes,2,opt,name=spec"`
}

// PlacementPolicySpec is how machines are filtered and ranked.
type PlacementPolicySpec struct {
	// machineSelector picks the machines that are considered at all.
	// +optional
	MachineSelector *metav1.LabelSelector `json:"machineSelector,omitempty" protobuf:"bytes,1,opt,name=machineSelector"`

	// scores lists what is good about a machine. Without any, machines are taken
	// in the order of their names.
	// +optional
	// +listType=map
	// +listMapKey=name
	Scores []ScoreRule `json:"scores,omitempty" protobuf:"bytes,2,rep,name=scores"`

	// spread keeps work from piling up in one place.
	// +optional
	Spread *SpreadRule `json:"spread,omitempty" protobuf:"bytes,3,opt,name=spread"`

	// +optional
	FallbackPolicyName *string `json:"fallbackPolicyName,omitempty" protobuf:"bytes,4,opt,name=fallbackPolicyName"`
	// want(-1) field-doc-missing "(?i)fallbackPolicyName"

	// preemption says whether running work may be moved to make room. Defaults to
	// Never.
	// +optional
	Preemption *PreemptionMode `json:"preemption,omitempty" protobuf:"bytes,5,opt,name=preemption,casttype=PreemptionMode"`
}

// PreemptionMode says whether running work may be moved.
// +enum
type PreemptionMode string

const (
	// PreemptNever leaves running work where it is.
	PreemptNever PreemptionMode = "Never"
	// PreemptLowerPriority moves work of a lower priority.
	PreemptLowerPriority PreemptionMode = "LowerPriority"
)

// ScoreRule is one reason to prefer a machine.
type ScoreRule struct {
	// name identifies the rule. Rules of a policy may share a `Weight`, not a name.
	// +required
	Name string `json:"name" protobuf:"bytes,1,opt,name=name"`
	// want(-3) doc-sibling-case "(?i)weight"

	// weight is how much the rule counts --- from 1, hardly at all, to 100 ---
	// in comparison with the other rules of the policy.
	// +required
	Weight int32 `json:"weight" protobuf:"varint,2,opt,name=weight"` // want doc-views-differ "(?i)weight"

	// curve maps the free share of a machine to the score it gets.
	// +required
	Curve CurveType `json:"curve" protobuf:"bytes,3,opt,name=curve,casttype=CurveType"`
}

// CurveType is a way to turn a share into a score.
// +enum
type CurveType string

const (
	// CurveLinear prefers emptier machines in proportion.
	CurveLinear CurveType = "Linear"
	// CurveStep treats all machines that are at least half free alike.
	CurveStep CurveType = "Step"
	// CurvePacked prefers fuller machines, so that others can be switched off.
	CurvePacked CurveType = "Packed"
)

// SpreadRule keeps work from piling up in one failure domain.
type SpreadRule struct {
	// domainLabel is the label whose values are the failure domains.
	// +required
	DomainLabel string `json:"domainLabel" protobuf:"bytes,1,opt,name=domainLabel"`

	// maxImbalance is the largest difference between the fullest and the emptiest
	// domain. With a value of 1 and these domains
	//
	//	| north | south | west |
	//	|-------|-------|------|
	//	| 2     | 2     | 1    |
	//
	// the next piece of work has to go west; with 2 it may go anywhere.
	// +required
	MaxImbalance int32 `json:"maxImbalance" protobuf:"varint,2,opt,name=maxImbalance"` // want doc-views-differ "(?i)maxImbalance"

	// whenImpossible is what happens to work that fits nowhere.
	// +optional
	WhenImpossible *ImpossibleAction `json:"whenImpossible,omitempty",protobuf:"bytes,3,opt,name=whenImpossible"` // want tag-syntax "(?i)whenImpossible"

	// hints are suggestions that only count between equally good machines.
	// +optional
	// +listType=atomic
	Hints []PlacementHint `json:"hints,omitempty" protobuf:"bytes,4,rep,name=hints"`
}

// ImpossibleAction is what happens to work that fits nowhere.
// +enum
type ImpossibleAction string

const (
	// ImpossibleWait lets the work wait for a better day.
	ImpossibleWait ImpossibleAction = "Wait"
	// ImpossibleIgnore places the work as if there were no rule.
	ImpossibleIgnore ImpossibleAction = "Ignore"
)

type PlacementHint struct { // want type-doc-missing "PlacementHint"
	// machineName is the machine that is suggested.
	// +required
	MachineName string `json:"machineName" protobuf:"bytes,1,opt,name=machineName"`

	BonusPoints *int32 `json:"bonusPoints,omitempty" protobuf:"varint,2,opt,name=bonusPoints"`
	// want(-1) field-doc-missing "(?i)bonusPoints" omitempty-unmarked "bonusPoints"
}

// +k8s:deepcopy-gen:interfaces=fleet.dev/apimachinery/pkg/runtime.Object
// +k8s:prerelease-lifecycle-gen:introduced=1.7

// PlacementPolicyList is a list of policies.
type PlacementPolicyList struct {
	metav1.TypeMeta `json:",inline"`

	// metadata says when the list was taken and whether there is more of it.
	// +optional
	metav1.ListMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`

	// items are the policies, ordered by name.
	// +required
	Items []PlacementPolicy `json:"items" protobuf:"bytes,2,rep,name=items"`
}
