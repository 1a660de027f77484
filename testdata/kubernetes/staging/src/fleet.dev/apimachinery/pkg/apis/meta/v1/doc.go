// +k8s:deepcopy-gen=package
// +k8s:openapi-gen=true

// Package v1 holds the types every fleet API kind is built from: type and
// object metadata, label selectors, conditions and the wire form of time.
package v1
