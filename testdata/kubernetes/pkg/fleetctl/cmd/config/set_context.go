package config

import (
	"fmt"

	"github.com/spf13/cobra"

	"fleet.dev/client-go/tools/clientcmd"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

func newCmdSetContext(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	var changes clientcmd.Context
	var current bool
	cmd := &cobra.Command{
		Use:   "set-context NAME",
		Short: "Add or change a context",
		Long: templates.LongDesc(`
			Add or change a context. What is not given stays as it is. The address and the
			token are taken from --server and --token.`),
		Example: templates.Examples(`
			# Add a server and work with it from now on
			fleetctl config set-context lab --server=https://lab.example.com --use`),
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, name := f.ConfigPath(), args[0]
			file, err := clientcmd.Load(path)
			if err != nil {
				return err
			}
			context := file.Contexts[name]
			if context == nil {
				context = &clientcmd.Context{}
				file.Contexts[name] = context
			}
			if server := cmd.Flag("server"); server.Changed {
				context.Server = server.Value.String()
			}
			if token := cmd.Flag("token"); token.Changed {
				context.Token = token.Value.String()
			}
			if cmd.Flags().Changed("zone") {
				context.Zone = changes.Zone
			}
			if current || file.CurrentContext == "" {
				file.CurrentContext = name
			}
			if err := file.Save(path); err != nil {
				return err
			}
			fmt.Fprintf(streams.Out, "Context %q set.\n", name)
			return nil
		},
	}
	cmd.Flags().StringVarP(&changes.Zone, "zone", "z", "", "Zone that new machines are put in.")
	cmd.Flags().BoolVar(&current, "use", false, "Make it the current context.")
	return cmd
}

func newCmdUseContext(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	return &cobra.Command{
		Use:        "use-context NAME",
		Aliases:    []string{"use"},
		Short:      "Make a context the current one",
		Deprecated: "use \"fleetctl config set-context NAME --use\" instead",
		Example: templates.Examples(`
			# Work with the lab
			fleetctl config use-context lab`),
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := f.ConfigPath()
			file, err := clientcmd.Load(path)
			if err != nil {
				return err
			}
			if _, err := file.ClientConfig(args[0]); err != nil {
				return err
			}
			file.CurrentContext = args[0]
			fmt.Fprintf(streams.Out, "Switched to context %q.\n", args[0])
			return file.Save(path)
		},
	}
}
