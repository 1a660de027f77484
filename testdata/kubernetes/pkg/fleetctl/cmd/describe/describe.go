// Package describe explains the state of an object at length.
package describe

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
	"fleet.dev/fleet/pkg/poolstatus" // want import-restrictions "fleet.dev/fleet/pkg/controller/machinepool/revision"
)

var describeExample = templates.Examples(`
	# What is the matter with this machine?
	fleetctl describe machine rack7-12

	# How far has this pool come?
	fleetctl describe pool edge`)

// NewCmdDescribe returns the command.
func NewCmdDescribe(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	showConditions := true
	cmd := &cobra.Command{
		Use:                   "describe RESOURCE NAME",
		DisableFlagsInUseLine: true,
		Short:                 "Explain the state of an object",
		Long: templates.LongDesc(`
			Explain the state of an object in sentences, with the conditions that its
			controllers have reported.`),
		Example:   describeExample,
		Args:      cobra.ExactArgs(2),
		ValidArgs: cmdutil.ResourceNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			resource, err := cmdutil.ParseResource(args[0])
			if err != nil {
				return err
			}
			if resource == cmdutil.MachinePools {
				return describePool(cmd.Context(), f, streams, args[1], showConditions)
			}
			return describeMachine(cmd.Context(), f, streams, args[1], showConditions)
		},
	}
	cmd.Flags().BoolVar(&showConditions, "show-conditions", showConditions, "Include the conditions of the object.")
	cmd.Flags().BoolVar(&showConditions, "show-events", showConditions, "Include what has happened to the object.")
	_ = cmd.Flags().MarkDeprecated("show-events", "events have become conditions; use --show-conditions")
	return cmd
}

func describePool(ctx context.Context, f cmdutil.Factory, streams cmdutil.IOStreams, name string, showConditions bool) error {
	client, err := f.Clientset()
	if err != nil {
		return err
	}
	pool, err := client.MachinePools().Get(ctx, name)
	if err != nil {
		return err
	}
	fmt.Fprintf(streams.Out, "Pool %s\n%s\n", pool.Name, poolstatus.Progress(pool))
	if showConditions {
		printConditions(streams, pool.Status.Conditions)
	}
	return nil
}

func describeMachine(ctx context.Context, f cmdutil.Factory, streams cmdutil.IOStreams, name string, showConditions bool) error {
	client, err := f.Clientset()
	if err != nil {
		return err
	}
	machine, err := client.Machines().Get(ctx, name)
	if err != nil {
		return err
	}
	fmt.Fprintf(streams.Out, "Machine %s\nIt boots from %s.\n", machine.Name, machine.Spec.ImageName)
	if m := machine.Spec.Maintenance; m != nil {
		fmt.Fprintf(streams.Out, "It is in maintenance: %s.\n", m.Reason)
	}
	if showConditions {
		printConditions(streams, machine.Status.Conditions)
	}
	return nil
}

func printConditions(streams cmdutil.IOStreams, conditions []metav1.Condition) {
	for _, c := range conditions {
		fmt.Fprintf(streams.Out, "%s is %s since %s: %s\n", c.Type, c.Status, c.LastTransitionTime.UTC(), c.Message)
	}
}
