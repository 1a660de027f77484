package commands

import "testing"

func TestBinaryName(t *testing.T) {
	for path, want := range map[string]string{
		"example.com/tool": "tool", "example.com/tool/v2": "tool", "example.com/tool/v10": "tool", "example.com/tool/v1": "v1",
		"example.com/tool/v2/cmd/x": "x", "example.com/tool/vx": "vx", "example.com/tool/v02": "v02", "v2": "v2", "main": "main",
	} {
		if got := BinaryName(path); got != want {
			t.Errorf("BinaryName(%q) = %q, want %q", path, got, want)
		}
	}
}
