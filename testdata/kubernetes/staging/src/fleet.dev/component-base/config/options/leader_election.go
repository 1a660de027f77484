// Package options makes shared settings available on the command line.
package options

import (
	"github.com/spf13/pflag"

	"fleet.dev/component-base/config"
)

// BindLeaderElectionFlags adds the flags that edit c. The current values are
// the defaults.
func BindLeaderElectionFlags(c *config.LeaderElectionConfiguration, fs *pflag.FlagSet) {
	fs.BoolVar(&c.LeaderElect, "leader-elect", c.LeaderElect, ""+
		"Agree on a leader with the other replicas before doing any work. Enable this when "+
		"running more than one replica for availability.")
	fs.DurationVar(&c.LeaseDuration, "leader-elect-lease-duration", c.LeaseDuration, ""+
		"How long replicas wait for a silent leader before they try to take its place.")
	fs.DurationVar(&c.RenewDeadline, "leader-elect-renew-deadline", c.RenewDeadline, ""+
		"How long the leader tries to renew its lease before it steps down. Must be less than the lease duration.")
	fs.DurationVar(&c.RetryPeriod, "leader-elect-retry-period", c.RetryPeriod, ""+
		"Pause between two attempts to acquire or renew the lease.")
	fs.StringVar(&c.ResourceName, "leader-elect-resource-name", c.ResourceName, ""+
		"Name of the lease that replicas compete for.")
}
