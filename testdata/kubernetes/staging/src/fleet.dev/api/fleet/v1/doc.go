// +k8s:deepcopy-gen=package
// +k8s:openapi-gen=true
// +groupName=fleet

// Package v1 is the stable API of the fleet: machines, and pools that keep a
// number of equal machines in service.
package v1
