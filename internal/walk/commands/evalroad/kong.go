package evalroad

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// kong makes a model of a struct's tags, which is read when it is about to parse.
var kong = library{
	name:     "kong",
	packages: []string{"github.com/alecthomas/kong"},
	methods:  []string{"Kong.Parse"},
	read: func(r *reader, v eval.Value) *commands.Command {
		return r.kongNode(inside(v, "Model", "Node"))
	},
}

func (r *reader) kongNode(v eval.Value) *commands.Command {
	c := &commands.Command{Pos: r.pos(eval.Literal(v)), UnsortedFlags: true}
	if lost, ok := v.(*eval.Unknown); ok {
		c.Unknown = append(c.Unknown, r.unknown("", lost))
		return c
	}
	u := &c.Unknown
	words := []string{r.text(v, "Name", "use", u)}
	c.Short = r.text(v, "Help", "short", u)
	c.Long = r.text(v, "Detail", "long", u)
	c.Aliases = r.texts(v, "Aliases", "aliases", u)
	c.Hidden = r.flagOf(v, "Hidden", "hidden", u)
	for _, f := range r.list(inside(v, "Flags"), u) {
		c.Persistent = append(c.Persistent, r.kongFlag(f))
	}
	c.Args = &commands.Args{Rule: "kong"}
	for _, a := range r.list(inside(v, "Positional"), u) {
		word := "<" + r.text(a, "Name", "use", u) + ">"
		c.Args.Max++
		if inside(a, "Required") == true {
			c.Args.Min++
		} else {
			word = "[" + word + "]"
		}
		words = append(words, word)
	}
	for _, sub := range r.list(inside(v, "Children"), u) {
		c.Commands = append(c.Commands, r.kongNode(sub))
	}
	c.Use = strings.Join(words, " ")
	c.Runnable = len(c.Commands) == 0
	return c
}

func (r *reader) kongFlag(v eval.Value) *commands.Flag {
	if f := r.flags[v]; f != nil {
		return f
	}
	f := &commands.Flag{Pos: r.pos(eval.Literal(v))}
	r.flags[v] = f
	u := &f.Unknown
	value := inside(v, "Value")
	f.Name = r.text(value, "Name", "name", u)
	f.Usage = r.text(value, "Help", "usage", u)
	f.Default = r.text(value, "Default", "default", u)
	f.Required = r.flagOf(value, "Required", "required", u)
	f.Hidden = r.flagOf(v, "Hidden", "hidden", u)
	f.Shorthand = r.letter(inside(v, "Short"), u)
	if enum := r.text(value, "Enum", "values", u); enum != "" {
		for w := range strings.SplitSeq(enum, ",") {
			f.Values = append(f.Values, strings.TrimSpace(w))
		}
	}
	if b, _ := r.in.MethodOf("github.com/alecthomas/kong", "Value", value, "IsBool"); b == true {
		f.Bool, f.Type, f.NoOptDefault = true, "bool", "true"
	} else {
		f.Type = strings.ToLower(r.text(v, "PlaceHolder", "type", u))
		if f.Type == "" {
			f.Type = "value"
		}
	}
	environment(f, append(r.texts(v, "Envs", "environment", u), nonEmpty(r.text(v, "Env", "environment", u))...))
	return f
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
