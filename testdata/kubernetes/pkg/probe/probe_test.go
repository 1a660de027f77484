package probe_test

import (
	"context"
	"testing"

	"fleet.dev/fleet/pkg/probe"
)

func TestCollectReportsMissingVolume(t *testing.T) {
	r := probe.Collect(context.Background(), t.TempDir()+"/absent")
	if r.Volume == nil && r.Error == "" {
		t.Skip("volumes cannot be looked at on this system")
	}
	if r.Healthy(0) {
		t.Errorf("report about a missing volume is healthy: %+v", r)
	}
}

func TestFreePercent(t *testing.T) {
	v := &probe.Volume{TotalBytes: 300, FreeBytes: 100}
	if got := v.FreePercent(); got != 33 {
		t.Errorf("FreePercent = %d, want 33", got)
	}
}
