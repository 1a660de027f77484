// Package delete removes objects.
package delete

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	"fleet.dev/apimachinery/pkg/util/wait"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

const pollInterval = time.Second

var deleteExample = templates.Examples(`
	# Retire a machine once its work has moved away
	fleetctl delete machine rack7-12

	# Do not wait until it is gone
	fleetctl delete machine rack7-12 --wait=false`)

// Options is what the command runs with.
type Options struct {
	cmdutil.IOStreams

	Wait           bool
	Timeout        time.Duration
	IgnoreNotFound bool
	GracePeriod    int
}

// NewCmdDelete returns the command.
func NewCmdDelete(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	o := &Options{IOStreams: streams, Wait: true, Timeout: 10 * time.Minute, GracePeriod: -1}
	cmd := &cobra.Command{
		Use:                   "delete RESOURCE NAME...",
		DisableFlagsInUseLine: true,
		Aliases:               []string{"rm"},
		Short:                 "Remove objects",
		Long: templates.LongDesc(`
			Remove objects by name.

			Machines are drained first, so this may take a while. A pool takes its machines
			with it.`),
		Example:   deleteExample,
		Args:      cobra.MinimumNArgs(2),
		ValidArgs: cmdutil.ResourceNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.Run(cmd.Context(), f, args[0], args[1:])
		},
	}
	cmd.Flags().BoolVar(&o.Wait, "wait", o.Wait, "Return only when the objects are gone.")
	cmd.Flags().DurationVar(&o.Timeout, "timeout", o.Timeout, "How long to wait for each object.")
	cmd.Flags().BoolVar(&o.IgnoreNotFound, "ignore-not-found", o.IgnoreNotFound, "Treat objects that do not exist as removed.")
	cmd.Flags().IntVarP(&o.GracePeriod, "grace-period", "g", o.GracePeriod, "Seconds that work may take to move. -1 leaves it to the machine.")
	_ = cmd.Flags().MarkShorthandDeprecated("grace-period", "use --grace-period")
	return cmd
}

// Run removes the named objects and collects what goes wrong.
func (o *Options) Run(ctx context.Context, f cmdutil.Factory, word string, names []string) error {
	resource, err := cmdutil.ParseResource(word)
	if err != nil {
		return err
	}
	client, err := f.Clientset()
	if err != nil {
		return err
	}
	remove := client.Machines().Delete
	exists := func(ctx context.Context, name string) error {
		_, err := client.Machines().Get(ctx, name)
		return err
	}
	if resource == cmdutil.MachinePools {
		remove = client.MachinePools().Delete
		exists = func(ctx context.Context, name string) error {
			_, err := client.MachinePools().Get(ctx, name)
			return err
		}
	}
	var errs []error
	for _, name := range names {
		err := remove(ctx, name)
		if apierrors.IsNotFound(err) && o.IgnoreNotFound {
			continue
		}
		if err == nil && o.Wait {
			err = wait.Poll(ctx, pollInterval, o.Timeout, func(ctx context.Context) (bool, error) {
				err := exists(ctx, name)
				if apierrors.IsNotFound(err) {
					return true, nil
				}
				return false, err
			})
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		fmt.Fprintf(o.Out, "%s removed\n", name)
	}
	return errors.Join(errs...)
}
