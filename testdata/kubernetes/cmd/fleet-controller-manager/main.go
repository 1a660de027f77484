// The fleet-controller-manager runs the loops that bring machines and pools from
// the state they are in to the state they should be in.
package main

import (
	"os"

	"fleet.dev/component-base/cli"
	"fleet.dev/fleet/cmd/fleet-controller-manager/app"
)

func main() {
	os.Exit(cli.Run(app.NewControllerManagerCommand()))
}
