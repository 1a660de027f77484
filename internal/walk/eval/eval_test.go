package eval

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "run the programs with go run and keep what they print")

// load opens a tree of one main package.
func load(t testing.TB, archive string) *Interp {
	t.Helper()
	tree := walktest.Open(t, archive, walk.Options{})
	prog, err := typed.Load(context.Background(), typed.Options{Tree: tree, Roots: []string{tree.Root().Path}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range prog.Packages {
		for _, err := range p.Errors {
			t.Error(err)
		}
	}
	return New(context.Background(), Options{Program: prog})
}

// TestPrograms evaluates programs and compares what they print with what go run
// printed.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/programs/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".go") + ".out"
			if *update {
				out, err := exec.Command("go", "run", file).Output()
				if _, failed := err.(*exec.ExitError); err != nil && !failed {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, out, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			in := load(t, fmt.Sprintf("-- go.mod --\nmodule example.com/p\n\ngo 1.24\n-- main.go --\n%s", src))
			stop, err := in.Run("example.com/p")
			if err != nil {
				t.Errorf("evaluation failed: %v", err)
			}
			if stop != nil && stop.Why != "return" && stop.Why != "exit" {
				t.Errorf("stopped for %s", stop.Why)
			}
			for _, d := range in.Diagnostics() {
				t.Errorf("diagnostic: %s: %s", d.Pos, d.Msg)
			}
			if got := in.Output(); !bytes.Equal([]byte(got), want) {
				t.Errorf("printed\n%s\nwant\n%s", got, want)
			}
		})
	}
}
