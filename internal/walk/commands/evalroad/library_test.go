package evalroad

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// Each library is one of the test's own with the shape of the real one: the fields
// that are read, and the functions at which evaluation ends.

const kingpinLike = `
-- vendor/modules.txt --
# github.com/alecthomas/kingpin/v2 v2.4.0
## explicit
github.com/alecthomas/kingpin/v2
-- vendor/github.com/alecthomas/kingpin/v2/kingpin.go --
package kingpin

import (
	"fmt"
	"strconv"
)

type Value interface {
	String() string
	Set(string) error
}

type stringValue string

func (s *stringValue) String() string     { return string(*s) }
func (s *stringValue) Set(v string) error { *s = stringValue(v); return nil }

type boolValue bool

func (b *boolValue) String() string     { return strconv.FormatBool(bool(*b)) }
func (b *boolValue) Set(v string) error { *b = v == "true"; return nil }
func (b *boolValue) IsBoolFlag() bool   { return true }

type enumValue struct {
	value   *string
	options []string
}

func (e *enumValue) String() string { return *e.value }
func (e *enumValue) Set(v string) error {
	for _, o := range e.options {
		if o == v {
			*e.value = v
			return nil
		}
	}
	return fmt.Errorf("enum value must be one of %v, got %q", e.options, v)
}

type listValue []string

func (l *listValue) String() string     { return "" }
func (l *listValue) Set(v string) error { *l = append(*l, v); return nil }
func (l *listValue) IsCumulative() bool { return true }

type parserMixin struct {
	value    Value
	required bool
}
type envarMixin struct{ envar string }
type FlagClause struct {
	parserMixin
	envarMixin
	name, help    string
	shorthand     rune
	defaultValues []string
	hidden        bool
}
type ArgClause struct {
	parserMixin
	name, placeholder string
	required          bool
}
type flagGroup struct{ flagOrder []*FlagClause }
type argGroup struct{ args []*ArgClause }
type cmdGroup struct{ commandOrder []*CmdClause }
type cmdMixin struct {
	*flagGroup
	*argGroup
	*cmdGroup
}
type CmdClause struct {
	cmdMixin
	name, help, helpLong string
	aliases              []string
	hidden               bool
}
type Application struct {
	cmdMixin
	Name, Help, version string
}

func mixin() cmdMixin { return cmdMixin{&flagGroup{}, &argGroup{}, &cmdGroup{}} }

func New(name, help string) *Application { return &Application{cmdMixin: mixin(), Name: name, Help: help} }

func (m *cmdMixin) Flag(name, help string) *FlagClause {
	f := &FlagClause{name: name, help: help}
	m.flagOrder = append(m.flagOrder, f)
	return f
}

func (m *cmdMixin) Arg(name string) *ArgClause {
	a := &ArgClause{name: name}
	m.args = append(m.args, a)
	return a
}

func (m *cmdMixin) Command(name, help string) *CmdClause {
	c := &CmdClause{cmdMixin: mixin(), name: name, help: help}
	m.commandOrder = append(m.commandOrder, c)
	return c
}

func (c *CmdClause) Alias(a string) *CmdClause         { c.aliases = append(c.aliases, a); return c }
func (f *FlagClause) Default(v ...string) *FlagClause  { f.defaultValues = v; return f }
func (f *FlagClause) Short(r rune) *FlagClause         { f.shorthand = r; return f }
func (f *FlagClause) Envar(name string) *FlagClause    { f.envar = name; return f }
func (f *FlagClause) Required() *FlagClause            { f.required = true; return f }
func (f *FlagClause) String() *string                  { s := new(string); f.value = (*stringValue)(s); return s }
func (f *FlagClause) Bool() *bool                      { b := new(bool); f.value = (*boolValue)(b); return b }
func (f *FlagClause) Enum(options ...string) *string   { s := new(string); f.value = &enumValue{s, options}; return s }
func (a *ArgClause) Required() *ArgClause              { a.required = true; return a }
func (a *ArgClause) Strings() *[]string                { l := new([]string); a.value = (*listValue)(l); return l }

func (a *Application) Parse(args []string) (string, error) { panic("not reached") }
-- main.go --
package main

import (
	"flag"
	"os"

	"github.com/alecthomas/kingpin/v2"
)

func main() {
	flag.CommandLine.Parse(nil)
	app := kingpin.New("tool", "Do things.")
	app.Flag("level", "How much.").Short('l').Default("info").Enum("info", "debug")
	app.Flag("name", "Who.").Envar("TOOL_NAME").Required().String()
	check := app.Command("check", "Check files.").Alias("lint")
	check.Flag("fast", "Do not look twice.").Bool()
	check.Arg("files").Required().Strings()
	app.Parse(os.Args[1:])
}
`

const urfaveLike = `
-- vendor/modules.txt --
# github.com/urfave/cli/v2 v2.27.0
## explicit
github.com/urfave/cli/v2
-- vendor/github.com/urfave/cli/v2/cli.go --
package cli

type Flag interface{ Names() []string }

type StringFlag struct {
	Name, Category, DefaultText, Usage string
	Required, Hidden                   bool
	Value                              string
	Aliases, EnvVars                   []string
}

func (f *StringFlag) Names() []string { return nil }

type BoolFlag struct {
	Name, Usage string
	Value       bool
	Aliases     []string
}

func (f *BoolFlag) Names() []string { return nil }

type Context struct{}
type Command struct {
	Name, Usage, Description, ArgsUsage, Category string
	Aliases                                       []string
	Hidden                                        bool
	Subcommands                                   []*Command
	Flags                                         []Flag
	Action                                        func(*Context) error
}
type App struct {
	Name, Usage, Description, Version string
	Commands                          []*Command
	Flags                             []Flag
	Action                            func(*Context) error
}

func NewApp() *App                   { return &App{} }
func (a *App) Run(args []string) error { panic("not reached") }
-- main.go --
package main

import (
	"os"

	"github.com/urfave/cli/v2"
)

func main() {
	app := cli.NewApp()
	app.Name, app.Usage, app.Version = "tool", "do things", "1.2"
	app.Flags = []cli.Flag{
		&cli.StringFlag{Name: "level", Aliases: []string{"l", "lvl"}, Value: "info", Usage: "how much", EnvVars: []string{"TOOL_LEVEL"}},
		&cli.BoolFlag{Name: "quiet"},
	}
	app.Commands = []*cli.Command{{
		Name: "check", Usage: "check files", ArgsUsage: "FILE...", Aliases: []string{"lint"},
		Flags:       []cli.Flag{&cli.StringFlag{Name: "out", DefaultText: "standard output", Required: true}},
		Subcommands: []*cli.Command{{Name: "one", Hidden: true, Action: func(*cli.Context) error { return nil }}},
	}}
	if err := app.Run(os.Args); err != nil {
		os.Exit(1)
	}
}
`

func TestLibraries(t *testing.T) {
	for _, tt := range []struct {
		name, archive, module string
		want                  []string
	}{
		{"kingpin", kingpinLike, "github.com/alecthomas/kingpin/v2 v2.4.0", []string{
			"tool|Do things.|12", "-l level enum=info [debug info] main.go:13 []", "- name string= [] main.go:14 [TOOL_NAME] required",
			"check <files>...|Check files. lint|15", "- fast bool=false [] main.go:16 []",
		}},
		{"urfave/cli", urfaveLike, "github.com/urfave/cli/v2 v2.27.0", []string{
			"tool|do things|10", "-l level string=info [] main.go:13 [TOOL_LEVEL]", "- quiet bool=false [] main.go:14 []",
			"check FILE...|check files lint|16", "- out string=standard output [] main.go:18 [] required", "one||19",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mod := "-- go.mod --\nmodule example.com/m\n\ngo 1.24\n\nrequire " + tt.module + "\n"
			res, err := Evaluate(context.Background(), walktest.Open(t, mod+tt.archive, walk.Options{Vendor: true}), Options{Program: "example.com/m"})
			if err != nil {
				t.Fatal(err)
			}
			p := res[0].Program
			if p.Library != tt.name || len(p.Unknown) > 0 || p.Root == nil {
				t.Fatalf("library %q, unknown %v", p.Library, p.Unknown)
			}
			var got []string
			for _, c := range p.Commands() {
				got = append(got, fmt.Sprintf("%s|%s|%d", c.Use, strings.TrimSpace(c.Short+" "+strings.Join(c.Aliases, " ")), c.Pos.Line))
				for _, f := range append(append([]*commands.Flag{}, c.Persistent...), c.Flags...) {
					line := fmt.Sprintf("-%s %s %s=%s %v %s:%d %v", f.Shorthand, f.Name, f.Type, f.Default, f.Values, f.Pos.Path, f.Pos.Line, f.Annotations["environment"])
					if f.Required {
						line += " required"
					}
					got = append(got, line)
				}
			}
			if a, b := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); a != b {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
		})
	}
}
