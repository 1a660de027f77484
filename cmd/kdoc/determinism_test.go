package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks/suite"
)

// The same tree gives the same bytes, whatever the number of processors, with a
// cache and without.
func TestSameBytesAtAnyParallelism(t *testing.T) {
	sample := filepath.Join("..", "..", "testdata", "kubernetes")
	run := func(args ...string) []byte {
		var stdout bytes.Buffer
		a := &app{stdout: &stdout, stderr: new(bytes.Buffer), getenv: func(string) string { return "" }, checks: suite.All(), now: time.Now}
		a.run(context.Background(), args)
		return stdout.Bytes()
	}
	cacheDir := t.TempDir()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first string
	for i, procs := range []int{1, 2, 8, 8} {
		runtime.GOMAXPROCS(procs)
		cache := "--no-cache"
		if i == 3 {
			cache = "--cache-dir=" + cacheDir
		}
		sum := sha256.New()
		sum.Write(run("check", sample, "--format", "json", cache))
		sum.Write(run("imports", "graph", sample, "--format", "dot", cache))
		out := filepath.Join(t.TempDir(), "site")
		run("site", sample, "-o", out, "--walkthroughs", "all", "--commands", "programs", cache)
		n := 0
		err := filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			n++
			b, err := os.ReadFile(p)
			rel, _ := filepath.Rel(out, p)
			fmt.Fprintf(sum, "%s %d\n", rel, len(b))
			sum.Write(b)
			return err
		})
		if err != nil || n < 50 {
			t.Fatalf("%d files, %v", n, err)
		}
		got := fmt.Sprintf("%x", sum.Sum(nil))
		if first == "" {
			first = got
		} else if got != first {
			t.Errorf("GOMAXPROCS=%d, %s: other bytes", procs, cache)
		}
	}
}
