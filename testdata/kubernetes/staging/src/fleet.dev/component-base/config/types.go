// Package config has the settings that several components share.
package config

import (
	"time"

	fleetv1 "fleet.dev/api/fleet/v1" // want import-allowlist "fleet.dev/api/fleet/v1"
)

// LeaderElectionConfiguration decides which of several replicas does the work.
type LeaderElectionConfiguration struct {
	// LeaderElect makes replicas agree on a leader; without it every one of them
	// works.
	LeaderElect bool
	// LeaseDuration is how long the others wait for a silent leader.
	LeaseDuration time.Duration
	// RenewDeadline is how long a leader tries to stay one before it gives up.
	RenewDeadline time.Duration
	// RetryPeriod is the pause between attempts.
	RetryPeriod time.Duration
	// ResourceName is the lease that replicas compete for.
	ResourceName string
}

// ClientConnectionConfiguration is how a component reaches the API server.
type ClientConnectionConfiguration struct {
	// ConfigFile holds the address and credentials to use.
	ConfigFile string
	// QPS is the average number of requests per second.
	QPS float32
	// Burst is how many requests may be made at once.
	Burst int32
	// DefaultPowerPolicy is assumed for machines that state none.
	DefaultPowerPolicy fleetv1.PowerPolicy
}

// RecommendedLeaderElection returns settings that survive a few seconds of
// network trouble.
func RecommendedLeaderElection(resourceName string) LeaderElectionConfiguration {
	return LeaderElectionConfiguration{
		LeaderElect:   true,
		LeaseDuration: 15 * time.Second,
		RenewDeadline: 10 * time.Second,
		RetryPeriod:   2 * time.Second,
		ResourceName:  resourceName,
	}
}

// RecommendedClientConnection returns settings for a component that watches
// rather than polls.
func RecommendedClientConnection() ClientConnectionConfiguration {
	return ClientConnectionConfiguration{QPS: 20, Burst: 30, DefaultPowerPolicy: fleetv1.PowerAlways}
}
