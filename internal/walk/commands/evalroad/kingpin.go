package evalroad

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// kingpin keeps flags, arguments and commands in groups, in the order in which they
// are made. Flags of a command may be given behind its subcommands.
var kingpin = library{
	name:     "kingpin",
	packages: []string{"github.com/alecthomas/kingpin/v2", "gopkg.in/alecthomas/kingpin.v2", "github.com/alecthomas/kingpin"},
	methods:  []string{"Application.Parse", "Application.ParseContext"},
	read:     (*reader).kingpinApp,
}

func (r *reader) kingpinApp(v eval.Value) *commands.Command {
	c := &commands.Command{Pos: r.pos(eval.Literal(v))}
	c.Short = r.text(v, "Help", "short", &c.Unknown)
	c.Version = r.text(v, "version", "version", &c.Unknown)
	r.kingpinGroups(c, v, r.text(v, "Name", "use", &c.Unknown))
	return c
}

func (r *reader) kingpinCommand(v eval.Value) *commands.Command {
	c := &commands.Command{Pos: r.pos(eval.Literal(v))}
	u := &c.Unknown
	c.Short = r.text(v, "help", "short", u)
	c.Long = r.text(v, "helpLong", "long", u)
	c.Aliases = r.texts(v, "aliases", "aliases", u)
	c.Hidden = r.flagOf(v, "hidden", "hidden", u)
	r.kingpinGroups(c, v, r.text(v, "name", "use", u))
	return c
}

// kingpinGroups reads flags, arguments and subcommands of an application or a
// command.
func (r *reader) kingpinGroups(c *commands.Command, v eval.Value, name string) {
	c.UnsortedFlags = true
	words := []string{name}
	c.Args = &commands.Args{Rule: "kingpin"}
	for _, a := range r.list(inside(v, "cmdMixin", "argGroup", "args"), &c.Unknown) {
		words = append(words, r.kingpinArg(a, c))
	}
	for _, f := range r.list(inside(v, "cmdMixin", "flagGroup", "flagOrder"), &c.Unknown) {
		c.Persistent = append(c.Persistent, r.kingpinFlag(f))
	}
	for _, sub := range r.list(inside(v, "cmdMixin", "cmdGroup", "commandOrder"), &c.Unknown) {
		c.Commands = append(c.Commands, r.kingpinCommand(sub))
	}
	c.Use = strings.Join(words, " ")
	c.Runnable = len(c.Commands) == 0
}

// kingpinArg counts an argument and returns how the usage line has it.
func (r *reader) kingpinArg(v eval.Value, c *commands.Command) string {
	word := "<" + r.text(v, "name", "use", &c.Unknown) + ">"
	if p := inside(v, "placeholder"); p != nil && p != "" {
		word = r.textOf(p, "use", &c.Unknown)
	}
	if cumulative, _ := r.in.Method(valueOf(v), "IsCumulative"); cumulative == true {
		word += "..."
		c.Args.Max = -1
	} else if c.Args.Max >= 0 {
		c.Args.Max++
	}
	if required := inside(v, "required") == true || inside(v, "parserMixin", "required") == true; !required {
		return "[" + word + "]"
	}
	c.Args.Min++
	return word
}

// valueOf is the value that a flag or an argument fills, still in its interface.
func valueOf(v eval.Value) eval.Value {
	mixin, _ := eval.Field(v, "parserMixin")
	value, _ := eval.Field(mixin, "value")
	return value
}

func (r *reader) kingpinFlag(v eval.Value) *commands.Flag {
	if f := r.flags[v]; f != nil {
		return f
	}
	f := &commands.Flag{Pos: r.pos(eval.Literal(v))}
	r.flags[v] = f
	u := &f.Unknown
	f.Name = r.text(v, "name", "name", u)
	f.Usage = r.text(v, "help", "usage", u)
	f.Hidden = r.flagOf(v, "hidden", "hidden", u)
	f.Shorthand = r.letter(inside(v, "shorthand"), u)
	f.Default = r.defaultText(inside(v, "defaultValues"), u)
	f.Required = inside(v, "parserMixin", "required") == true && f.Default == ""
	if name, ok := inside(v, "envarMixin", "envar").(string); ok && name != "" {
		environment(f, []string{name})
	}
	value := valueOf(v)
	if value == nil { // the program never asked what the flag is set to
		f.Type = "string"
		return f
	}
	r.described(f, value)
	if b, _ := r.in.Method(value, "IsBoolFlag"); b == true {
		f.Bool, f.NoOptDefault = true, "true"
		if f.Default == "" {
			f.Default = "false"
		}
	}
	return f
}

// described tells what type a value is that says nothing of itself, which
// variable it fills and which words it accepts.
func (r *reader) described(f *commands.Flag, value eval.Value) {
	if u, ok := value.(*eval.Unknown); ok {
		f.Type = commands.UnknownText
		f.Unknown = append(f.Unknown, r.unknown("type", u))
		return
	}
	f.GoType = eval.Dynamic(value)
	f.Type = plainType(f.GoType)
	r.target(f, value)
	f.Values = r.accepted(f, value)
}
