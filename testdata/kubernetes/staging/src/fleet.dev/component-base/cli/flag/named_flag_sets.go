// Package flag groups the flags of servers under headings and keeps their
// spelling uniform.
package flag

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// NamedFlagSets is an ordered collection of flag sets. The zero value is empty
// and ready to use.
type NamedFlagSets struct {
	// Order lists the names in the order of their first use.
	Order []string
	// FlagSets holds the sets by name.
	FlagSets map[string]*pflag.FlagSet
}

// FlagSet returns the set of that name and creates it if need be.
func (n *NamedFlagSets) FlagSet(name string) *pflag.FlagSet {
	if fs, ok := n.FlagSets[name]; ok {
		return fs
	}
	if n.FlagSets == nil {
		n.FlagSets = map[string]*pflag.FlagSet{}
	}
	fs := pflag.NewFlagSet(name, pflag.ExitOnError)
	fs.SetNormalizeFunc(WordSepNormalizeFunc)
	n.FlagSets[name] = fs
	n.Order = append(n.Order, name)
	return fs
}

// AddTo puts the flags of all sets into fs.
func (n *NamedFlagSets) AddTo(fs *pflag.FlagSet) {
	for _, name := range n.Order {
		fs.AddFlagSet(n.FlagSets[name])
	}
}

// PrintSections writes the flags of each set under a heading, wrapped at width
// columns; 0 means not at all.
func (n *NamedFlagSets) PrintSections(w io.Writer, width int) {
	for _, name := range n.Order {
		fs := n.FlagSets[name]
		if !fs.HasAvailableFlags() {
			continue
		}
		heading := strings.ToUpper(name[:1]) + name[1:]
		fmt.Fprintf(w, "\n%s flags:\n\n%s", heading, fs.FlagUsagesWrapped(width))
	}
}

// InstallHelp makes cmd show its flags in sections.
func (n *NamedFlagSets) InstallHelp(cmd *cobra.Command, width int) {
	usage := func(cmd *cobra.Command) error {
		fmt.Fprintf(cmd.OutOrStderr(), "Usage:\n  %s\n", cmd.UseLine())
		n.PrintSections(cmd.OutOrStderr(), width)
		return nil
	}
	cmd.SetUsageFunc(usage)
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		fmt.Fprintf(cmd.OutOrStdout(), "%s\n\n", cmd.Long)
		_ = usage(cmd)
	})
}
