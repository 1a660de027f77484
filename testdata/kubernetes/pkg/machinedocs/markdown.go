// Package machinedocs turns a command tree into Markdown.
package machinedocs

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// WriteTree writes a page for root and each command below it into dir. Hidden
// and deprecated commands have no page.
func WriteTree(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root.DisableAutoGenTag = true
	return writeCommand(root, dir)
}

func writeCommand(c *cobra.Command, dir string) error {
	var page bytes.Buffer
	WritePage(&page, c)
	if err := os.WriteFile(filepath.Join(dir, fileName(c)), page.Bytes(), 0o644); err != nil {
		return err
	}
	for _, child := range c.Commands() {
		if !child.IsAvailableCommand() || child.IsAdditionalHelpTopicCommand() {
			continue
		}
		if err := writeCommand(child, dir); err != nil {
			return err
		}
	}
	return nil
}

// WritePage writes the page of one command.
func WritePage(w io.Writer, c *cobra.Command) {
	c.InitDefaultHelpFlag()
	fmt.Fprintf(w, "# %s\n\n%s.\n\n", c.CommandPath(), strings.TrimSuffix(c.Short, "."))
	if c.Long != "" {
		fmt.Fprintf(w, "%s\n\n", c.Long)
	}
	if c.Runnable() {
		fmt.Fprintf(w, "    %s\n\n", c.UseLine())
	}
	if c.Example != "" {
		fmt.Fprintf(w, "## Examples\n\n```\n%s\n```\n\n", c.Example)
	}
	writeFlags(w, "Flags", c.NonInheritedFlags().FlagUsages())
	writeFlags(w, "Flags of all commands", c.InheritedFlags().FlagUsages())

	var related []string
	if c.HasParent() {
		related = append(related, link(c.Parent()))
	}
	for _, child := range c.Commands() {
		if child.IsAvailableCommand() {
			related = append(related, link(child))
		}
	}
	if len(related) > 0 {
		fmt.Fprintf(w, "## See also\n\n%s\n", strings.Join(related, "\n"))
	}
}

func writeFlags(w io.Writer, title, usages string) {
	if usages != "" {
		fmt.Fprintf(w, "## %s\n\n```\n%s```\n\n", title, usages)
	}
}

func link(c *cobra.Command) string {
	return fmt.Sprintf("- [%s](%s): %s", c.CommandPath(), fileName(c), c.Short)
}

func fileName(c *cobra.Command) string {
	return strings.ReplaceAll(c.CommandPath(), " ", "_") + ".md"
}
