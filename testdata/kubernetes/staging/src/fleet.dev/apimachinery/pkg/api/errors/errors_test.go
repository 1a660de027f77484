package errors

import (
	"fmt"
	"testing"
)

func TestReasonForSeesThroughWrapping(t *testing.T) {
	err := fmt.Errorf("syncing pool: %w", NewConflict("MachinePool", "edge"))
	if !IsConflict(err) {
		t.Errorf("IsConflict(%v) = false, want true", err)
	}
	if IsNotFound(err) {
		t.Errorf("IsNotFound(%v) = true, want false", err)
	}
}

func TestReasonForForeignError(t *testing.T) {
	if got := ReasonFor(fmt.Errorf("connection reset")); got != ReasonUnknown {
		t.Errorf("ReasonFor = %q, want %q", got, ReasonUnknown)
	}
}
