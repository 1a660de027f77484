package main

import (
	"fmt"
	"os"
	"time"

	"github.com/inconshreveable/mousetrap"
)

// A double click opens a console that closes when fleetctl ends, which is before
// anybody can read the help. Say so, and leave some time to read it.
func init() {
	if mousetrap.StartedByExplorer() {
		fmt.Fprintln(os.Stderr, "fleetctl is a command line tool: open a terminal and run it there.")
		time.Sleep(10 * time.Second)
		os.Exit(1)
	}
}
