// +k8s:deepcopy-gen=package
// +k8s:openapi-gen=true
// +k8s:prerelease-lifecycle-gen=true
// +groupName=fleet

// Package v1beta1 holds the kinds of the fleet that are still in beta, and the
// earlier form of those that have moved on to v1.
package v1beta1
