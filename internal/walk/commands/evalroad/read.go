package evalroad

import (
	"fmt"
	"go/token"
	"path"
	"path/filepath"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// pos names a place as the model does: relative to the tree, or by import path.
func (r *reader) pos(p token.Pos) commands.Position {
	at := r.in.Position(p)
	if at.Line == 0 {
		return commands.Position{}
	}
	name := filepath.ToSlash(at.Filename)
	if filepath.IsAbs(at.Filename) {
		name = "//" + path.Join(r.dirs[filepath.Dir(at.Filename)], path.Base(name))
	}
	return commands.Position{Path: name, Line: at.Line, Col: at.Column}
}

// text reads a string field and notes if it is not known.
func (r *reader) text(v eval.Value, field, name string, unknown *[]commands.Unknown) string {
	f, ok := eval.Field(v, field)
	if !ok {
		return ""
	}
	return r.textOf(f, name, unknown)
}

func (r *reader) textOf(f eval.Value, name string, unknown *[]commands.Unknown) string {
	switch s := f.(type) {
	case string:
		return s
	case *eval.Unknown:
		*unknown = append(*unknown, r.unknown(name, s))
	default:
		*unknown = append(*unknown, commands.Unknown{Field: name, Reason: fmt.Sprintf("has the shape of a %T", f)})
	}
	return commands.UnknownText
}

func (r *reader) flagOf(v eval.Value, field, name string, unknown *[]commands.Unknown) bool {
	f, _ := eval.Field(v, field)
	if u, ok := f.(*eval.Unknown); ok {
		*unknown = append(*unknown, r.unknown(name, u))
	}
	b, _ := f.(bool)
	return b
}

func (r *reader) texts(v eval.Value, field, name string, unknown *[]commands.Unknown) []string {
	f, _ := eval.Field(v, field)
	if u, ok := f.(*eval.Unknown); ok {
		*unknown = append(*unknown, r.unknown(name, u))
		return nil
	}
	var out []string
	for i, e := range eval.Elements(f) {
		out = append(out, r.textOf(e, fmt.Sprintf("%s.%d", name, i), unknown))
	}
	return out
}

// command reads a cobra.Command.
func (r *reader) command(v eval.Value) *commands.Command {
	c := &commands.Command{}
	u := &c.Unknown
	c.Use = r.text(v, "Use", "use", u)
	c.Short = r.text(v, "Short", "short", u)
	c.Long = r.text(v, "Long", "long", u)
	c.Example = r.text(v, "Example", "example", u)
	c.Version = r.text(v, "Version", "version", u)
	c.Group = r.text(v, "GroupID", "group", u)
	c.Deprecated = r.text(v, "Deprecated", "deprecated", u)
	c.Aliases = r.texts(v, "Aliases", "aliases", u)
	c.SuggestFor = r.texts(v, "SuggestFor", "suggestFor", u)
	c.ArgAliases = r.texts(v, "ArgAliases", "argAliases", u)
	for _, a := range r.texts(v, "ValidArgs", "validArgs", u) {
		a, _, _ = strings.Cut(a, "\t")
		c.ValidArgs = append(c.ValidArgs, a)
	}
	c.Hidden = r.flagOf(v, "Hidden", "hidden", u)
	c.DisableFlagParsing = r.flagOf(v, "DisableFlagParsing", "disableFlagParsing", u)
	c.DisableFlagsInUseLine = r.flagOf(v, "DisableFlagsInUseLine", "disableFlagsInUseLine", u)
	c.DisableAutoGenTag = r.flagOf(v, "DisableAutoGenTag", "disableAutoGenTag", u)
	c.TraverseChildren = r.flagOf(v, "TraverseChildren", "traverseChildren", u)
	if w, ok := eval.Field(v, "FParseErrWhitelist"); ok {
		c.UnknownFlags = r.flagOf(w, "UnknownFlags", "unknownFlags", u)
	}
	for _, name := range []string{"Run", "RunE"} {
		f, _ := eval.Field(v, name)
		c.Runnable = c.Runnable || f != nil
		if c.DisableFlagParsing && len(c.Private) == 0 {
			c.Private = r.private(f, c.Name())
		}
	}
	f, _ := eval.Field(v, "ValidArgsFunction")
	c.Completion = f != nil
	c.Pos = r.pos(eval.Literal(v))
	c.Args = r.args(v, c.Use)
	r.groups(v, c)
	if a, ok := eval.Field(v, "Annotations"); ok {
		c.Annotations = r.annotations(a, u)
	}
	if set, _ := eval.Field(v, "flags"); set != nil {
		c.Flags = r.set(set)
		c.UnsortedFlags = !r.truth(set, "SortFlags")
	}
	if set, _ := eval.Field(v, "pflags"); set != nil {
		c.Persistent = r.set(set)
	}
	r.children(v, c)
	return c
}

// private finds the flags of a command that parses them itself: those of the
// flag set of its name that its run function has captured.
func (r *reader) private(run eval.Value, name string) []*commands.Flag {
	for _, v := range eval.Captured(run) {
		if eval.TypeName(v) != commands.PflagModule+".FlagSet" {
			continue
		}
		if n, _ := eval.Field(v, "name"); n == name {
			r.own[v] = true
			return r.set(v)
		}
	}
	return nil
}

// children lists the commands below in the order the library itself does.
func (r *reader) children(v eval.Value, c *commands.Command) {
	list, ok := r.in.MethodOf(commands.CobraModule, "Command", v, "Commands")
	if u, unk := list.(*eval.Unknown); unk || !ok {
		if u != nil {
			c.Unknown = append(c.Unknown, r.unknown("", u))
		}
		list, _ = eval.Field(v, "commands")
	}
	for _, child := range eval.Elements(list) {
		if u, ok := child.(*eval.Unknown); ok {
			c.Unknown = append(c.Unknown, r.unknown("", u))
			continue
		}
		c.Commands = append(c.Commands, r.command(child))
	}
}

func (r *reader) groups(v eval.Value, c *commands.Command) {
	list, _ := eval.Field(v, "commandgroups")
	for _, g := range eval.Elements(list) {
		c.Groups = append(c.Groups, commands.Group{ID: r.text(g, "ID", "groups", &c.Unknown), Title: r.text(g, "Title", "groups", &c.Unknown)})
	}
}

func (r *reader) annotations(v eval.Value, unknown *[]commands.Unknown) map[string]string {
	if u, ok := v.(*eval.Unknown); ok {
		*unknown = append(*unknown, r.unknown("annotations", u))
	}
	var out map[string]string
	for _, e := range eval.Entries(v) {
		k, ok := e.Key.(string)
		if !ok {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[k] = r.textOf(e.Value, "annotations."+k, unknown)
	}
	return out
}

// maxProbe is up to how many arguments a rule on their number is tried.
const maxProbe = 16

// args finds out how many arguments a command takes. The library's own rules
// are asked by calling them with so many arguments; a function of the program
// is only named, since it may look at more than their number.
func (r *reader) args(v eval.Value, use string) *commands.Args {
	fn, _ := eval.Field(v, "Args")
	if fn == nil {
		return nil
	}
	full := eval.FuncName(fn)
	if full == "" {
		return &commands.Args{Rule: "", Max: -1}
	}
	full = strings.TrimSuffix(full, ".func")
	dir, base := path.Split(full)
	a := &commands.Args{Rule: base, Max: -1}
	if !strings.HasPrefix(full, commands.CobraModule+".") {
		a.Rule = dir + base
		return a
	}
	a.OnlyValid = base == "cobra.OnlyValidArgs" || base == "cobra.ExactValidArgs"
	for _, inner := range eval.Captured(fn) {
		for _, e := range eval.Elements(inner) {
			a.OnlyValid = a.OnlyValid || strings.HasSuffix(eval.FuncName(e), "cobra.OnlyValidArgs")
		}
	}
	word := "x"
	if valid, _ := eval.Field(v, "ValidArgs"); a.OnlyValid && len(eval.Elements(valid)) > 0 {
		if s, ok := eval.Elements(valid)[0].(string); ok {
			word, _, _ = strings.Cut(s, "\t")
		}
	}
	least, most := -1, -1
	for n := 0; n <= maxProbe; n++ {
		words := make([]string, n)
		for i := range words {
			words[i] = word
		}
		if out, err := r.in.Apply(fn, v, r.in.Strings(words...)); err == nil && out == nil {
			if least < 0 {
				least = n
			}
			most = n
		}
	}
	if least >= 0 {
		a.Min = least
		if most < maxProbe {
			a.Max = most
		}
	}
	return a
}
