// Package verflag adds a flag that prints the version and exits.
package verflag

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/pflag"

	"fleet.dev/component-base/version"
)

const flagName = "version"

// value is a boolean flag that also takes the word raw.
type value string

const (
	off value = "false"
	on  value = "true"
	raw value = "raw"
)

var requested = off

// String implements pflag.Value.
func (v *value) String() string { return string(*v) }

// Type implements pflag.Value.
func (v *value) Type() string { return "version" }

// IsBoolFlag lets the flag be given without a value.
func (v *value) IsBoolFlag() bool { return true }

// Set implements pflag.Value.
func (v *value) Set(text string) error {
	if value(text) == raw {
		*v = raw
		return nil
	}
	yes, err := strconv.ParseBool(text)
	if err != nil {
		return err
	}
	*v = off
	if yes {
		*v = on
	}
	return nil
}

// AddFlags adds the flag to fs.
func AddFlags(fs *pflag.FlagSet) {
	fs.Var(&requested, flagName, "--version, --version=raw prints version information and quits")
	fs.Lookup(flagName).NoOptDefVal = string(on)
}

// PrintIfRequested writes the version if the flag was given, and reports whether
// it was.
func PrintIfRequested(w io.Writer, component string) bool {
	switch requested {
	case raw:
		fmt.Fprintf(w, "%#v\n", version.Get())
	case on:
		fmt.Fprintf(w, "%s %s\n", component, version.Get())
	default:
		return false
	}
	return true
}
