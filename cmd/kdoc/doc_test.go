package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestManual keeps the manual, doc.go, in step with the commands.
func TestManual(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	a, _, _ := testApp()
	seen := map[string]bool{}
	for _, c := range a.commands() {
		if seen[c.Name()] {
			t.Errorf("kdoc %s is listed twice in commands", c.Name())
		}
		seen[c.Name()] = true
		if !c.Hidden && !strings.Contains(string(text), "\n\tkdoc "+c.Name()) {
			t.Errorf("doc.go does not mention kdoc %s under Usage", c.Name())
		}
	}
}

// TestHelp holds every command's help to one form.
func TestHelp(t *testing.T) {
	a, _, _ := testApp()
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		switch name := c.CommandPath(); {
		case c.Short == "" || strings.HasSuffix(c.Short, "."):
			t.Errorf("%s: Short is missing or ends in a full stop: %q", name, c.Short)
		case !c.HasSubCommands() && c.RunE == nil && c.Run == nil:
			t.Errorf("%s does nothing", name)
		}
		for _, line := range strings.Split(c.Long, "\n") {
			if len([]rune(line)) > 90 {
				t.Errorf("%s: line of Long is longer than 90 letters: %q", c.CommandPath(), line)
			}
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s: usage of --%s is missing or ends in a full stop: %q", c.CommandPath(), f.Name, f.Usage)
			}
		})
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(a.newRootCmd())
}
