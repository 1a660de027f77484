package v1

// TypeMeta says which kind a serialised object is and in which version of its
// group it was written.
type TypeMeta struct {
	// kind names the REST resource this object stands for. Servers may infer it
	// from the endpoint a client submits to; it cannot be updated.
	// +optional
	Kind string `json:"kind,omitempty" protobuf:"bytes,1,opt,name=kind"`

	// apiVersion is the group and version this object is written in, such as
	// fleet/v1. Servers reject versions they do not serve.
	// +optional
	APIVersion string `json:"apiVersion,omitempty" protobuf:"bytes,2,opt,name=apiVersion"`
}

// ObjectMeta is the metadata that every stored object carries. Users set the
// name, labels and annotations; the server fills in the rest.
type ObjectMeta struct {
	// name identifies the object among all objects of its kind. It is a DNS
	// label of at most 63 characters and is fixed at creation.
	// +optional
	Name string `json:"name,omitempty" protobuf:"bytes,1,opt,name=name"`

	// uid tells this object apart from earlier objects of the same name. The
	// server assigns it once, on creation.
	// +optional
	UID UID `json:"uid,omitempty" protobuf:"bytes,2,opt,name=uid,casttype=UID"`

	// resourceVersion changes on every write. Send it back on update to be told
	// of a conflict rather than overwrite somebody else's change. Clients treat
	// it as opaque and only compare it for equality.
	// +optional
	ResourceVersion string `json:"resourceVersion,omitempty" protobuf:"bytes,3,opt,name=resourceVersion"`

	// generation counts the changes of the desired state. Writes that touch only
	// labels, annotations or status leave it alone.
	// +optional
	Generation int64 `json:"generation,omitempty" protobuf:"varint,4,opt,name=generation"`

	// creationTime is when the server first stored the object.
	// +optional
	CreationTime Time `json:"creationTime,omitempty" protobuf:"bytes,5,opt,name=creationTime"`

	// deletionTime is when a client asked for the object to go away. The object
	// stays visible until the last entry of `finalizers` has been removed.
	// +optional
	DeletionTime *Time `json:"deletionTime,omitempty" protobuf:"bytes,6,opt,name=deletionTime"`

	// labels are short identifying pairs that selectors match on.
	// +optional
	Labels map[string]string `json:"labels,omitempty" protobuf:"bytes,7,rep,name=labels"`

	// annotations are free-form pairs for tools. They are never queried.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty" protobuf:"bytes,8,rep,name=annotations"`

	// ownerReferences lists the objects this one exists for. It is collected
	// once every owner is gone.
	// +optional
	// +listType=map
	// +listMapKey=uid
	// +patchStrategy=merge
	// +patchMergeKey=uid
	OwnerReferences []OwnerReference `json:"ownerReferences,omitempty" patchStrategy:"merge" patchMergeKey:"uid" protobuf:"bytes,9,rep,name=ownerReferences"`

	// finalizers are names of cleanups that must finish before the object is
	// removed from storage. Each component deletes only its own entry.
	// +optional
	// +listType=set
	// +patchStrategy=merge
	Finalizers []string `json:"finalizers,omitempty" patchStrategy:"merge" protobuf:"bytes,10,rep,name=finalizers"`
}

// UID is an identifier that is unique over all time and kinds.
type UID string

// OwnerReference points from a dependent object to the one it belongs to.
type OwnerReference struct {
	// apiVersion is the group and version of the owner.
	// +required
	APIVersion string `json:"apiVersion" protobuf:"bytes,1,opt,name=apiVersion"`

	// kind is the kind of the owner.
	// +required
	Kind string `json:"kind" protobuf:"bytes,2,opt,name=kind"`

	// name is the name of the owner when the reference was written.
	// +required
	Name string `json:"name" protobuf:"bytes,3,opt,name=name"`

	// uid is the identity of the owner; a recreated object of the same `name` is
	// not the owner.
	// +required
	UID UID `json:"uid" protobuf:"bytes,4,opt,name=uid,casttype=UID"`

	// controller is true for the one owner that manages this object.
	// +optional
	Controller *bool `json:"controller,omitempty" protobuf:"varint,5,opt,name=controller"`
}

// ListMeta is the metadata of a list of objects.
type ListMeta struct {
	// resourceVersion is the point in time the list was taken at. A watch that
	// starts here misses nothing and repeats nothing.
	// +optional
	ResourceVersion string `json:"resourceVersion,omitempty" protobuf:"bytes,1,opt,name=resourceVersion"`

	// continue is a token for the next chunk of a list that was cut short by a
	// limit. It is empty on the last chunk.
	// +optional
	Continue string `json:"continue,omitempty" protobuf:"bytes,2,opt,name=continue"`
}

// LabelSelector picks objects by their labels. Every stated condition has to
// hold; an empty selector matches all objects.
// +structType=atomic
type LabelSelector struct {
	// matchLabels lists labels and the exact values they must have.
	// +optional
	MatchLabels map[string]string `json:"matchLabels,omitempty" protobuf:"bytes,1,rep,name=matchLabels"`

	// matchExpressions lists conditions that a plain equality cannot say.
	// +optional
	// +listType=atomic
	MatchExpressions []LabelSelectorRequirement `json:"matchExpressions,omitempty" protobuf:"bytes,2,rep,name=matchExpressions"`
}

// LabelSelectorRequirement is one condition on one label.
type LabelSelectorRequirement struct {
	// key is the label that is looked at.
	// +required
	Key string `json:"key" protobuf:"bytes,1,opt,name=key"`

	// operator relates the label to `values`.
	// +required
	Operator LabelSelectorOperator `json:"operator" protobuf:"bytes,2,opt,name=operator,casttype=LabelSelectorOperator"`

	// values holds what the label is compared with. It must be empty when
	// `operator` is Exists or DoesNotExist, and must not be otherwise.
	// +optional
	// +listType=atomic
	Values []string `json:"values,omitempty" protobuf:"bytes,3,rep,name=values"`
}

// LabelSelectorOperator relates a label to a set of values.
// +enum
type LabelSelectorOperator string

const (
	// LabelSelectorOpIn matches when the label has one of the values.
	LabelSelectorOpIn LabelSelectorOperator = "In"
	// LabelSelectorOpNotIn matches when the label is absent or has none of the
	// values.
	LabelSelectorOpNotIn LabelSelectorOperator = "NotIn"
	// LabelSelectorOpExists matches when the label is present at all.
	LabelSelectorOpExists LabelSelectorOperator = "Exists"
	// LabelSelectorOpDoesNotExist matches when the label is absent.
	LabelSelectorOpDoesNotExist LabelSelectorOperator = "DoesNotExist"
)

// ConditionStatus is the verdict of a condition.
// +enum
type ConditionStatus string

const (
	// ConditionTrue means the object is in the condition.
	ConditionTrue ConditionStatus = "True"
	// ConditionFalse means the object is not in the condition.
	ConditionFalse ConditionStatus = "False"
	// ConditionUnknown means nobody can tell at the moment.
	ConditionUnknown ConditionStatus = "Unknown"
)

// Condition is one aspect of an object's observed state.
type Condition struct {
	// type names the condition in PascalCase, such as Ready.
	// +required
	Type string `json:"type" protobuf:"bytes,1,opt,name=type"`

	// status says whether the condition holds.
	// +required
	Status ConditionStatus `json:"status" protobuf:"bytes,2,opt,name=status,casttype=ConditionStatus"`

	// observedGeneration is the generation of the object that the condition was
	// computed from. A smaller number than the current one means it is stale.
	// +optional
	ObservedGeneration int64 `json:"observedGeneration,omitempty" protobuf:"varint,3,opt,name=observedGeneration"`

	// lastTransitionTime is when `status` last took another value.
	// +required
	LastTransitionTime Time `json:"lastTransitionTime" protobuf:"bytes,4,opt,name=lastTransitionTime"`

	// reason is a PascalCase word for programs: why the condition last changed.
	// +required
	Reason string `json:"reason" protobuf:"bytes,5,opt,name=reason"`

	// message is a sentence for people with the details behind `reason`.
	// +required
	Message string `json:"message" protobuf:"bytes,6,opt,name=message"`
}
