package config

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"fleet.dev/client-go/tools/clientcmd"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

const redacted = "REDACTED"

func newCmdView(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	var raw bool
	cmd := &cobra.Command{
		Use:   "view",
		Short: "Show the contexts",
		Long:  "Show the contexts. Tokens are left out unless --raw is given.",
		Example: templates.Examples(`
			# Show the contexts without secrets
			fleetctl config view`),
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			file, err := clientcmd.Load(f.ConfigPath())
			if err != nil {
				return err
			}
			for _, context := range file.Contexts {
				if !raw && context.Token != "" {
					context.Token = redacted
				}
			}
			encoder := json.NewEncoder(streams.Out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(file)
		},
	}
	cmd.Flags().BoolVar(&raw, "raw", raw, "Show tokens as well.")
	return cmd
}
