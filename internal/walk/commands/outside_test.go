package commands_test

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/runroad"
)

// TestOutsidePrograms evaluates two programs nobody here wrote and compares what
// comes out with what building and running them tells. They are dependencies of
// the module in testdata/outside, whose go.sum pins them.
func TestOutsidePrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command")
	}
	const dir = "testdata/outside"
	get := exec.Command("go", "mod", "download")
	get.Dir = dir
	get.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := get.CombinedOutput(); err != nil {
		t.Fatalf("go mod download in %s: %v\n%s", dir, err, out)
	}
	ctx := context.Background()
	tree, err := walk.Open(ctx, walk.Options{Dir: dir, Exact: true, Vendor: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	programs := []string{"github.com/boyter/scc/v3", "github.com/tomwright/dasel/v2/cmd/dasel"}
	var jobs []evalroad.Options
	for _, p := range programs {
		jobs = append(jobs, evalroad.Options{Program: p})
	}
	evaluated, err := evalroad.Evaluate(ctx, tree, jobs...)
	if err != nil {
		t.Fatal(err)
	}
	ran, err := runroad.Run(ctx, runroad.Options{Tree: tree, Programs: programs, Home: evalroad.DefaultEnv()["HOME"]})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range ran {
		got := evaluated[i].Program
		for _, d := range commands.Diff(got, p) {
			t.Errorf("%s, evaluated and run: %s", p.Name, d)
		}
		if len(p.Commands()) == 0 || len(p.Flags()) < 10 || len(got.Unknown) > 0 {
			t.Errorf("%s has %d commands and %d flags, and unknown %v", p.Name, len(p.Commands()), len(p.Flags()), got.Unknown)
		}
	}
}
