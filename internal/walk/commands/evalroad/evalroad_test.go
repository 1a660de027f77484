package evalroad

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// open makes a tree that uses the versions of cobra and pflag that kdoc itself
// is built with, since those are in the module cache of whoever runs the test.
func open(t *testing.T, archive string) *walk.Tree {
	t.Helper()
	b, err := os.ReadFile("../../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", b, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := "module example.com/m\n\ngo 1.24\n\nrequire (\n"
	for _, r := range mod.Require {
		if strings.Contains(r.Mod.Path, "spf13") || strings.Contains(r.Mod.Path, "mousetrap") {
			text += "\t" + r.Mod.Path + " " + r.Mod.Version + "\n"
		}
	}
	return walktest.Open(t, "-- go.mod --\n"+text+")\n"+archive, walk.Options{Vendor: true, Platforms: []string{"linux/amd64"}})
}

func evaluateOne(t *testing.T, archive string, opts Options) *commands.Program {
	t.Helper()
	if opts.Program == "" {
		opts.Program = "example.com/m"
	}
	res, err := Evaluate(context.Background(), open(t, archive), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range res[0].Missing {
		t.Errorf("missing %s: %s", m.ImportPath, m.Reason)
	}
	return res[0].Program
}

const tool = `
-- main.go --
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type options struct {
	output string
	wait   time.Duration
	names  []string
}

func (o *options) register(fs *pflag.FlagSet) {
	fs.StringVarP(&o.output, "output", "o", o.output, "print as ` + "`format`" + `")
	fs.DurationVar(&o.wait, "wait", o.wait, "how long")
	fs.StringSliceVar(&o.names, "names", nil, fmt.Sprintf("one of %v", kinds()))
}

func kinds() []string { return []string{"a", "b"} }

func newGet() *cobra.Command {
	o := &options{output: "wide", wait: 3 * time.Minute}
	cmd := &cobra.Command{
		Use:     "get NAME...",
		Aliases: []string{"g"},
		Short:   "Get " + kinds()[1],
		Args:    cobra.RangeArgs(1, 3),
		RunE:    func(cmd *cobra.Command, args []string) error { return nil },
	}
	o.register(cmd.Flags())
	cmd.MarkFlagRequired("names")
	cmd.RegisterFlagCompletionFunc("output", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, 0
	})
	cmd.Flags().MarkDeprecated("wait", "just wait")
	return cmd
}

func newServe() *cobra.Command {
	fs := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	port := fs.Int("port", 8080, "listen there")
	return &cobra.Command{
		Use:                "serve",
		DisableFlagParsing: true,
		Run: func(cmd *cobra.Command, args []string) {
			fs.Parse(args)
			http.ListenAndServe(fmt.Sprint(":", *port), nil)
		},
	}
}

func newRoot(name string) *cobra.Command {
	root := &cobra.Command{Use: name, Long: "Host is " + hostInfo(), ValidArgs: []string{"x\tan x", "y"}, Args: cobra.OnlyValidArgs}
	section := pflag.NewFlagSet("misc", pflag.ContinueOnError)
	section.Bool("verbose", false, "say more")
	root.PersistentFlags().AddFlagSet(section)
	root.AddGroup(&cobra.Group{ID: "basic", Title: "Basics:"})
	root.AddCommand(newServe(), newGet())
	root.Flags().Int("procs", numProcs(), "processes")
	return root
}

func hostInfo() string {
	if b, err := os.ReadFile("/dev/null"); err == nil {
		return string(b)
	}
	return "none"
}

func numProcs() int { return len(os.Getenv("PROCS")) }

func main() {
	pflag.Bool("global", true, "linked in")
	if err := newRoot("tool").ExecuteContext(context.Background()); err != nil {
		os.Exit(1)
	}
}
`

func TestCobraProgram(t *testing.T) {
	p := evaluateOne(t, tool, Options{Env: map[string]string{"PROCS": "xxxx"}})
	if p.Root == nil || p.Library != "cobra" {
		t.Fatalf("library %q, unknown %v", p.Library, p.Unknown)
	}
	var paths []string
	for _, c := range p.Commands() {
		paths = append(paths, c.Path)
	}
	if want := []string{"tool", "tool get", "tool serve"}; !slices.Equal(paths, want) {
		t.Fatalf("commands %q, want %q", paths, want)
	}
	root, get, serve := p.Root, p.Root.Commands[0], p.Root.Commands[1]
	if get.Short != "Get b" || !slices.Equal(get.Aliases, []string{"g"}) || !get.Runnable || get.Pos.Path != "main.go" || get.Pos.Line != 30 {
		t.Errorf("get is %+v", get)
	}
	if a := get.Args; a == nil || a.Rule != "cobra.RangeArgs" || a.Min != 1 || a.Max != 3 {
		t.Errorf("rule of get's arguments is %+v", a)
	}
	if a := root.Args; a == nil || !a.OnlyValid || !slices.Equal(root.ValidArgs, []string{"x", "y"}) {
		t.Errorf("rule of the root's arguments is %+v of %q", a, root.ValidArgs)
	}
	output := get.Flags[0]
	if output.Name != "output" || output.Default != "wide" || output.Shorthand != "o" || !output.Completion || output.Pos.Line != 21 ||
		output.Field != "example.com/m.options.output" || output.FieldPos.Line != 15 || output.Section != "" {
		t.Errorf("--output is %+v", output)
	}
	wait, names := get.Flags[1], get.Flags[2]
	if wait.Default != "3m0s" || wait.Type != "duration" || wait.Deprecated != "just wait" || !wait.Hidden {
		t.Errorf("--wait is %+v", wait)
	}
	if !names.Required || names.Usage != "one of [a b]" || names.Type != "stringSlice" {
		t.Errorf("--names is %+v", names)
	}
	if v := root.Persistent[0]; v.Section != "misc" || v.Type != "bool" || v.NoOptDefault != "true" {
		t.Errorf("--verbose is %+v", v)
	}
	if len(serve.Private) != 1 || serve.Private[0].Default != "8080" || len(serve.Flags) != 0 {
		t.Errorf("serve's own flags are %v", serve.Private)
	}
	if len(p.Globals) != 1 || p.Globals[0].Name != "global" || len(root.Groups) != 1 {
		t.Errorf("globals %v, groups %v", p.Globals, root.Groups)
	}
	if f := root.Flags[len(root.Flags)-1]; f.Default != "4" {
		t.Errorf("--procs is %q: the environment given is not the one seen", f.Default)
	}
}

// TestUnknownText: what a program would read from the machine is unknown, with
// the reason and the place.
func TestUnknownText(t *testing.T) {
	p := evaluateOne(t, tool, Options{})
	if p.Root.Long != commands.UnknownText || len(p.Root.Unknown) != 1 {
		t.Fatalf("long is %q, unknown %v", p.Root.Long, p.Root.Unknown)
	}
	u := p.Root.Unknown[0]
	if u.Field != "long" || !strings.Contains(u.Reason, "os.ReadFile") || u.Pos.Path != "main.go" {
		t.Errorf("unknown is %+v", u)
	}
}

func TestEntry(t *testing.T) {
	p := evaluateOne(t, tool, Options{Entry: "example.com/m.newGet"})
	if p.Root == nil || p.Root.Use != "get NAME..." || len(p.Root.Flags) != 3 {
		t.Errorf("root is %+v", p.Root)
	}
	if _, err := Evaluate(context.Background(), open(t, tool), Options{Program: "example.com/m", Entry: "nonsense"}); err == nil {
		t.Error("an entry without a package is accepted")
	}
	p = evaluateOne(t, tool, Options{Entry: "example.com/m.nowhere"})
	if p.Root != nil || len(p.Unknown) != 1 || !strings.Contains(p.Unknown[0].Reason, "no function nowhere") {
		t.Errorf("unknown is %+v", p.Unknown)
	}
}

func TestOtherPrograms(t *testing.T) {
	for _, tt := range []struct{ name, src, library, flags, unknown string }{
		{"flag", `import "flag"
var n = flag.Int("n", 3, "count")
func main() { flag.String("s", "x", "text"); flag.Parse(); panic(*n) }`, "flag", "n=3 s=x", ""},
		{"own flag set", `import ("flag"; "os")
func main() { fs := flag.NewFlagSet("p", flag.ExitOnError); fs.Bool("b", true, ""); fs.Parse(os.Args[1:]) }`, "flag", "b=true", ""},
		{"pflag", `import "github.com/spf13/pflag"
func main() { pflag.StringP("name", "x", "y", ""); pflag.Parse() }`, "pflag", "name=y", ""},
		{"depends", `import ("flag"; "os")
func main() { if _, err := os.ReadFile("/dev/null"); err == nil { flag.Bool("a", false, "") }; h, _ := os.ReadFile("/dev/null"); if len(h) > 3 && false { println() }; flag.Parse() }`, "flag", "a=false", "os.ReadFile"},
		{"doubt", `import ("flag"; "os")
func add(fs *flag.FlagSet) { fs.Bool("b", false, "") }
func main() { h, _ := os.ReadFile("/dev/null"); if len(h) > 3 { add(flag.CommandLine) }; if len(h) == 1 { flag.Bool("c", false, "") }; flag.Parse() }`, "flag", "", "depend on what is unknown: os.ReadFile"},
		{"parses, then commands", `import ("flag"; "github.com/spf13/cobra")
func main() {
	flag.Bool("verbose", false, "")
	flag.CommandLine.Parse([]string{"--verbose"})
	flag.Parse()
	root := &cobra.Command{Use: "m"}
	root.AddCommand(&cobra.Command{Use: "sub"})
	root.PersistentFlags().AddGoFlagSet(flag.CommandLine)
	root.Execute()
}`, "cobra", "verbose=false", ""},
		{"parses, then fails", `import ("flag"; "os"; "github.com/spf13/cobra")
func main() {
	flag.Int("n", 1, "")
	flag.Parse()
	root := &cobra.Command{Use: "m"}
	if flag.NArg() == 0 { os.Exit(2) }
	root.Execute()
}`, "flag", "n=1", "makes commands and parses flags, but ends before it runs a command: exit with status 2"},
		{"asks for help", `import ("os"; "github.com/spf13/cobra")
func main() {
	if len(os.Args) < 2 { os.Exit(2) }
	root := &cobra.Command{Use: "m"}
	root.Flags().Int("n", 1, "")
	root.Execute()
}`, "cobra", "n=1", ""},
		{"makes commands only", `import "github.com/spf13/cobra"
func main() { _ = &cobra.Command{Use: "m"} }`, "", "", "imports github.com/spf13/cobra and comes to no command"},
		{"none", `func main() { println("hello") }`, "", "", ""},
		{"fails", `import ("flag"; "log")
func main() { log.Fatal("not today"); flag.Parse() }`, "", "", "ends with status 1 before"},
		{"panics", `func main() { var m map[string]int; m["a"] = 1 }`, "", "", "assignment to entry in nil map"},
		{"spins", `func main() { for { } }`, "", "", "budget of 100000 steps"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			opts := Options{}
			opts.Budget.Steps = 100_000
			p := evaluateOne(t, "-- main.go --\npackage main\n\n"+tt.src+"\n", opts)
			var flags []string
			for _, f := range p.Flags() {
				flags = append(flags, f.Name+"="+f.Default)
			}
			if got := strings.Join(flags, " "); got != tt.flags || p.Library != tt.library {
				t.Errorf("flags %q of library %q, want %q of %q", got, p.Library, tt.flags, tt.library)
			}
			unknown := ""
			for _, u := range p.Unknown {
				unknown += u.Reason
			}
			if tt.unknown == "" && unknown != "" || !strings.Contains(unknown, tt.unknown) {
				t.Errorf("unknown %q, want %q", unknown, tt.unknown)
			}
		})
	}
}

// TestWriter: what is documented is the command that is handed to cobra's writers,
// as it is by then, whatever statement the call stands in.
func TestWriter(t *testing.T) {
	const start = "-- main.go --\npackage main\n\nimport (\n\t\"log\"\n\t\"os\"\n\n\t\"github.com/spf13/cobra\"\n\t\"github.com/spf13/cobra/doc\"\n)\n\n" +
		"var _, _ = log.Fatal, os.Args\n\nfunc newRoot() *cobra.Command {\n\treturn &cobra.Command{Use: \"app\", Run: func(*cobra.Command, []string) {}}\n}\n\n"
	for _, tt := range []struct{ name, main, entry string }{
		{"an error is checked", `c := newRoot(); c.DisableAutoGenTag = true; if err := doc.GenMarkdownTree(c, "docs"); err != nil { log.Fatal(err) }`, ""},
		{"a directory is wanted", `if len(os.Args) < 2 { log.Fatal("usage") }; if _, err := os.Stat(os.Args[1]); err != nil { log.Fatal(err) }
	c := newRoot(); c.DisableAutoGenTag = true; log.Fatal(doc.GenMarkdownTree(c, os.Args[1]))`, ""},
		{"a hidden command", `c := newRoot(); c.AddCommand(&cobra.Command{Use: "docs", Hidden: true, RunE: func(cmd *cobra.Command, args []string) error {
	r := cmd.Root(); r.DisableAutoGenTag = true; return doc.GenMarkdownTree(r, ".") }}); c.Execute()`, ""},
		{"it comes to none", `log.Fatal("not today"); doc.GenMarkdownTree(newRoot(), "")`, "example.com/m.newRoot"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Evaluate(context.Background(), open(t, start+"func main() {\n\t"+tt.main+"\n}\n"), Options{Program: "example.com/m", Entry: tt.entry, Writer: true})
			if err != nil {
				t.Fatal(err)
			}
			root := res[0].Program.Root
			if root == nil || root.Use != "app" || root.DisableAutoGenTag == (tt.entry != "") {
				t.Errorf("root is %+v, unknown %v", root, res[0].Program.Unknown)
			}
		})
	}
}
