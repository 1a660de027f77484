package options

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	cliflag "fleet.dev/component-base/cli/flag"
	"fleet.dev/component-base/config"
	baseoptions "fleet.dev/component-base/config/options"
	appconfig "fleet.dev/fleet/cmd/fleet-controller-manager/app/config"
)

const (
	defaultPort   = 10557
	defaultResync = 12 * time.Hour
)

// GenericOptions is what is not about one controller.
type GenericOptions struct {
	BindAddress      net.IP
	Port             int
	Resync           time.Duration
	Controllers      []string
	Workers          map[string]string
	ClientConnection config.ClientConnectionConfiguration
	LeaderElection   config.LeaderElectionConfiguration
}

// NewGenericOptions returns the defaults.
func NewGenericOptions() *GenericOptions {
	return &GenericOptions{
		BindAddress:      net.IPv4(127, 0, 0, 1),
		Port:             defaultPort,
		Resync:           defaultResync,
		Controllers:      []string{"*"},
		ClientConnection: config.RecommendedClientConnection(),
		LeaderElection:   config.RecommendedLeaderElection("fleet-controller-manager"),
	}
}

// AddFlags adds the flags that edit o to the sections they belong to.
func (o *GenericOptions) AddFlags(sets *cliflag.NamedFlagSets, known, disabled []string) {
	fs := sets.FlagSet("generic")
	fs.StringSliceVar(&o.Controllers, "controllers", o.Controllers, fmt.Sprintf(""+
		"A list of controllers to run. '*' stands for all that are on by default, 'NAME' enables the controller "+
		"of that name, '-NAME' disables it.\nAll controllers: %s\nDisabled by default: %s",
		strings.Join(known, ", "), strings.Join(disabled, ", ")))
	fs.Var(cliflag.NewMapStringString(&o.Workers), "workers", "Comma-separated CONTROLLER=NUMBER pairs: how many objects a controller works on at a time.")
	fs.DurationVar(&o.Resync, "min-resync-period", o.Resync, "How often controllers look at all objects again, even if nothing has changed.")
	fs.Float32Var(&o.ClientConnection.QPS, "fleet-api-qps", o.ClientConnection.QPS, "Average number of requests per second to the API server.")
	fs.Int32Var(&o.ClientConnection.Burst, "fleet-api-burst", o.ClientConnection.Burst, "Number of requests to the API server that may be made at once.")

	serving := sets.FlagSet("serving")
	serving.IPVar(&o.BindAddress, "bind-address", o.BindAddress, "Address to serve metrics and health on. 0.0.0.0 and :: stand for all interfaces.")
	serving.IntVar(&o.Port, "port", o.Port, "Port to serve metrics and health on.")
	serving.IntVar(&o.Port, "insecure-port", o.Port, "Port to serve metrics and health on.")
	_ = serving.MarkDeprecated("insecure-port", "use --port; it will be removed in v1.9")

	baseoptions.BindLeaderElectionFlags(&o.LeaderElection, sets.FlagSet("leader election"))
}

// Validate reports what is wrong with o.
func (o *GenericOptions) Validate(known []string) error {
	for _, selected := range o.Controllers {
		name := strings.TrimPrefix(selected, "-")
		if name != "*" && !slices.Contains(known, name) {
			return fmt.Errorf("--controllers: there is no controller %q; known are %s", name, strings.Join(known, ", "))
		}
	}
	for name, number := range o.Workers {
		if n, err := strconv.Atoi(number); err != nil || n < 1 {
			return fmt.Errorf("--workers: %s needs a positive number, not %q", name, number)
		}
	}
	if e := o.LeaderElection; e.LeaderElect && e.RenewDeadline >= e.LeaseDuration {
		return fmt.Errorf("--leader-elect-renew-deadline: %s must be less than the lease duration of %s", e.RenewDeadline, e.LeaseDuration)
	}
	return nil
}

// ApplyTo copies o, which must be valid, into c.
func (o *GenericOptions) ApplyTo(c *appconfig.Config) {
	c.BindAddress = net.JoinHostPort(o.BindAddress.String(), strconv.Itoa(o.Port))
	c.Resync = o.Resync
	c.Controllers = o.Controllers
	c.LeaderElection = o.LeaderElection
	c.Workers = map[string]int{}
	for name, number := range o.Workers {
		c.Workers[name], _ = strconv.Atoi(number)
	}
}
