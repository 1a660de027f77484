// fleetctl looks after a fleet of machines from the command line.
package main

import (
	"os"

	"fleet.dev/component-base/cli"
	"fleet.dev/fleet/pkg/fleetctl/cmd"
)

func main() {
	os.Exit(cli.Run(cmd.NewDefaultFleetctlCommand()))
}
