package evalroad

import (
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// ffcli is a struct per command, with a flag set of the standard library's.
var ffcli = library{
	name:     "ffcli",
	packages: []string{"github.com/peterbourgon/ff/ffcli", "github.com/peterbourgon/ff/v2/ffcli", "github.com/peterbourgon/ff/v3/ffcli"},
	methods:  []string{"Command.Parse", "Command.ParseAndRun", "Command.Run"},
	read:     (*reader).ffcliCommand,
}

func (r *reader) ffcliCommand(v eval.Value) *commands.Command {
	c := &commands.Command{Pos: r.pos(eval.Literal(v))}
	u := &c.Unknown
	c.Use = r.text(v, "Name", "use", u)
	if c.Use == "" {
		c.Use = commands.BinaryName(r.prog.Package)
	}
	c.Short = r.text(v, "ShortHelp", "short", u)
	c.Long = r.text(v, "LongHelp", "long", u)
	exec, _ := eval.Field(v, "Exec")
	c.Runnable = exec != nil
	switch set := inside(v, "FlagSet").(type) {
	case nil:
	case *eval.Unknown:
		*u = append(*u, r.unknown("", set))
	default:
		r.own[set] = true
		c.Flags = r.set(set)
	}
	for _, sub := range r.list(inside(v, "Subcommands"), u) {
		c.Commands = append(c.Commands, r.ffcliCommand(sub))
	}
	return c
}
