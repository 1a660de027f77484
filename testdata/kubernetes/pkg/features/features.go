// Package features declares the switches of the control plane.
package features

import (
	"fleet.dev/component-base/featuregate"
)

const (
	// owner: @fleet-power
	// alpha: v1.7
	//
	// ThermalBudget honours the power caps that machines state.
	ThermalBudget featuregate.Feature = "ThermalBudget"

	// owner: @fleet-pools
	// alpha: v1.5
	// beta: v1.6
	//
	// SurgeReplacement lets pools create new members before they remove old ones.
	SurgeReplacement featuregate.Feature = "SurgeReplacement"

	// owner: @fleet-lifecycle
	// alpha: v1.6
	// beta: v1.7
	//
	// DrainEstimates stops waiting for machines that are going to miss their
	// deadline anyway.
	DrainEstimates featuregate.Feature = "DrainEstimates"

	// owner: @fleet-pools
	// GA: v1.6
	//
	// PoolPausing lets operators stop a pool. It is always on.
	PoolPausing featuregate.Feature = "PoolPausing"
)

// DefaultGate holds the switches of the process.
var DefaultGate = featuregate.New()

var defaultFeatures = map[featuregate.Feature]featuregate.Spec{
	ThermalBudget:    {Default: false, Stage: featuregate.Alpha},
	SurgeReplacement: {Default: true, Stage: featuregate.Beta},
	DrainEstimates:   {Default: false, Stage: featuregate.Beta},
	PoolPausing:      {Default: true, Stage: featuregate.GA, LockToDefault: true},
}

func init() {
	if err := DefaultGate.Add(defaultFeatures); err != nil {
		panic(err)
	}
}
