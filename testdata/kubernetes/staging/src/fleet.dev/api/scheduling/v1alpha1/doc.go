// +k8s:deepcopy-gen=package
// +k8s:openapi-gen=true
// +groupName=scheduling.fleet.dev

// Package v1alpha1 is a first design of how work is placed on machines. It may
// change without notice and is not served unless it is asked for.
package v1alpha1
