package evalroad

import (
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// urfave is urfave/cli in its three major versions. Commands and flags are structs
// that the program fills in; the flags and commands for help and version, which the
// library adds when it runs, are not among them.
var urfave = library{
	name: "urfave/cli",
	packages: []string{"github.com/urfave/cli", "github.com/urfave/cli/v2", "github.com/urfave/cli/v3",
		"gopkg.in/urfave/cli.v1", "gopkg.in/urfave/cli.v2", "github.com/codegangsta/cli"},
	methods: []string{"App.Run", "App.RunContext", "App.RunAndExitOnError", "Command.Run"},
	read:    (*reader).urfaveCommand,
}

// urfaveCommand reads an App, which is the root in versions 1 and 2, or a Command.
func (r *reader) urfaveCommand(v eval.Value) *commands.Command {
	c := &commands.Command{Pos: r.pos(eval.Literal(v)), UnsortedFlags: true}
	u := &c.Unknown
	c.Use = r.text(v, "Name", "use", u)
	if args := r.text(v, "ArgsUsage", "use", u); args != "" {
		c.Use += " " + args
	}
	if c.Use == "" {
		c.Use = commands.BinaryName(r.prog.Package)
	}
	c.Short = r.text(v, "Usage", "short", u)
	c.Long = r.text(v, "Description", "long", u)
	c.Version = r.text(v, "Version", "version", u)
	c.Group = r.text(v, "Category", "group", u)
	c.Aliases = r.texts(v, "Aliases", "aliases", u)
	if short := r.text(v, "ShortName", "aliases", u); short != "" {
		c.Aliases = append(c.Aliases, short)
	}
	c.Hidden = r.flagOf(v, "Hidden", "hidden", u)
	c.DisableFlagParsing = r.flagOf(v, "SkipFlagParsing", "disableFlagParsing", u)
	action, _ := eval.Field(v, "Action")
	c.Runnable = action != nil
	for _, f := range r.list(inside(v, "Flags"), u) {
		flag, local := r.urfaveFlag(f)
		if local {
			c.Flags = append(c.Flags, flag)
		} else {
			c.Persistent = append(c.Persistent, flag)
		}
	}
	for _, field := range []string{"Commands", "Subcommands"} {
		for _, sub := range r.list(inside(v, field), u) {
			if lost, ok := sub.(*eval.Unknown); ok {
				*u = append(*u, r.unknown("", lost))
				continue
			}
			c.Commands = append(c.Commands, r.urfaveCommand(sub))
		}
	}
	c.Runnable = c.Runnable || len(c.Commands) == 0
	return c
}

// urfaveFlag reads a flag. The second result is false if commands below take it
// too, as they do in version 3.
func (r *reader) urfaveFlag(v eval.Value) (*commands.Flag, bool) {
	if lost, ok := v.(*eval.Unknown); ok {
		return &commands.Flag{Name: commands.UnknownText, Unknown: []commands.Unknown{r.unknown("name", lost)}}, true
	}
	key := eval.Inside(v)
	f := r.flags[key]
	goType := eval.Dynamic(v)
	_, third := eval.Field(v, "Sources")
	if f != nil {
		return f, !third
	}
	f = &commands.Flag{Pos: r.pos(eval.Literal(v)), GoType: goType}
	r.flags[key] = f
	// A flag of altsrc holds the flag itself.
	held := v
	for _, name := range []string{goType[strings.LastIndexAny(goType, ".")+1:], "Flag"} {
		if in, ok := eval.Field(v, name); ok {
			held = in
		}
	}
	u := &f.Unknown
	// Version 1 has all names in one: "config, c".
	names := strings.Split(r.text(held, "Name", "name", u), ",")
	names = append(names, r.texts(held, "Aliases", "aliases", u)...)
	for i, name := range names {
		switch name = strings.TrimSpace(name); {
		case i == 0:
			f.Name = name
		case len(name) == 1 && f.Shorthand == "":
			f.Shorthand = name
		default:
			if f.Annotations == nil {
				f.Annotations = map[string][]string{}
			}
			f.Annotations["aliases"] = append(f.Annotations["aliases"], name)
		}
	}
	f.Usage = r.text(held, "Usage", "usage", u)
	f.Hidden = r.flagOf(held, "Hidden", "hidden", u)
	f.Required = r.flagOf(held, "Required", "required", u)
	f.Section = r.text(held, "Category", "section", u)
	f.Type = urfaveType(goType)
	f.Bool = f.Type == "bool" || f.Type == "boolT"
	if f.Bool {
		f.NoOptDefault = "true"
	}
	f.Default = r.urfaveDefault(held, f)
	r.urfaveEnvironment(held, f)
	if third {
		return f, r.flagOf(held, "Local", "local", u)
	}
	return f, true
}

// urfaveType is the type of a flag's value: StringSliceFlag is for a stringSlice,
// FlagBase[int64,…] for an int64.
func urfaveType(goType string) string {
	if _, args, ok := strings.Cut(goType, ".FlagBase["); ok {
		t, _, _ := strings.Cut(args, ",")
		switch t = t[strings.LastIndexAny(t, "./")+1:]; {
		case strings.HasPrefix(args, "[]"):
			return strings.TrimPrefix(t, "[]") + "Slice"
		default:
			return strings.ToLower(t[:1]) + t[1:]
		}
	}
	name := strings.TrimSuffix(goType[strings.LastIndex(goType, ".")+1:], "Flag")
	if name == "" {
		return "string"
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// urfaveDefault is what help says the default is: the text for it, or the value.
func (r *reader) urfaveDefault(v eval.Value, f *commands.Flag) string {
	if text := r.text(v, "DefaultText", "default", &f.Unknown); text != "" {
		return text
	}
	value, _ := eval.Field(v, "Value")
	switch f.Type {
	case "boolT":
		return "true"
	case "bool":
		if value == nil {
			return "false"
		}
	case "duration":
		if d, ok := value.(int64); ok {
			return time.Duration(d).String()
		}
	}
	if s, ok := r.in.Method(value, "String"); ok { // a value of the program's own type
		return r.textOf(s, "default", &f.Unknown)
	}
	for _, field := range []string{"slice"} { // *StringSlice and its kind
		if in, ok := eval.Field(value, field); ok {
			value = in
		}
	}
	switch value.(type) {
	case *eval.Struct:
		return ""
	}
	return r.defaultText(value, &f.Unknown)
}

// urfaveEnvironment notes the variables that set a flag.
func (r *reader) urfaveEnvironment(v eval.Value, f *commands.Flag) {
	names := r.texts(v, "EnvVars", "environment", &f.Unknown)
	for name := range strings.SplitSeq(r.text(v, "EnvVar", "environment", &f.Unknown), ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	for _, s := range eval.Elements(inside(v, "Sources", "Chain")) {
		if key, ok := inside(s, "Key").(string); ok {
			names = append(names, key)
		}
	}
	environment(f, names)
}
