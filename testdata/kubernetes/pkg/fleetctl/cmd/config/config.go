// Package config manages the servers that fleetctl works with.
package config

import (
	"github.com/spf13/cobra"

	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

// NewCmdConfig returns the command with its children.
func NewCmdConfig(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config SUBCOMMAND",
		Short: "Manage the servers to work with",
		Long: templates.LongDesc(`
			Manage the servers to work with. They are kept as contexts in a file; see
			--fleetconfig for where that is.`),
		Args: cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			_ = cmd.Help()
		},
	}
	cmd.AddCommand(newCmdView(f, streams), newCmdSetContext(f, streams), newCmdUseContext(f, streams))
	return cmd
}
