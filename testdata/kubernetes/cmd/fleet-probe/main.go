// fleet-probe looks at the machine it runs on and prints what an agent would
// report to the fleet.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"fleet.dev/fleet/pkg/probe"
)

// volumes is a flag that may be given more than once.
type volumes []string

func (v *volumes) String() string { return strings.Join(*v, ",") }

func (v *volumes) Set(path string) error {
	if path == "" {
		return errors.New("a path is missing")
	}
	*v = append(*v, path)
	return nil
}

var (
	timeout  = flag.Duration("timeout", 5*time.Second, "give up after this `duration`")
	pretty   = flag.Bool("pretty", false, "indent the report")
	minFree  = flag.Int("min-free-percent", 10, "fail if less than this `percentage` of a volume is free")
	toVisit  volumes
	exitCode = map[bool]int{true: 0, false: 1}
)

func main() {
	flag.Var(&toVisit, "volume", "`path` of a volume to look at; may be repeated (default \"/\")")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "Usage: fleet-probe [flags]\n\nPrints one JSON report per volume.\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if len(toVisit) == 0 {
		toVisit = volumes{"/"}
	}

	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	os.Exit(exitCode[report(ctx)])
}

// report prints one report per volume and tells whether all of them are fine.
func report(ctx context.Context) bool {
	encoder := json.NewEncoder(os.Stdout)
	if *pretty {
		encoder.SetIndent("", "  ")
	}
	healthy := true
	for _, path := range toVisit {
		r := probe.Collect(ctx, path)
		if err := encoder.Encode(r); err != nil {
			fmt.Fprintf(os.Stderr, "fleet-probe: %v\n", err)
			return false
		}
		healthy = healthy && r.Healthy(*minFree)
	}
	return healthy
}
