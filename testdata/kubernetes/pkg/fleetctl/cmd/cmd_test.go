package cmd

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
)

func TestEveryCommandIsDocumented(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Short == "" {
			t.Errorf("%s has no short description", c.CommandPath())
		}
		if c.HasSubCommands() == (c.Example != "") && c.HasParent() && !c.Hidden {
			t.Errorf("%s: leaf commands have examples, others have none", c.CommandPath())
		}
		for _, child := range c.Commands() {
			visit(child)
		}
	}
	visit(NewFleetctlCommand(cmdutil.IOStreams{}))
}

func TestUnknownResourceNamesTheKnownOnes(t *testing.T) {
	var out bytes.Buffer
	root := NewFleetctlCommand(cmdutil.IOStreams{In: &out, Out: &out, ErrOut: &out})
	root.SetArgs([]string{"get", "toasters", "--server=http://127.0.0.1:1"})
	if err := root.Execute(); err == nil || !strings.Contains(err.Error(), "machinepools") {
		t.Errorf("Execute = %v, want an error that lists the resources", err)
	}
}
