package main

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifySample builds and runs the programs of the bundled tree and compares
// what they tell with what evaluating them does; so for one constructor, in the
// program of another.
func TestVerifySample(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command")
	}
	tree := filepath.Join("..", "..", "testdata", "kubernetes")
	// kdoc fetches nothing, and the tree's go.mod names modules that kdoc's own
	// build does without.
	get := exec.Command("go", "mod", "download")
	get.Dir = tree
	if out, err := get.CombinedOutput(); err != nil {
		t.Fatalf("go mod download in %s: %v\n%s", tree, err, out)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, "4 programs evaluated and run: 0 differences"},
		{[]string{"--program", "fleetctl", "--entry", "fleet.dev/fleet/pkg/fleetctl/cmd.NewFleetctlCommand"}, "1 program evaluated and run: 0 differences"},
	} {
		var stdout, stderr bytes.Buffer
		a := &app{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }}
		code := a.run(context.Background(), append([]string{"commands", tree, "--verify", "--no-cache"}, tt.args...))
		if code != 0 || !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%q: exit code %d, want 0 and %q\n%s%s", tt.args, code, tt.want, stdout.String(), stderr.String())
		}
	}
}
