package commands

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Difference is one thing on which two accounts of a program disagree.
type Difference struct {
	// Command is the path of the command, and Flag the flag if it is about one.
	Command, Flag string
	// Field is the JSON name of what differs; "" if one side lacks the command
	// or flag.
	Field string
	// A and B are the values as JSON, "" where there is none.
	A, B string
}

// String says it in a line.
func (d Difference) String() string {
	what := d.Command
	if d.Flag != "" {
		what += " --" + d.Flag
	}
	switch {
	case d.Field != "":
		return fmt.Sprintf("%s: %s is %s, and %s", what, d.Field, orNothing(d.A), orNothing(d.B))
	case d.A == "":
		return what + ": only in the second"
	}
	return what + ": only in the first"
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// Diff compares what users meet of two accounts of one program, such as one that
// was evaluated and one that was run: not positions, fields, sections and values,
// of which one of them may know more, nor what one of them says it does not know.
func Diff(a, b *Program) []Difference {
	d := differ{a: a, b: b}
	d.flagSet("(global)", a.Globals, b.Globals)
	switch {
	case a.Root == nil && b.Root == nil:
	case a.Root == nil:
		d.add(Difference{Command: b.Root.Path, B: "present"})
	case b.Root == nil:
		d.add(Difference{Command: a.Root.Path, A: "present"})
	default:
		d.command(a.Root, b.Root)
	}
	return d.out
}

type differ struct {
	a, b *Program
	out  []Difference
}

func (d *differ) add(x Difference) { d.out = append(d.out, x) }

func (d *differ) command(a, b *Command) {
	d.fields(a.Path, "", commandFields(a), commandFields(b), a.Unknown, b.Unknown)
	d.flagSet(a.Path, a.Flags, b.Flags)
	d.flagSet(a.Path, a.Persistent, b.Persistent)
	d.flagSet(a.Path, a.Private, b.Private)
	left := map[string]*Command{}
	for _, c := range b.Commands {
		left[c.Name()] = c
	}
	for _, c := range a.Commands {
		other := left[c.Name()]
		if other == nil {
			d.add(Difference{Command: c.Path, A: "present"})
			continue
		}
		delete(left, c.Name())
		d.command(c, other)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		d.add(Difference{Command: left[name].Path, B: "present"})
	}
}

func (d *differ) flagSet(command string, a, b []*Flag) {
	byName := map[string]*Flag{}
	for _, f := range b {
		byName[f.Name] = f
	}
	for _, f := range a {
		other := byName[f.Name]
		if other == nil {
			d.add(Difference{Command: command, Flag: f.Name, A: "present"})
			continue
		}
		delete(byName, f.Name)
		d.fields(command, f.Name, flagFields(f), flagFields(other), f.Unknown, other.Unknown)
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		d.add(Difference{Command: command, Flag: name, B: "present"})
	}
}

// fields compares two values by their JSON fields.
func (d *differ) fields(command, flag string, a, b map[string]string, unknown ...[]Unknown) {
	skip := map[string]bool{}
	for _, list := range unknown {
		for _, u := range list {
			name, _, _ := strings.Cut(u.Field, ".")
			skip[name] = true
		}
	}
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if a[name] != b[name] && !skip[name] {
			d.add(Difference{Command: command, Flag: flag, Field: name, A: a[name], B: b[name]})
		}
	}
}

// commandFields and flagFields leave out what is compared elsewhere or not at
// all.
func commandFields(c *Command) map[string]string {
	own := *c
	own.Flags, own.Persistent, own.Private, own.Commands = nil, nil, nil, nil
	own.Pos, own.Unknown = Position{}, nil
	own.ValidArgs = slices.Sorted(slices.Values(c.ValidArgs)) // programs list them from maps
	if c.Args != nil {
		args := *c.Args
		args.Pos, args.Rule = Position{}, ""
		own.Args = &args
	}
	return jsonFields(own)
}

func flagFields(f *Flag) map[string]string {
	own := *f
	own.ID, own.Pos, own.FieldPos, own.Field, own.Section, own.Values, own.Offered, own.Unknown = 0, Position{}, Position{}, "", "", nil, nil, nil
	return jsonFields(own)
}

func jsonFields(v any) map[string]string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, numbers and slices of them do not fail
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		panic(err)
	}
	out := make(map[string]string, len(raw))
	for name, value := range raw {
		out[name] = string(value)
	}
	return out
}
