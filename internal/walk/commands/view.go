package commands

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/mod/semver"
)

// The module paths of the libraries whose versions decide what is printed.
const (
	CobraModule = "github.com/spf13/cobra"
	PflagModule = "github.com/spf13/pflag"
)

// displayName is the annotation under which a root command keeps the name to
// print for it.
const displayName = "cobra_annotation_command_display_name"

// Rules are what versions of cobra disagree on. The zero value is the newest.
type Rules struct {
	// ShadowByName (before 1.6): a flag with the name of an inherited one is not
	// local, and the inherited one is listed. Later versions compare flag
	// objects.
	ShadowByName bool
	// PlainPath (before 1.8) and PlainName (before 1.9): the annotation for a
	// display name is not looked at in paths, and in use lines and help flags.
	PlainPath, PlainName bool
}

// RulesOf returns the rules of a version of cobra ("v1.7.0"). An unknown one is
// taken for new.
func RulesOf(version string) Rules {
	older := func(than string) bool { return semver.IsValid(version) && semver.Compare(version, than) < 0 }
	return Rules{ShadowByName: older("v1.6.0"), PlainPath: older("v1.8.0"), PlainName: older("v1.9.0")}
}

// A View is a command with its flag sets merged as the library does before it
// parses or lists them.
type View struct {
	*Command
	// Local are the flags listed as the command's own, Inherited those listed as
	// inherited, each in the order they are listed. Hidden ones are among them.
	Local, Inherited []*Flag

	byName  map[string]*Flag // what the parser knows
	rules   Rules
	library string
}

// Merge returns the command as its users meet it. The help flag the library adds
// in the end is left to AddHelp.
func (p *Program) Merge(c *Command, rules Rules) *View {
	v := &View{Command: c, rules: rules, library: p.Library}
	persistent := p.persistent(c)
	var parents flagSet
	for up := c.Parent; up != nil; up = up.Parent {
		parents.addAll(sorted(p.persistent(up)))
	}
	var merged, local flagSet
	merged.addAll(c.Flags)
	merged.addAll(sorted(persistent))
	merged.addAll(parents.list)

	own := func(f *Flag) bool {
		up := parents.byName[f.Name]
		return up == nil || !rules.ShadowByName && up != f
	}
	order := merged.list
	if !c.UnsortedFlags {
		order = sorted(order)
	}
	for _, f := range append(slices.Clone(order), persistent...) {
		if own(f) {
			local.add(f)
		}
	}
	v.Local = local.list
	if !c.UnsortedFlags {
		v.Local = sorted(v.Local)
	}
	for _, f := range parents.list {
		if local.byName[f.Name] == nil {
			v.Inherited = append(v.Inherited, f)
		}
	}
	v.Inherited = sorted(v.Inherited)
	v.byName = merged.byName
	return v
}

// persistent returns the flags a command hands down: the root's include those of
// pflag.CommandLine.
func (p *Program) persistent(c *Command) []*Flag {
	if c.Parent != nil || len(p.Globals) == 0 {
		return c.Persistent
	}
	var set flagSet
	set.addAll(c.Persistent)
	set.addAll(sorted(p.Globals))
	return set.list
}

// AddHelp adds the flag the library adds to a command that has none of the name,
// and returns the view.
func (v *View) AddHelp() *View {
	if v.byName["help"] != nil {
		return v
	}
	name := v.Name()
	if !v.rules.PlainName {
		name = v.Command.displayName()
	}
	usage := "help for " + cmp.Or(name, "this command")
	if v.library == "urfave/cli" {
		usage = "show help"
	}
	help := &Flag{
		Name: "help", Shorthand: "h", Usage: usage,
		Type: "bool", GoType: "*" + PflagModule + ".boolValue", Bool: true, Default: "false", NoOptDefault: "true",
	}
	if v.byName == nil {
		v.byName = map[string]*Flag{}
	}
	v.byName["help"] = help
	v.Local = append(slices.Clone(v.Local), help)
	if !v.UnsortedFlags {
		v.Local = sorted(v.Local)
	}
	return v
}

// Lookup returns the flag the parser knows by a name, or nil.
func (v *View) Lookup(name string) *Flag { return v.byName[name] }

// Shorthand returns the flag the parser knows by a letter, or nil.
func (v *View) LookupShorthand(letter string) *Flag {
	for _, f := range v.All() {
		if letter != "" && f.Shorthand == letter {
			return f
		}
	}
	return nil
}

// All returns every flag the parser knows, by name.
func (v *View) All() []*Flag {
	var out []*Flag
	for _, f := range v.byName {
		out = append(out, f)
	}
	return sorted(out)
}

// FullPath is the command's path as documentation prints it.
func (v *View) FullPath() string { return v.rules.PathOf(v.Command) }

// PathOf is a command's path as documentation prints it.
func (r Rules) PathOf(c *Command) string {
	root := c.Root()
	if r.PlainPath || root.displayName() == root.Name() {
		return c.Path
	}
	return root.displayName() + strings.TrimPrefix(c.Path, root.Name())
}

func (c *Command) displayName() string {
	if name, ok := c.Annotations[displayName]; ok {
		return name
	}
	return c.Name()
}

// UseLine is the line that says how to call the command.
func (v *View) UseLine() string {
	line := v.Use
	if !v.rules.PlainName {
		line = strings.Replace(v.Use, v.Name(), v.Command.displayName(), 1)
	}
	if v.Parent != nil {
		line = v.rules.PathOf(v.Parent) + " " + line
	}
	if v.DisableFlagsInUseLine || strings.Contains(line, "[flags]") {
		return line
	}
	for _, f := range v.byName {
		if !f.Hidden {
			return line + " [flags]"
		}
	}
	return line
}

// Available reports whether help lists the command.
func (c *Command) Available() bool {
	return c.Deprecated == "" && !c.Hidden && (c.Runnable || c.HasAvailable())
}

// HasAvailable reports whether help lists a child of the command.
func (c *Command) HasAvailable() bool { return slices.ContainsFunc(c.Commands, (*Command).Available) }

// HelpTopic reports whether the command only holds text: neither it nor any
// child can be run.
func (c *Command) HelpTopic() bool {
	if c.Runnable || c.Deprecated != "" || c.Hidden {
		return false
	}
	for _, child := range c.Commands {
		if !child.HelpTopic() {
			return false
		}
	}
	return true
}

// flagSet keeps the first flag of each name.
type flagSet struct {
	list   []*Flag
	byName map[string]*Flag
}

func (s *flagSet) add(f *Flag) {
	if s.byName == nil {
		s.byName = map[string]*Flag{}
	}
	if s.byName[f.Name] == nil {
		s.byName[f.Name] = f
		s.list = append(s.list, f)
	}
}

func (s *flagSet) addAll(flags []*Flag) {
	for _, f := range flags {
		s.add(f)
	}
}

func sorted(flags []*Flag) []*Flag {
	return slices.SortedStableFunc(slices.Values(flags), func(a, b *Flag) int { return strings.Compare(a.Name, b.Name) })
}
