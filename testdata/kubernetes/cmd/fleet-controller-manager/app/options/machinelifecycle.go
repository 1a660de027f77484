package options

import (
	"errors"
	"time"

	"github.com/spf13/pflag"

	"fleet.dev/fleet/pkg/controller/machinelifecycle"
)

// MachineLifecycleOptions tunes the machine-lifecycle controller.
type MachineLifecycleOptions struct {
	*machinelifecycle.Config
}

// NewMachineLifecycleOptions returns the defaults.
func NewMachineLifecycleOptions() *MachineLifecycleOptions {
	return &MachineLifecycleOptions{&machinelifecycle.Config{
		HeartbeatGracePeriod: 40 * time.Second,
		DrainPollInterval:    10 * time.Second,
	}}
}

// AddFlags adds the flags that edit o.
func (o *MachineLifecycleOptions) AddFlags(fs *pflag.FlagSet) {
	fs.DurationVar(&o.HeartbeatGracePeriod, "machine-heartbeat-grace-period", o.HeartbeatGracePeriod, ""+
		"How long the agent of a machine may be silent before the machine is no longer Ready. Must be several "+
		"times the period in which agents report.")
	fs.DurationVar(&o.DrainPollInterval, "machine-drain-poll-interval", o.DrainPollInterval, ""+
		"Pause between two looks at a machine that is being drained.")
	_ = fs.MarkHidden("machine-drain-poll-interval")
}

// Validate reports what is wrong with o.
func (o *MachineLifecycleOptions) Validate() error {
	if o.HeartbeatGracePeriod <= 0 {
		return errors.New("--machine-heartbeat-grace-period: must be positive")
	}
	return nil
}

// ApplyTo copies o into c.
func (o *MachineLifecycleOptions) ApplyTo(c *machinelifecycle.Config) { *c = *o.Config }
