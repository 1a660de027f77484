// gen-machinedocs writes the reference of fleetctl, one Markdown page for each
// command.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fleet.dev/fleet/pkg/fleetctl/cmd"
	cmdutil "fleet.dev/fleet/pkg/fleetctl/cmd/util"
	"fleet.dev/fleet/pkg/machinedocs"
)

const defaultDir = "docs/reference"

func main() {
	dir := defaultDir
	switch len(os.Args) {
	case 1:
	case 2:
		dir = os.Args[1]
	default:
		fmt.Fprintf(os.Stderr, "usage: %s [directory]\n", filepath.Base(os.Args[0]))
		os.Exit(2)
	}

	root := cmd.NewFleetctlCommand(cmdutil.IOStreams{In: os.Stdin, Out: io.Discard, ErrOut: io.Discard})
	if err := machinedocs.WriteTree(root, dir); err != nil {
		fmt.Fprintf(os.Stderr, "gen-machinedocs: %v\n", err)
		os.Exit(1)
	}
}
