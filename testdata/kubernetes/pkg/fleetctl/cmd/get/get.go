// Package get lists objects.
package get

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	fleetv1 "fleet.dev/api/fleet/v1"
	"fleet.dev/apimachinery/pkg/api/meta"
	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
	"fleet.dev/apimachinery/pkg/labels"
	"fleet.dev/client-go/clientset"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/fleetctl/printers"
	"fleet.dev/fleet/pkg/fleetctl/templates"
)

var (
	getLong = templates.LongDesc(`
		List one or many objects.

		Without names all objects of a kind are listed. Labels narrow the list down:
		"zone=north" keeps what has that label, "!gpu" what lacks it.`)

	getExample = templates.Examples(`
		# List all machines
		fleetctl get machines

		# List the machines of one zone with more details
		fleetctl get machines -l topology.fleet.dev/zone=north -o wide

		# Show one pool as the server sees it
		fleetctl get pool edge -o json`)
)

// Options is what the command runs with.
type Options struct {
	cmdutil.IOStreams
	printers.PrintFlags

	Selector   string
	ShowLabels bool
	ChunkSize  int64
}

// NewCmdGet returns the command.
func NewCmdGet(f cmdutil.Factory, streams cmdutil.IOStreams) *cobra.Command {
	o := &Options{IOStreams: streams, ChunkSize: 500}
	cmd := &cobra.Command{
		Use:                   "get [(-o|--output=)json|name|wide] RESOURCE [NAME...]",
		DisableFlagsInUseLine: true,
		Aliases:               []string{"list", "ls"},
		Short:                 "List one or many objects",
		Long:                  getLong,
		Example:               getExample,
		Args:                  cobra.MinimumNArgs(1),
		ValidArgs:             cmdutil.ResourceNames,
		SuggestFor:            []string{"show"},
		RunE: func(cmd *cobra.Command, args []string) error {
			resource, err := cmdutil.ParseResource(args[0])
			if err != nil {
				return err
			}
			client, err := f.Clientset()
			if err != nil {
				return err
			}
			return o.Run(cmd.Context(), client, resource, args[1:])
		},
	}
	o.PrintFlags.AddFlags(cmd)
	cmd.Flags().StringVarP(&o.Selector, "selector", "l", o.Selector, "Labels that objects must have, as in 'zone=north,!gpu'.")
	cmd.Flags().BoolVar(&o.ShowLabels, "show-labels", o.ShowLabels, "Add a column with all labels.")
	cmd.Flags().Int64Var(&o.ChunkSize, "chunk-size", o.ChunkSize, "Fetch long lists in pieces of this size. 0 fetches them whole.")
	return cmd
}

// Run lists the objects with the given names, or all of them.
func (o *Options) Run(ctx context.Context, client clientset.Interface, resource cmdutil.Resource, names []string) error {
	selector, err := labels.Parse(o.Selector)
	if err != nil {
		return err
	}
	if resource == cmdutil.MachinePools {
		pools, _, err := client.MachinePools().List(ctx)
		if err != nil {
			return err
		}
		pools = choose(pools, selector, names)
		return o.Print(o.Out, pools, o.poolTable(pools))
	}
	machines, _, err := client.Machines().List(ctx)
	if err != nil {
		return err
	}
	machines = choose(machines, selector, names)
	return o.Print(o.Out, machines, o.machineTable(machines))
}

func choose[T metav1.Object](objects []T, selector labels.Selector, names []string) []T {
	return slices.DeleteFunc(objects, func(obj T) bool {
		if len(names) > 0 && !slices.Contains(names, obj.GetName()) {
			return true
		}
		return !selector.Matches(obj.GetLabels())
	})
}

func (o *Options) machineTable(machines []*fleetv1.Machine) *printers.Table {
	table := &printers.Table{Columns: []string{"Name", "Ready", "Image", "Age"}}
	if o.Output == "wide" {
		table.Columns = append(table.Columns, "Zone")
	}
	for _, m := range machines {
		ready := "no"
		if meta.IsTrue(m.Status.Conditions, fleetv1.MachineReady) {
			ready = "yes"
		}
		row := []string{m.Name, ready, m.Spec.ImageName, printers.ShortDuration(time.Since(m.CreationTime.Time))}
		if o.Output == "wide" {
			zone := "-"
			if m.Spec.Zone != nil {
				zone = *m.Spec.Zone
			}
			row = append(row, zone)
		}
		table.Rows = append(table.Rows, row)
	}
	return o.withLabels(table, func(i int) map[string]string { return machines[i].Labels })
}

func (o *Options) poolTable(pools []*fleetv1.MachinePool) *printers.Table {
	table := &printers.Table{Columns: []string{"Name", "Machines", "Ready", "Up-to-date"}}
	for _, p := range pools {
		table.Rows = append(table.Rows, []string{
			p.Name,
			strconv.Itoa(int(p.Status.Replicas)),
			strconv.Itoa(int(p.Status.ReadyReplicas)),
			strconv.Itoa(int(p.Status.UpdatedReplicas)),
		})
	}
	return o.withLabels(table, func(i int) map[string]string { return pools[i].Labels })
}

func (o *Options) withLabels(table *printers.Table, of func(row int) map[string]string) *printers.Table {
	if !o.ShowLabels {
		return table
	}
	table.Columns = append(table.Columns, "Labels")
	for i := range table.Rows {
		table.Rows[i] = append(table.Rows[i], labels.SelectorFromSet(of(i)).String())
	}
	return table
}
