// Package config is what the controller manager runs with, once its flags have
// been read and found good.
package config

import (
	"log/slog"
	"time"

	"fleet.dev/client-go/clientset"
	"fleet.dev/component-base/config"
	"fleet.dev/fleet/pkg/controller/machinelifecycle"
	"fleet.dev/fleet/pkg/controller/machinepool"
)

// Config holds everything that Run needs.
type Config struct {
	// Client reaches the API server.
	Client clientset.Interface
	// Logger is the log of the process.
	Logger *slog.Logger
	// BindAddress is where metrics are served.
	BindAddress string
	// Resync is how often controllers look at everything again.
	Resync time.Duration
	// Controllers selects controllers by name.
	Controllers []string
	// Workers is the number of workers by controller.
	Workers map[string]int
	// LeaderElection decides which replica works.
	LeaderElection config.LeaderElectionConfiguration

	// MachineLifecycle tunes the controller of that name.
	MachineLifecycle machinelifecycle.Config
	// MachinePool tunes the controller of that name.
	MachinePool machinepool.Config
}
