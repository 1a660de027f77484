// Package logs sets up the structured log of a component.
package logs

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Formats are the known forms of a log line.
var Formats = []string{"json", "text"}

// Options is what users can decide about the log.
type Options struct {
	// Format is one of Formats.
	Format string
	// Verbosity is how much detail is logged; 0 is enough for operators.
	Verbosity int
}

// NewOptions returns the defaults.
func NewOptions() *Options {
	return &Options{Format: "text"}
}

// AddFlags adds the flags that edit o.
func (o *Options) AddFlags(fs *pflag.FlagSet) {
	fs.StringVar(&o.Format, "logging-format", o.Format, fmt.Sprintf("Form of a log line. One of: %s.", strings.Join(Formats, ", ")))
	fs.IntVarP(&o.Verbosity, "v", "v", o.Verbosity, "Level of detail in the log; higher numbers log more.")
}

// Validate reports what is wrong with o.
func (o *Options) Validate() error {
	if !slices.Contains(Formats, o.Format) {
		return fmt.Errorf("--logging-format: unknown format %q, must be one of %s", o.Format, strings.Join(Formats, ", "))
	}
	return nil
}

// Logger returns a logger that writes to w.
func (o *Options) Logger(w io.Writer) *slog.Logger {
	settings := &slog.HandlerOptions{Level: slog.Level(-4 * min(o.Verbosity, 1))}
	if o.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, settings))
	}
	return slog.New(slog.NewTextHandler(w, settings))
}
