package main

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// Nothing is left in, or taken from, a directory other users can write to: see
// package apart.
func TestNothingInSharedDirectory(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("temporary files are the user's own there")
	}
	shared, home := t.TempDir(), t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^$") // it starts as kdoc does
	cmd.Env = append(os.Environ(), "TMPDIR="+shared, "HOME="+home, "XDG_CACHE_HOME="+home+"/cache")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if list, err := os.ReadDir(shared); err != nil || len(list) > 0 {
		t.Errorf("left behind: %v, %v", list, err)
	}
}
