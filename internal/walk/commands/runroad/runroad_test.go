package runroad_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/runroad"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// programs is a tree with a program for each library. It is built with the
// modules that kdoc itself depends on, so nothing has to be fetched.
const programs = `
-- go.mod --
module example.com/tools

go 1.24

require (
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/spf13/cobra v1.10.2
	github.com/spf13/pflag v1.0.9
)
-- cmd/tool/main.go --
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func main() {
	fmt.Println("noise")
	os.WriteFile("left.txt", nil, 0o666) // into the directory the program is run in
	root := &cobra.Command{Use: "tool", Long: "Home is " + os.Getenv("HOME")}
	root.PersistentFlags().StringP("server", "s", "local", "Address.")
	sets := pflag.NewFlagSet("generic", pflag.ContinueOnError)
	sets.StringSlice("only", nil, "Some.")
	get := &cobra.Command{
		Use: "get NAME", Short: "Get", Aliases: []string{"fetch"}, Args: cobra.ExactArgs(1),
		ValidArgs: []cobra.Completion{"pod\tone", "node"},
		RunE:      func(*cobra.Command, []string) error { panic("never") },
	}
	get.Flags().AddFlagSet(sets)
	get.Flags().Bool("all", false, "All.")
	get.MarkFlagsMutuallyExclusive("all", "only")
	get.MarkFlagRequired("only")
	get.RegisterFlagCompletionFunc("only", cobra.NoFileCompletions)
	get.Flags().Lookup("all").Value.Set("true")
	wrap := &cobra.Command{Use: "wrap", DisableFlagParsing: true, Run: func(*cobra.Command, []string) {}}
	own := pflag.NewFlagSet("wrap", pflag.ContinueOnError)
	own.Int("depth", 3, "How deep.")
	root.AddCommand(get, wrap)
	os.Exit(map[bool]int{true: 1}[root.Execute() != nil])
}
-- cmd/plain/main.go --
package main

import (
	"flag"
	"time"
)

func main() {
	wait := flag.Duration("wait", time.Second, "How long.")
	flag.Parse()
	time.Sleep(*wait * 1000)
}
-- cmd/posix/main.go --
package main

import "github.com/spf13/pflag"

func main() {
	pflag.BoolP("verbose", "v", false, "Say more.")
	pflag.Parse()
	panic("never")
}
-- cmd/silent/main.go --
package main

import _ "flag"

func main() { println("nothing to parse") }
-- cmd/broken/main.go --
package main

import _ "flag"

func main() { undefined() }
-- cmd/bare/main.go --
package main

func main() {}
`

// Builds take seconds, so one test runs all programs.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	sums, err := os.ReadFile("../../../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	dir := walktest.Unpack(t, programs+"-- go.sum --\n"+string(sums))
	tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	before := listing(t, dir)
	found, err := runroad.Run(t.Context(), runroad.Options{Tree: tree, Home: "/home/someone", Programs: []string{
		"example.com/tools/cmd/tool", "example.com/tools/cmd/plain", "example.com/tools/cmd/posix",
		"example.com/tools/cmd/silent", "example.com/tools/cmd/broken", "example.com/tools/cmd/bare",
	}})
	if after := listing(t, dir); after != before {
		t.Errorf("the tree has other files than before:\n%s\nbefore:\n%s", after, before)
	}
	if err == nil {
		t.Fatal("programs that do not build or parse nothing are no error")
	}
	for _, want := range []string{"cmd/silent: ended without parsing its command line with flag", "nothing to parse", "cmd/broken: go", "undefined: undefined", "cmd/bare: uses none of"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	if len(found) != 3 {
		t.Fatalf("%d programs, want 3", len(found))
	}
	checkTool(t, found[0])
	if p := found[1]; p.Library != "flag" || p.Root.Use != "plain" || flag(t, p.Root.Flags, "wait").Type != "duration" || flag(t, p.Root.Flags, "wait").Pos.Line != 9 {
		t.Errorf("plain: %+v %+v", p.Root, p.Root.Flags[0])
	}
	if p := found[2]; p.Library != "pflag" || flag(t, p.Root.Flags, "verbose").Shorthand != "v" {
		t.Errorf("posix: %+v", p.Root)
	}
}

func checkTool(t *testing.T, p *commands.Program) {
	t.Helper()
	if p.Name != "tool" || p.Package != "example.com/tools/cmd/tool" || p.Version(commands.CobraModule) != "v1.10.2" {
		t.Errorf("%s of %s with %v", p.Name, p.Package, p.Versions)
	}
	root := p.Root
	if root.Long != "Home is /home/someone" || len(root.Commands) != 2 {
		t.Fatalf("root %q with %d commands", root.Long, len(root.Commands))
	}
	get, wrap := root.Commands[0], root.Commands[1]
	if get.Path != "tool get" || !get.Runnable || get.Args.Rule != "cobra.ExactArgs" || get.Args.Min != 1 || get.Args.Max != 1 {
		t.Errorf("get: %+v, %+v", get, get.Args)
	}
	if strings.Join(get.ValidArgs, " ") != "pod node" || len(get.Exclusive) != 1 {
		t.Errorf("get takes %q, with groups %q", get.ValidArgs, get.Exclusive)
	}
	only := flag(t, get.Flags, "only")
	if only.Section != "generic" || !only.Required || !only.Completion || only.Pos.Path != "cmd/tool/main.go" || only.Pos.Line != 17 {
		t.Errorf("--only: %+v", only)
	}
	if all := flag(t, get.Flags, "all"); all.Default != "false" || all.Current() != "true" || !all.Bool || all.Section != "" {
		t.Errorf("--all: %+v", all)
	}
	if f := flag(t, root.Persistent, "server"); f.GoType != "*github.com/spf13/pflag.stringValue" || f.Shorthand != "s" {
		t.Errorf("--server: %+v", f)
	}
	if flag(t, wrap.Private, "depth").Default != "3" {
		t.Error("the flags wrap parses on its own are not there")
	}
}

func flag(t *testing.T, flags []*commands.Flag, name string) *commands.Flag {
	t.Helper()
	for _, f := range flags {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no flag --%s", name)
	return nil
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		b.WriteString(name + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRevisionsCannotBeRun(t *testing.T) {
	if _, err := runroad.Run(t.Context(), runroad.Options{Tree: &walk.Tree{Rev: "0123"}}); err == nil {
		t.Error("a tree that is not on disk was built")
	}
}
