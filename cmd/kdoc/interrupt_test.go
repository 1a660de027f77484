package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// testApp is an app over buffers.
func testApp(cs ...*checks.Check) (a *app, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &app{stdin: strings.NewReader(""), stdout: stdout, stderr: stderr, getenv: func(string) string { return "" }, checks: append(checks.Builtin(), cs...), now: time.Now}, stdout, stderr
}

// TestInterrupt cancels a run in the middle of a check that never looks up.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module m\n", "a.go": "package m\n", "out.txt": "old"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	started := make(chan bool)
	stuck := &checks.Check{ID: "KX001", Slug: "test-stuck", Severity: checks.Error, Run: func(*checks.Pass) error {
		close(started)
		select {}
	}}
	a, _, stderr := testApp(stuck)
	ctx, cancel := context.WithCancel(t.Context())
	var at time.Time
	go func() {
		<-started
		at = time.Now()
		cancel()
	}()
	code := a.run(ctx, []string{"check", dir, "--no-cache", "-o", filepath.Join(dir, "out.txt")})
	if took := time.Since(at); took > 200*time.Millisecond {
		t.Errorf("stopping took %v", took)
	}
	if code != exitInterrupted || stderr.String() != "kdoc: interrupted\n" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "out.txt")); string(text) != "old" {
		t.Errorf("the output holds %q", text)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
