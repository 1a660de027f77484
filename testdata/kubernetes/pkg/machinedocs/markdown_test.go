package machinedocs_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fleet.dev/fleet/pkg/machinedocs"
)

func ExampleWritePage() {
	c := &cobra.Command{Use: "reboot NAME", Short: "Restart a machine", Run: func(*cobra.Command, []string) {}}
	var page bytes.Buffer
	machinedocs.WritePage(&page, c)
	title, _, _ := strings.Cut(page.String(), "\n")
	fmt.Println(title)
	// Output: # reboot
}

func TestWritePageLinksToParent(t *testing.T) {
	root := &cobra.Command{Use: "fleetctl"}
	child := &cobra.Command{Use: "reboot", Short: "Restart a machine", Run: func(*cobra.Command, []string) {}}
	root.AddCommand(child)
	var page bytes.Buffer
	machinedocs.WritePage(&page, child)
	if !strings.Contains(page.String(), "(fleetctl.md)") {
		t.Errorf("page has no link to the parent:\n%s", page.String())
	}
}
