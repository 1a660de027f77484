package evalroad

import (
	"context"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestEndings: a program whose flags another library parses may have more than
// that, and so may one that ends, or lacks what it needs, before its commands.
func TestEndings(t *testing.T) {
	const lib = `
-- vendor/modules.txt --
# example.com/cli v1.0.0
## explicit
example.com/cli
-- vendor/example.com/cli/cli.go --
package cli

import "flag"

func Run(args []string) {
	fs := flag.NewFlagSet("x", flag.ExitOnError)
	fs.Bool("inner", false, "")
	fs.Parse(args)
}

func Global() { flag.Parse() }
`
	for _, tt := range []struct{ name, body, unknown string }{
		{"own set", `cli.Run(os.Args[1:])`, "parsed by package example.com/cli, whose commands are not known"},
		{"global set", `_ = os.Args; cli.Global()`, ""},
		{"panic", `_ = cli.Run; if len(os.Args) < 2 { panic("usage") }`, "ends before it runs a command or parses flags: panic: usage"},
		{"blocks", `_, _ = cli.Run, os.Args[0]; select {}`, ""},
		{"own arguments", `_ = cli.Run; if len(os.Args) > 1 { println(os.Args[1]) }`, "the program reads os.Args itself"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree := walktest.Open(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.24\n\nrequire example.com/cli v1.0.0\n"+lib+
				"-- main.go --\npackage main\n\nimport (\n\t\"os\"\n\n\t\"example.com/cli\"\n)\n\nfunc main() { "+tt.body+" }\n", walk.Options{Vendor: true})
			res, err := Evaluate(context.Background(), tree, Options{Program: "example.com/m"})
			if err != nil {
				t.Fatal(err)
			}
			p := res[0].Program
			got := ""
			for _, u := range p.Unknown {
				got += u.Reason
			}
			if p.Root == nil || (tt.unknown == "") != (got == "") || !strings.Contains(got, tt.unknown) {
				t.Errorf("root %v, unknown %q, want %q", p.Root, got, tt.unknown)
			}
		})
	}
	p := evaluateOwn(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.24\n\nrequire example.com/cli v1.0.0\n-- main.go --\npackage main\n\nimport \"example.com/cli\"\n\nfunc main() { cli.Run() }\n")
	if len(p.Unknown) != 1 || p.Unknown[0].Reason != "module example.com/cli is missing: run go mod download" || p.Unknown[0].Pos.Line != 3 {
		t.Errorf("unknown is %+v", p.Unknown)
	}
	if _, ok := p.Incomplete(); !ok || len(p.Missing) != 1 || p.Missing[0] != "example.com/cli" {
		t.Errorf("missing is %q", p.Missing)
	}
}

// evaluateOwn evaluates the program of an archive that has a go.mod of its own.
func evaluateOwn(t *testing.T, archive string) *commands.Program {
	t.Helper()
	res, err := Evaluate(context.Background(), walktest.Open(t, archive, walk.Options{Vendor: true}), Options{Program: "example.com/m"})
	if err != nil {
		t.Fatal(err)
	}
	return res[0].Program
}
