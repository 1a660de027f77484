package commands

import (
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	tree := func() *Program {
		p := &Program{Package: "example.com/tool", Root: &Command{
			Use: "tool", Args: &Args{Rule: "cobra.NoArgs"},
			Commands: []*Command{
				{Use: "get", Short: "Get", Flags: []*Flag{{Name: "all", Type: "bool", Default: "false"}, {Name: "old"}}},
				{Use: "gone"},
			},
		}}
		p.Finish()
		return p
	}
	a, b := tree(), tree()
	if d := Diff(a, b); len(d) > 0 {
		t.Errorf("equal programs differ: %v", d)
	}
	// What one side may not know is no difference.
	a.Root.Pos = Position{"main.go", 3, 1}
	a.Root.Args.Rule = "other"
	a.Root.Commands[0].Flags[0].Section = "generic"
	a.Root.Commands[0].Long, a.Root.Commands[0].Unknown = UnknownText, []Unknown{{Field: "long", Reason: "calls os.Hostname"}}
	if d := Diff(a, b); len(d) > 0 {
		t.Errorf("positions, sections or unknowns differ: %v", d)
	}
	get := b.Root.Commands[0]
	get.Short, get.Flags[0].Default, get.Flags[1].Name = "Fetch", "true", "new"
	b.Root.Commands = append(b.Root.Commands[:1], &Command{Use: "fresh"})
	b.Finish()
	var got []string
	for _, d := range Diff(a, b) {
		got = append(got, d.String())
	}
	want := `tool get: short is "Get", and "Fetch"
tool get --all: default is "false", and "true"
tool get --old: only in the first
tool get --new: only in the second
tool gone: only in the first
tool fresh: only in the second`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("differences:\n%s\nwant:\n%s", s, want)
	}
}
