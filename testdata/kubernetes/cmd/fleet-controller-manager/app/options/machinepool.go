package options

import (
	"errors"

	"github.com/spf13/pflag"

	"fleet.dev/fleet/pkg/controller/machinepool"
)

// MachinePoolOptions tunes the machine-pool controller.
type MachinePoolOptions struct {
	*machinepool.Config
}

// NewMachinePoolOptions returns the defaults.
func NewMachinePoolOptions() *MachinePoolOptions {
	return &MachinePoolOptions{&machinepool.Config{MaxCreationsPerSync: 25}}
}

// AddFlags adds the flags that edit o.
func (o *MachinePoolOptions) AddFlags(fs *pflag.FlagSet) {
	fs.Int32Var(&o.MaxCreationsPerSync, "machine-pool-max-creations", o.MaxCreationsPerSync, ""+
		"How many machines of a pool are created in one go. Larger pools grow in several steps.")
}

// Validate reports what is wrong with o.
func (o *MachinePoolOptions) Validate() error {
	if o.MaxCreationsPerSync < 1 {
		return errors.New("--machine-pool-max-creations: must be at least 1")
	}
	return nil
}

// ApplyTo copies o into c.
func (o *MachinePoolOptions) ApplyTo(c *machinepool.Config) { *c = *o.Config }
