// Package options has the flags of the controller manager, in sections.
package options

import (
	"errors"
	"fmt"
	"io"

	"fleet.dev/client-go/clientset"
	"fleet.dev/client-go/rest"
	"fleet.dev/client-go/tools/clientcmd"
	cliflag "fleet.dev/component-base/cli/flag"
	"fleet.dev/component-base/logs"
	"fleet.dev/fleet/cmd/fleet-controller-manager/app/config"
	"fleet.dev/fleet/pkg/features"
)

const userAgent = "fleet-controller-manager"

// ControllerManagerOptions is everything that users can decide.
type ControllerManagerOptions struct {
	Generic          *GenericOptions
	MachineLifecycle *MachineLifecycleOptions
	MachinePool      *MachinePoolOptions
	Logs             *logs.Options

	// Master overrides the address of the API server.
	Master string
}

// NewControllerManagerOptions returns the defaults.
func NewControllerManagerOptions() *ControllerManagerOptions {
	return &ControllerManagerOptions{
		Generic:          NewGenericOptions(),
		MachineLifecycle: NewMachineLifecycleOptions(),
		MachinePool:      NewMachinePoolOptions(),
		Logs:             logs.NewOptions(),
	}
}

// Flags returns the flags that edit o, by section. The names of controllers
// appear in help texts.
func (o *ControllerManagerOptions) Flags(known, disabled []string) cliflag.NamedFlagSets {
	var sets cliflag.NamedFlagSets
	o.Generic.AddFlags(&sets, known, disabled)
	o.MachineLifecycle.AddFlags(sets.FlagSet("machine-lifecycle controller"))
	o.MachinePool.AddFlags(sets.FlagSet("machine-pool controller"))

	fs := sets.FlagSet("misc")
	fs.StringVar(&o.Master, "master", o.Master, "Address of the API server. Overrides the one in the file that --config names.")
	fs.StringVar(&o.Generic.ClientConnection.ConfigFile, "config", o.Generic.ClientConnection.ConfigFile, ""+
		"Path of a file with the address of the API server and the credentials to use.")
	features.DefaultGate.AddFlag(sets.FlagSet("generic"))
	return sets
}

// Validate reports everything that is wrong with o.
func (o *ControllerManagerOptions) Validate(known []string) error {
	return errors.Join(
		o.Generic.Validate(known),
		o.MachineLifecycle.Validate(),
		o.MachinePool.Validate(),
		o.Logs.Validate(),
	)
}

// Config validates o and makes the connections it describes.
func (o *ControllerManagerOptions) Config(logs io.Writer, known []string) (*config.Config, error) {
	if err := o.Validate(known); err != nil {
		return nil, err
	}
	server, err := o.server()
	if err != nil {
		return nil, err
	}
	client, err := clientset.NewForConfig(rest.AddUserAgent(server, userAgent))
	if err != nil {
		return nil, fmt.Errorf("connecting to the API server: %w", err)
	}
	c := &config.Config{Client: client, Logger: o.Logs.Logger(logs)}
	o.Generic.ApplyTo(c)
	o.MachineLifecycle.ApplyTo(&c.MachineLifecycle)
	o.MachinePool.ApplyTo(&c.MachinePool)
	return c, nil
}

func (o *ControllerManagerOptions) server() (*rest.Config, error) {
	server := &rest.Config{}
	if path := o.Generic.ClientConnection.ConfigFile; path != "" {
		file, err := clientcmd.Load(path)
		if err != nil {
			return nil, err
		}
		if server, err = file.ClientConfig(""); err != nil {
			return nil, err
		}
	}
	if o.Master != "" {
		server.Host = o.Master
	}
	server.QPS = o.Generic.ClientConnection.QPS
	server.Burst = int(o.Generic.ClientConnection.Burst)
	return server, nil
}
