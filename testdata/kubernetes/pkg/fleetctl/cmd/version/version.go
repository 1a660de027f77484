// Package version shows which builds are talking to each other.
package version

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"fleet.dev/client-go/rest"
	baseversion "fleet.dev/component-base/version"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
	"fleet.dev/fleet/pkg/probe" // want import-restrictions "fleet.dev/fleet/pkg/probe"
)

// report is what the command shows.
type report struct {
	Client baseversion.Info  `json:"client"`
	Server *baseversion.Info `json:"server,omitempty"`
	Host   *probe.Report     `json:"host,omitempty"`
}

// NewCmdVersion returns the command.
func NewCmdVersion(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	var clientOnly, host bool
	var output string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Show the versions of client and server",
		Long:  "Show the versions of fleetctl and of the server that it works with.",
		Example: templates.Examples(`
			# Show both versions
			fleetctl version

			# Show the version of fleetctl alone
			fleetctl version --client`),
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r := report{Client: baseversion.Get()}
			if host {
				r.Host = probe.Collect(cmd.Context(), "/")
			}
			if !clientOnly {
				server, err := serverVersion(cmd, f)
				if err != nil {
					return err
				}
				r.Server = server
			}
			if output == "json" {
				return json.NewEncoder(streams.Out).Encode(r)
			}
			fmt.Fprintf(streams.Out, "Client: %s\n", r.Client)
			if r.Server != nil {
				fmt.Fprintf(streams.Out, "Server: %s\n", r.Server)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&clientOnly, "client", clientOnly, "Show the version of fleetctl alone.")
	cmd.Flags().BoolVar(&host, "host", host, "Add what is known about this computer; only with -o json.")
	cmd.Flags().StringVarP(&output, "output", "o", output, "Output format: empty or json.")
	return cmd
}

func serverVersion(cmd *cobra.Command, f cmdutil.Factory) (*baseversion.Info, error) {
	config, err := f.ClientConfig()
	if err != nil {
		return nil, err
	}
	client, err := rest.NewClient(config)
	if err != nil {
		return nil, err
	}
	server := &baseversion.Info{}
	return server, client.Do(cmd.Context(), http.MethodGet, "/version", nil, nil, server)
}
