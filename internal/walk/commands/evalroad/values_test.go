package evalroad

import (
	"fmt"
	"strings"
	"testing"
)

// TestFlagValues: what words a flag accepts is asked of its value, what completion
// offers of its function, and the field behind a pointer is found.
func TestFlagValues(t *testing.T) {
	p := evaluateOne(t, `
-- main.go --
package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

type level string

const (
	low  level = "low"
	high level = "high"
	other      = "other"
)

func (l *level) String() string { return string(*l) }
func (l *level) Type() string   { return "level" }
func (l *level) Set(s string) error {
	for _, ok := range []level{low, high} {
		if s == string(ok) {
			*l = ok
			return nil
		}
	}
	return fmt.Errorf("no such level")
}

type size struct{ n int }

func (s *size) String() string     { return fmt.Sprint(s.n) }
func (s *size) Type() string       { return "size" }
func (s *size) Set(v string) error { _, err := fmt.Sscan(strings.Trim(v, "KM"), &s.n); return err }

type options struct {
	level  level
	name   *string
	format string
}

func main() {
	o := &options{level: low, name: new(string)}
	local := ""
	cmd := &cobra.Command{Use: "x", Run: func(*cobra.Command, []string) { fmt.Println(*o, local) }}
	fs := cmd.Flags()
	fs.Var(&o.level, "level", "how much")
	fs.Var(&size{}, "size", "as 4K or 4M")
	fs.StringVar(o.name, "name", "", "who")
	fs.StringVar(&local, "local", "", "where")
	fs.StringVar(&o.format, "format", "json", "of output")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]cobra.Completion{"yaml\tlong", "json"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("name", cobra.FixedCompletions([]cobra.Completion{"a", "b"}, cobra.ShellCompDirectiveDefault))
	cmd.Execute()
}
`, Options{})
	got := map[string]string{}
	for _, f := range p.Flags() {
		got[f.Name] = fmt.Sprint(f.Values, f.Offered, f.Default, " ", strings.TrimPrefix(f.Field, "example.com/m."))
	}
	want := map[string]string{
		"level": "[high low] []low options.level", "size": "[] []0 ", "name": "[] [] options.name",
		"local": "[] [] main.local", "format": "[] [json yaml]json options.format",
	}
	for name, w := range want {
		if got[name] != w {
			t.Errorf("--%s: %q, want %q", name, got[name], w)
		}
	}
}
