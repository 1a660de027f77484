package templates

import "testing"

func TestLongDesc(t *testing.T) {
	got := LongDesc(`
		List machines.

		  * one per line
		`)
	if want := "List machines.\n\n  * one per line"; got != want {
		t.Errorf("LongDesc = %q, want %q", got, want)
	}
}

func TestExamples(t *testing.T) {
	got := Examples(`
		# All machines
		fleetctl get machines
		`)
	if want := "  # All machines\n  fleetctl get machines"; got != want {
		t.Errorf("Examples = %q, want %q", got, want)
	}
}
