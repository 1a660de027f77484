// Package apply makes the server's objects equal to files.
package apply

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	fleetv1 "fleet.dev/api/fleet/v1"
	apierrors "fleet.dev/apimachinery/pkg/api/errors"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/runtime"
	"fleet.dev/client-go/clientset"
	"fleet.dev/fleet/pkg/apis/fleet"
	apisfleetv1 "fleet.dev/fleet/pkg/apis/fleet/v1"
	"fleet.dev/fleet/pkg/apis/fleet/validation"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

var applyExample = templates.Examples(`
	# Create or change what a file describes
	fleetctl apply -f pool.json

	# See what would happen
	fleetctl apply -f pool.json --dry-run=server

	# Read from another program
	render-pool | fleetctl apply -f -`)

// Options is what the command runs with.
type Options struct {
	cmdutil.IOStreams

	Filenames []string
	DryRun    string
	Validate  bool
}

// NewCmdApply returns the command.
func NewCmdApply(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	o := &Options{IOStreams: streams, DryRun: "none", Validate: true}
	cmd := &cobra.Command{
		Use:                   "apply -f FILENAME",
		DisableFlagsInUseLine: true,
		Short:                 "Create or change objects from files",
		Long: templates.LongDesc(`
			Create or change objects so that they are as files describe them.

			Each file holds one object as JSON. What the file leaves out gets its default.`),
		Example: applyExample,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			client, err := f.Clientset()
			if err != nil {
				return err
			}
			return o.Run(cmd.Context(), client)
		},
	}
	cmd.Flags().StringSliceVarP(&o.Filenames, "filename", "f", o.Filenames, "Files with the objects. '-' stands for standard input.")
	cmd.Flags().StringVar(&o.DryRun, "dry-run", o.DryRun, ""+
		"Only show what would happen: 'none' does it for real, 'client' asks nobody, 'server' asks the server.")
	cmd.Flags().Lookup("dry-run").NoOptDefVal = "client"
	cmd.Flags().BoolVar(&o.Validate, "validate", o.Validate, "Check objects before they are sent.")
	cmd.Flags().BoolVar(new(bool), "overwrite", true, "Overwrite changes that somebody made by hand.")
	_ = cmd.Flags().MarkHidden("overwrite")
	_ = cmd.MarkFlagRequired("filename")
	return cmd
}

// Run applies the files in order and stops at the first failure.
func (o *Options) Run(ctx context.Context, client clientset.Interface) error {
	scheme := runtime.NewScheme()
	if err := fleetv1.AddToScheme(scheme); err != nil {
		return err
	}
	if err := apisfleetv1.AddDefaultingFuncs(scheme); err != nil {
		return err
	}
	for _, name := range o.Filenames {
		data, err := o.read(name)
		if err != nil {
			return err
		}
		obj, err := scheme.Decode(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := o.applyObject(ctx, client, obj); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (o *Options) read(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(o.In)
	}
	return os.ReadFile(name)
}

func (o *Options) applyObject(ctx context.Context, client clientset.Interface, obj runtime.Object) error {
	switch obj := obj.(type) {
	case *fleetv1.Machine:
		if o.Validate {
			var internal fleet.Machine
			apisfleetv1.Convert_v1_Machine_To_fleet_Machine(obj, &internal)
			if err := validation.ValidateMachine(&internal); err != nil {
				return err
			}
		}
		return createOrUpdate(ctx, o, client.Machines(), obj)
	case *fleetv1.MachinePool:
		return createOrUpdate(ctx, o, client.MachinePools(), obj)
	}
	return fmt.Errorf("objects of kind %s cannot be applied", obj.GroupVersionKind().Kind)
}

func createOrUpdate[T metav1.Object](ctx context.Context, o *Options, client clientset.ResourceInterface[T], obj T) error {
	if o.DryRun == "client" {
		fmt.Fprintf(o.Out, "%s would be applied\n", obj.GetName())
		return nil
	}
	verb := "changed"
	stored, err := client.Get(ctx, obj.GetName())
	switch {
	case apierrors.IsNotFound(err):
		verb = "created"
		_, err = client.Create(ctx, obj)
	case err == nil:
		obj.GetObjectMeta().ResourceVersion = stored.GetResourceVersion()
		_, err = client.Update(ctx, obj)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(o.Out, "%s %s\n", obj.GetName(), verb)
	return nil
}
