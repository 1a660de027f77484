// Package printers shows objects to people.
package printers

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// Table is a grid with headings.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Print writes the table with aligned columns.
func (t *Table) Print(w io.Writer, headers bool) error {
	tw := tabwriter.NewWriter(w, 0, 8, 3, ' ', 0)
	if headers {
		fmt.Fprintln(tw, strings.ToUpper(strings.Join(t.Columns, "\t")))
	}
	for _, row := range t.Rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	return tw.Flush()
}

// ShortDuration is d in its largest unit, as in 5d or 40s.
func ShortDuration(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		letter string
	}{
		{24 * time.Hour, "d"},
		{time.Hour, "h"},
		{time.Minute, "m"},
	} {
		if d >= 2*unit.length {
			return fmt.Sprintf("%d%s", d/unit.length, unit.letter)
		}
	}
	return fmt.Sprintf("%ds", int(d.Seconds()))
}
