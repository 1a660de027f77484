// Command parity compares what kdoc knows with what other tools say of the same
// source. It reads checkouts that lie on this machine and writes a table in
// Markdown to standard output.
//
//	parity crds FOLDER [NAME…] fields of every checkout in FOLDER beside its committed CRDs
//	parity linter CHECKOUT   the cases of kube-api-linter beside kdoc's diagnostics
package main

import (
	"context"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: parity crds FOLDER | parity linter CHECKOUT")
		os.Exit(2)
	}
	run := map[string]func(context.Context, []string) error{"crds": crds, "linter": linter}[os.Args[1]]
	if run == nil {
		fmt.Fprintf(os.Stderr, "parity: no such comparison: %q\n", os.Args[1])
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "parity:", err)
		os.Exit(1)
	}
}
