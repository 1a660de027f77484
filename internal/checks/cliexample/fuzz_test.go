package cliexample

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// Examples are what somebody wrote: reading one must neither fail nor hang, and
// every call must be on a line of it.
func FuzzExample(f *testing.F) {
	for _, seed := range []string{
		"tool get pods -o wide", "tool get 'x\n\ntool x", "tool <a b> [c] ... | xargs tool get", "cat <<EOF | tool get\n--x\nEOF",
		"sudo -u me tool --", "timeout 3 env A=1 tool -abc=d", "tool \\\n get \\", "$(tool get) `tool x` \"$(tool y)\"", "watch -n", "tool -n",
	} {
		f.Add(seed)
	}
	p := &commands.Program{Root: &commands.Command{
		Use:        "tool",
		Persistent: []*commands.Flag{{Name: "namespace", Shorthand: "n", Type: "string"}},
		Commands: []*commands.Command{{
			Use: "get", Runnable: true, Args: &commands.Args{Max: 1, OnlyValid: true}, ValidArgs: []string{"pods"},
			Flags: []*commands.Flag{{Name: "all", Shorthand: "a", Type: "bool", NoOptDefault: "true"}},
		}},
	}}
	p.Finish()
	view := func(c *commands.Command) *commands.View { return p.Merge(c, commands.Rules{}) }
	f.Fuzz(func(t *testing.T, example string) {
		found, bad := calls(example)
		lines := strings.Count(example, "\n") + 1
		for _, b := range bad {
			if b.Line < 1 || b.Line > lines {
				t.Errorf("bad line %d of %d", b.Line, lines)
			}
		}
		for _, c := range found {
			if c.Line < 1 || c.Line > lines {
				t.Errorf("call on line %d of %d", c.Line, lines)
			}
			match(p, view, c)
		}
	})
}
