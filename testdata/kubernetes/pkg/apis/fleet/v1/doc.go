// +k8s:defaulter-gen=TypeMeta
// +k8s:conversion-gen=fleet.dev/fleet/pkg/apis/fleet

// Package v1 completes objects of fleet/v1 and turns them into the form the
// control plane works with.
package v1
