package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
)

// TestEvaluateItself evaluates kdoc's own sources and compares what comes out
// with the command tree of the running program.
func TestEvaluateItself(t *testing.T) {
	if testing.Short() {
		t.Skip("evaluates a program of 300 packages")
	}
	ctx := context.Background()
	tree, err := walk.Open(ctx, walk.Options{Dir: "../..", Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	res, err := evalroad.Evaluate(ctx, tree, evalroad.Options{Program: "github.com/kdoc-dev/kdoc/cmd/kdoc"})
	if err != nil {
		t.Fatal(err)
	}
	p := res[0].Program
	if p.Root == nil {
		t.Fatalf("no command tree: %v", p.Unknown)
	}
	if n := countUnknowns(p); n > 0 {
		t.Errorf("%d values are unknown", n)
	}
	a := &app{getenv: func(string) string { return "" }}
	real := a.newRootCmd()
	want, got := realCommands(real), map[string][]string{}
	for _, c := range p.Commands() {
		got[c.Path] = evaluated(c)
		if !c.Pos.IsValid() || !strings.HasPrefix(c.Pos.Path, "cmd/kdoc/") {
			t.Errorf("%s is at %v", c.Path, c.Pos)
		}
	}
	for path, lines := range want {
		if !slices.Equal(lines, got[path]) {
			t.Errorf("%s:\n%s\nevaluated as\n%s", path, strings.Join(lines, "\n"), strings.Join(got[path], "\n"))
		}
		delete(got, path)
	}
	for path := range got {
		t.Errorf("there is no command %q", path)
	}
}

func realCommands(root *cobra.Command) map[string][]string {
	out := map[string][]string{}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		lines := []string{c.Use, c.Short, c.Long, c.Example}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			lines = append(lines, strings.Join([]string{f.Name, f.Shorthand, f.Value.Type(), f.DefValue, f.Usage, f.NoOptDefVal, f.Value.String()}, "|"))
		})
		slices.Sort(lines[4:])
		out[c.CommandPath()] = lines
		for _, child := range c.Commands() {
			visit(child)
		}
	}
	visit(root)
	return out
}

func evaluated(c *commands.Command) []string {
	lines := []string{c.Use, c.Short, c.Long, c.Example}
	for _, f := range ownFlags(c) {
		lines = append(lines, strings.Join([]string{f.Name, f.Shorthand, f.Type, f.Default, f.Usage, f.NoOptDefault, f.Current()}, "|"))
	}
	slices.Sort(lines[4:])
	return lines
}
