// Package cmd is the command tree of fleetctl.
package cmd

import (
	"os"

	"github.com/spf13/cobra"

	"fleet.dev/fleet/pkg/fleetctl/cmd/apply"
	"fleet.dev/fleet/pkg/fleetctl/cmd/config"
	"fleet.dev/fleet/pkg/fleetctl/cmd/delete"
	"fleet.dev/fleet/pkg/fleetctl/cmd/describe"
	"fleet.dev/fleet/pkg/fleetctl/cmd/get"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/cmd/version"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

const (
	groupBasic    = "basic"
	groupChange   = "change"
	groupSettings = "settings"
)

// NewDefaultFleetctlCommand returns the tree connected to the process.
func NewDefaultFleetctlCommand() *cobra.Command {
	return NewFleetctlCommand(cmdutil.IOStreams{In: os.Stdin, Out: os.Stdout, ErrOut: os.Stderr})
}

// NewFleetctlCommand returns the tree connected to streams.
func NewFleetctlCommand(streams cmdutil.IOStreams) *cobra.Command {
	flags := &cmdutil.ConfigFlags{}
	var warningsAsErrors bool

	root := &cobra.Command{
		Use:   "fleetctl",
		Short: "fleetctl looks after a fleet of machines",
		Long: templates.LongDesc(`
			fleetctl looks after a fleet of machines.

			It talks to the API server of the fleet, and shows and changes the machines and
			pools that the server knows. Servers are chosen with "fleetctl config".`),
		SilenceUsage: true,
		Run: func(cmd *cobra.Command, _ []string) {
			_ = cmd.Help()
		},
	}
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.ErrOut)

	fs := root.PersistentFlags()
	flags.AddFlags(fs)
	fs.BoolVar(&warningsAsErrors, "warnings-as-errors", false, "Exit with a failure if the server sends warnings.")

	root.AddGroup(
		&cobra.Group{ID: groupBasic, Title: "Look around:"},
		&cobra.Group{ID: groupChange, Title: "Change the fleet:"},
		&cobra.Group{ID: groupSettings, Title: "Settings:"},
	)
	for _, group := range []struct {
		id       string
		commands []*cobra.Command
	}{
		{groupBasic, []*cobra.Command{
			get.NewCmdGet(flags, streams),
			describe.NewCmdDescribe(flags, streams),
		}},
		{groupChange, []*cobra.Command{
			apply.NewCmdApply(flags, streams),
			delete.NewCmdDelete(flags, streams),
		}},
		{groupSettings, []*cobra.Command{
			config.NewCmdConfig(flags, streams),
		}},
	} {
		for _, c := range group.commands {
			c.GroupID = group.id
			root.AddCommand(c)
		}
	}
	root.AddCommand(version.NewCmdVersion(flags, streams), newCmdOptions(streams))
	root.SetHelpCommandGroupID(groupSettings)
	return root
}

// newCmdOptions lists the flags that all commands inherit.
func newCmdOptions(streams cmdutil.IOStreams) *cobra.Command {
	return &cobra.Command{
		Use:    "options",
		Short:  "List the flags that all commands accept",
		Hidden: true,
		Args:   cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			cmd.SetOut(streams.Out)
			cmd.Print(cmd.Root().PersistentFlags().FlagUsages())
		},
	}
}
