package usage

import (
	"go/parser"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const tree = `
-- go.mod --
module example.org/m

go 1.21
-- cmd/prog/main.go --
package main

import "example.org/m/cmd/prog/app"

func main() { app.NewCommand() }
-- cmd/prog/app/app.go --
package app

import (
	"example.org/m/names"
	loop "example.org/m/pkg/looper"
)

func NewCommand() {
	Known()
	func() { Known() }()
	with(func() { run(nil) })
}

func with(func()) {}

func Known() map[string]func() { return registry() }

func run(ctx any) { start(ctx) }

func start(ctx any) {
	for _, f := range registry() {
		f()
	}
}

func registry() map[string]func() {
	m := map[string]func(){}
	m["direct"] = startDirect
	register(names.Looper, startLooper)
	return m
}

func register(string, func()) {}

func startDirect() {}

func startLooper() { loop.New().Run() }
-- names/names.go --
package names

const Looper = "looper"
-- pkg/looper/looper.go --
package looper

type Looper struct{}

func New() *Looper { return nil }

func (*Looper) Run() {}
-- pkg/looper/looper_test.go --
package looper_test

import "example.org/m/pkg/looper"

func use() { looper.New() }
-- pkg/other/other.go --
package other

import "example.org/m/pkg/looper"

var made = looper.New()

type T struct{}

func (t *T) Method() { looper.New().Run() }


`

func open(t *testing.T) *walk.Tree {
	return walktest.Open(t, tree, walk.Options{Platforms: []string{"linux/amd64"}})
}

func TestOf(t *testing.T) {
	tree := open(t)
	users, err := Of(t.Context(), tree, tree.Package("example.org/m/pkg/looper"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range users {
		got = append(got, u.Path+" "+u.Name)
	}
	want := []string{"cmd/prog/app/app.go startLooper", "pkg/other/other.go made", "pkg/other/other.go T.Method"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
}

// Of two ways to a function the one that runs things is told, not the shorter
// one that only lists them.
func TestWay(t *testing.T) {
	tree := open(t)
	app := tree.Package("example.org/m/cmd/prog/app")
	main := ProgramOf(tree, app)
	if main == nil || main.Dir != "cmd/prog" {
		t.Fatalf("app is part of %v", main)
	}
	p := OpenProgram(tree, main)
	var got []string
	for _, h := range p.Way(p.Func(app.ImportPath, "startLooper")) {
		name := h.Func.Name + " " + h.Ref.Key
		if h.Ref.Lit {
			name += "in a literal"
		}
		got = append(got, strings.TrimSpace(name))
	}
	want := []string{"main", "NewCommand in a literal", "run", "start", "registry names.Looper", "startLooper"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("way (-want +got):\n%s", diff)
	}
	if way := p.Way(&Func{}); way != nil {
		t.Errorf("a way to nowhere: %v", way)
	}
	if p := ProgramOf(tree, tree.Package("example.org/m/pkg/other")); p != nil {
		t.Errorf("other is part of %s", p.Dir)
	}
}

func TestFlags(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.org/m
-- options/options.go --
package options

import "example.org/m/names"

func (o *Options) AddFlags(fs *FlagSet) {
	fs.DurationVar(&o.Timeout.Duration, "time-out", o.Timeout.Duration, "how "+"long")
	fs.IntVarP(&o.Workers, "workers", "w", 5, "how many there are")
	fs.Var(NewValue(&o.Pairs), "pairs", "A set of pairs.")
	b := fs.Bool("dry-run", true, "change nothing at all")
	fs.IntVar(&o.Share, "share", 50, fmt.Sprintf("%d%% of what %s and %q have, %v", 50, names.Mode, mode(), "not 3%"))
	fs.StringVar(&o.Bad, "not a flag", "", "is no flag")
	other.Call(&o.Timeout, "two-words", "one")
	fs.StringVar(&o.Mode, names.Mode, "", "one of "+strings.Join(modes, ", ")+modeHelp)
	events.Report(Normal, o.Reason, "is no flag either")
	errs = append(errs, field.Invalid(path.Child("mode"), o.Mode, "must be set"), field.Wrong("mode", o.Mode, "must be set"))
}

const (
	modeHelp = " (never both)"
	Normal   = "normal"
)

func SetDefaults(o *Options) {
	o.Timeout = metav1.Duration{Duration: 40 * time.Second}
	o.Workers = ptr.To(3)
	o.Name = defaultName
}

func New() *Options { return &Options{Rate: -0.5, Every: 2*time.Hour + 30*time.Minute} }
-- names/names.go --
package names

const prefix = "the-"

const Mode = prefix + "mode"
`, walk.Options{})
	flags, settings := Flags(tree, tree.Package("example.org/m/options").Files[0], NewConsts(tree))
	var got []string
	for _, f := range flags {
		got = append(got, strings.Join([]string{f.Name, f.Field, f.Owner, f.Default, f.Usage}, "|"))
	}
	want := []string{"time-out|Timeout|Options||how long", "workers|Workers|Options|5|how many there are", "pairs|Pairs|Options||A set of pairs.", "dry-run||Options|true|change nothing at all",
		"share|Share|Options|50|50% of what the-mode and … have, not 3%",
		"the-mode|Mode|Options|\"\"|one of … (never both)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flags (-want +got):\n%s", diff)
	}
	got = nil
	for _, s := range settings {
		got = append(got, strings.Join([]string{s.Func, s.Field, s.Value, s.Name}, "|"))
	}
	want = []string{"SetDefaults|Timeout|40s|", "SetDefaults|Workers|3|", "SetDefaults|Name||defaultName", "New|Rate|-0.5|", "New|Every|2h30m|"}
	got = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, "|Duration|") }) // of the wrapper
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func TestGates(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.org/m
-- features/features.go --
package features

const (
	Old   Gate = "Old"
	New   Gate = "New"
	Other Gate = "Other"
)

var table = map[Gate]Spec{
	Old:           {Default: true, PreRelease: stages.GA, Locked: true},
	foreign.Thing: {Default: true},
	Other:         {Note: "says nothing"},
}

var versions = map[Gate][]Spec{
	New: {
		{Since: "1.1", Default: false, PreRelease: stages.Alpha},
		{Since: "1.2", Default: true, PreRelease: stages.Beta},
	},
}
`, walk.Options{})
	want := map[string]Gate{
		"Old": {Default: "true", Stage: "GA", Path: "features/features.go", Line: 10},
		"New": {Default: "true", Stage: "Beta", Path: "features/features.go", Line: 16},
	}
	if diff := cmp.Diff(want, Gates(tree, tree.Package("example.org/m/features"))); diff != "" {
		t.Errorf("gates (-want +got):\n%s", diff)
	}
}

func TestLiteral(t *testing.T) {
	for src, want := range map[string]string{
		`5`: "5", `-3`: "-3", `0.1`: "0.1", `"x"`: `"x"`, `true`: "true", `nil`: "", `x`: "",
		`time.Minute`: "1m", `90 * time.Second`: "1m30s", `(24 * time.Hour)`: "24h", `2 * n`: "",
		`pointer.Int32(7)`: "7", `f(1, 2)`: "", `metav1.Duration{Duration: time.Second}`: "1s", `T{A: 1, B: 2}`: "",
	} {
		e, err := parser.ParseExpr(src)
		if err != nil {
			t.Fatal(err)
		}
		if got := Literal(e); got != want {
			t.Errorf("Literal(%s) = %q, want %q", src, got, want)
		}
	}
}
