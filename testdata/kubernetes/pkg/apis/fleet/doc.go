// +k8s:deepcopy-gen=package

// Package fleet holds the machines and pools as the control plane works with
// them: one form, whatever version a client speaks.
package fleet
