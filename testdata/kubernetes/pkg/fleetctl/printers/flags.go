package printers

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Formats are the machine-readable outputs.
var Formats = []string{"json", "name"}

// PrintFlags lets users choose how objects are shown.
type PrintFlags struct {
	// Output is one of Formats, "wide", or empty for a table.
	Output string
	// NoHeaders leaves out the first line of tables.
	NoHeaders bool
}

// AddFlags adds the flags that edit f.
func (f *PrintFlags) AddFlags(cmd *cobra.Command) {
	allowed := append([]string{"wide"}, Formats...)
	slices.Sort(allowed)
	cmd.Flags().StringVarP(&f.Output, "output", "o", f.Output, fmt.Sprintf("Output format. One of: (%s).", strings.Join(allowed, ", ")))
	cmd.Flags().BoolVar(&f.NoHeaders, "no-headers", f.NoHeaders, "Leave out the headings of tables.")
}

// Print writes obj, or the table that stands for it.
func (f *PrintFlags) Print(w io.Writer, obj any, table *Table) error {
	switch f.Output {
	case "", "wide":
		return table.Print(w, !f.NoHeaders)
	case "json":
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(obj)
	case "name":
		for _, row := range table.Rows {
			fmt.Fprintln(w, row[0])
		}
		return nil
	}
	return fmt.Errorf("--output: unknown format %q, must be wide or one of %s", f.Output, strings.Join(Formats, ", "))
}
