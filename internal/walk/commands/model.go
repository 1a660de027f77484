// Package commands holds the command trees of a tree's programs: every command
// and flag as its users meet them, and where each is declared.
//
// The values here are plain: they keep no syntax, types or objects of the
// evaluated program, survive a trip through JSON unchanged (see Encode) and can
// be built by hand in a test. They record what the program's constructors left
// behind at the moment its root command was about to execute, before the
// library merged flag sets or added a help flag. What a command can be called
// with then follows from the rules of the library, see View.
package commands

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// UnknownText stands in a published string for a part that is not known. The
// string's field is then named by an entry of Unknown.
const UnknownText = "⟨unknown⟩"

// A Position is a place in source. Path is relative to the tree and
// slash-separated; a file outside it is named by its import path and base name
// after "//", as in "//github.com/spf13/cobra/command.go". The zero Position
// says that the place is not known.
type Position struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Col  int    `json:"col,omitempty"` // in bytes, from 1
}

// IsValid reports whether p names a line.
func (p Position) IsValid() bool { return p.Line > 0 }

// An Unknown is something evaluation could not find out.
type Unknown struct {
	// Field is the JSON name of the field it concerns ("long", "default"), with
	// an element's index or key behind a dot ("aliases.1"). A string field then
	// holds what is known of it, with UnknownText for the rest; any other holds
	// its zero value or the likelier one. "" is the value as a whole: there may
	// be more commands or flags than those listed. Of a program it may also be
	// FieldArguments or FieldEnd.
	Field string `json:"field,omitempty"`
	// Reason says why, lower case: "calls os.Hostname".
	Reason string `json:"reason"`
	// Pos is the place that made it unknown.
	Pos Position `json:"pos,omitzero"`
}

const (
	// FieldArguments: the program looks at its arguments itself, and what it
	// takes besides the flags listed is not known.
	FieldArguments = "arguments"
	// FieldEnd: the program ends without having come to a command line, and
	// nothing says that it has one.
	FieldEnd = "end"
)

// texts are the fields that hold what people read or type.
var texts = []string{"use", "short", "long", "example", "aliases", "validArgs", "deprecated", "shorthand", "usage", "shorthandDeprecated"}

// UnknownTexts lists what is not known of names and texts of commands and flags.
// Defaults are no texts.
func (p *Program) UnknownTexts() []Unknown {
	var out []Unknown
	add := func(of string, list []Unknown) {
		for _, u := range list {
			field, _, _ := strings.Cut(u.Field, ".")
			if slices.Contains(texts, field) {
				u.Field += " of " + of
				out = append(out, u)
			}
		}
	}
	for _, c := range p.Commands() {
		add("`"+c.Path+"`", c.Unknown)
	}
	for _, f := range p.Flags() {
		add("--"+f.Name, f.Unknown)
	}
	return out
}

// A Program is one binary, or one constructor evaluated on its own.
type Program struct {
	// Name is what go install would call the binary.
	Name string `json:"name"`
	// Package is the import path of the main package whose import closure
	// decides which package initialisers ran.
	Package string `json:"package"`
	// Entry is where evaluation started, "import/path.Func" or
	// "import/path.Type.Method"; "" is Package's main function.
	Entry string `json:"entry,omitempty"`
	// Library is what parses the command line: "cobra", "urfave/cli", "kingpin",
	// "kong", "ffcli", "pflag" or "flag". The last two have a Root without children.
	Library string `json:"library"`
	// Versions maps the path of a module whose version changes what the program
	// prints (cobra, pflag) to that version ("v1.7.0").
	Versions map[string]string `json:"versions,omitempty"`
	// Root is nil if no root command was found; Unknown then says why.
	Root *Command `json:"root,omitempty"`
	// Globals are the flags of pflag.CommandLine in the order they were
	// registered, named as they are once merged into Root. Empty for "pflag"
	// and "flag", where they are Root's own.
	Globals []*Flag   `json:"globals,omitempty"`
	Unknown []Unknown `json:"unknown,omitempty"`
	// Arguments are those the program was given because it comes to no command
	// without any. Assumed then says so.
	Arguments []string `json:"arguments,omitempty"`
	// Assumed lists what was taken for granted on the way to these commands and
	// flags, such as which way a condition goes that is not known.
	Assumed []Unknown `json:"assumed,omitempty"`
	// Missing are the modules that packages of the program would come from and
	// that are neither in the tree nor in the module cache, sorted. What they
	// register when the program starts is not listed.
	Missing []string `json:"missing,omitempty"`
}

// Incomplete says why there may be more commands or flags than those listed; the
// result is false if these are all. It is what a program that could not be
// evaluated is told by.
func (p *Program) Incomplete() (Unknown, bool) {
	whole := func(list []Unknown) (Unknown, bool) {
		for _, u := range list {
			if u.Field == "" || u.Field == "root" {
				return u, true
			}
		}
		return Unknown{}, false
	}
	if u, ok := whole(p.Unknown); ok {
		return u, true
	}
	if p.Root == nil {
		return Unknown{Field: "root", Reason: "no root command was found"}, true
	}
	for _, c := range p.Commands() {
		if u, ok := whole(c.Unknown); ok {
			return u, true
		}
	}
	for _, f := range p.Flags() {
		for _, u := range f.Unknown {
			if u.Field == "name" {
				return u, true
			}
		}
	}
	return Unknown{}, false
}

// A Command is one command of a program.
type Command struct {
	// Path is the names from the root to the command, separated by blanks.
	// Finish sets it.
	Path string `json:"path"`

	Use     string `json:"use"`
	Short   string `json:"short,omitempty"`
	Long    string `json:"long,omitempty"`
	Example string `json:"example,omitempty"`
	// Version is what --version prints where the library adds that flag.
	Version    string   `json:"version,omitempty"`
	Aliases    []string `json:"aliases,omitempty"`
	SuggestFor []string `json:"suggestFor,omitempty"`
	// Group is the id of the group of the parent's Groups it is listed under.
	Group  string  `json:"group,omitempty"`
	Groups []Group `json:"groups,omitempty"`
	// Args is nil where the library's default applies: a root with children
	// takes none, everything else any.
	Args      *Args    `json:"args,omitempty"`
	ValidArgs []string `json:"validArgs,omitempty"` // without the descriptions behind a tab
	// ArgAliases are accepted but not offered.
	ArgAliases []string `json:"argAliases,omitempty"`
	// Completion reports whether a function completes arguments.
	Completion bool `json:"completion,omitempty"`

	Runnable   bool   `json:"runnable,omitempty"`
	Hidden     bool   `json:"hidden,omitempty"`
	Deprecated string `json:"deprecated,omitempty"`
	// DisableFlagParsing: everything behind the command is an argument to it.
	DisableFlagParsing bool `json:"disableFlagParsing,omitempty"`
	// DisableFlagsInUseLine: no "[flags]" is added to Use.
	DisableFlagsInUseLine bool `json:"disableFlagsInUseLine,omitempty"`
	// DisableAutoGenTag: documentation of the command carries no date.
	DisableAutoGenTag bool `json:"disableAutoGenTag,omitempty"`
	// TraverseChildren: flags of a command may stand before its children's names.
	TraverseChildren bool `json:"traverseChildren,omitempty"`
	// FlagsFirst: behind the first argument everything is an argument.
	FlagsFirst bool `json:"flagsFirst,omitempty"`
	// UnknownFlags: flags that are not declared are ignored.
	UnknownFlags bool              `json:"unknownFlags,omitempty"`
	Annotations  map[string]string `json:"annotations,omitempty"`

	// Flags are those of the command's own set and Persistent those it hands
	// down, each in the order of registration. The library may have merged some
	// of one set, or of an ancestor's, into another already: a flag that is in
	// several is the same *Flag in each.
	Flags      []*Flag `json:"flags,omitempty"`
	Persistent []*Flag `json:"persistent,omitempty"`
	// UnsortedFlags: help lists Flags as registered, not by name.
	UnsortedFlags bool `json:"unsortedFlags,omitempty"`
	// Private are the flags of a command with DisableFlagParsing that it parses
	// on its own with a flag set of its name.
	Private []*Flag `json:"private,omitempty"`
	// Exclusive, Together and OneOf are groups of flag names of which at most
	// one, none or all, and at least one must be set. Finish sets them.
	Exclusive [][]string `json:"exclusive,omitempty"`
	Together  [][]string `json:"together,omitempty"`
	OneOf     [][]string `json:"oneOf,omitempty"`

	// Commands are the children in the order the library lists them.
	Commands []*Command `json:"commands,omitempty"`

	// Pos is where the command is made.
	Pos     Position  `json:"pos,omitzero"`
	Unknown []Unknown `json:"unknown,omitempty"`

	// Parent is nil for the root. Finish sets it.
	Parent *Command `json:"-"`
}

// A Group is a heading for some of a command's children.
type Group struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Args is a rule about how many arguments a command takes.
type Args struct {
	// Rule names the function that decides: "cobra.ExactArgs", or the name of a
	// function of the program.
	Rule string `json:"rule"`
	// Min and Max bound the number of arguments; Max -1 is no bound. Of a
	// function whose rule is not known they are 0 and -1.
	Min int `json:"min"`
	Max int `json:"max"`
	// OnlyValid: arguments must be among ValidArgs and ArgAliases.
	OnlyValid bool     `json:"onlyValid,omitempty"`
	Pos       Position `json:"pos,omitzero"`
}

// A Flag is one flag object. Where the program shares one object between flag
// sets or commands, the model shares one *Flag, which is what tells a flag that
// is inherited from one that shadows another.
type Flag struct {
	// ID is unique to the object within the program, from 1. Finish sets it.
	ID        int    `json:"id"`
	Name      string `json:"name"`
	Shorthand string `json:"shorthand,omitempty"`
	// Usage is as registered, with back quotes.
	Usage string `json:"usage,omitempty"`
	// Type is what the value calls its type ("stringSlice").
	Type string `json:"type"`
	// GoType is the value's Go type with its import path, such as
	// "*github.com/spf13/pflag.stringValue"; of a wrapped flag.Value, that of
	// the wrapper.
	GoType string `json:"goType,omitempty"`
	// Bool reports whether the value has a method IsBoolFlag.
	Bool bool `json:"bool,omitempty"`
	// Default is the default in words. Value is the current value where it is
	// not the same text: a constructor set it after registration.
	Default string  `json:"default,omitempty"`
	Value   *string `json:"value,omitempty"`
	// NoOptDefault is the value of the flag without "=value"; "" asks for one.
	NoOptDefault        string `json:"noOptDefault,omitempty"`
	Hidden              bool   `json:"hidden,omitempty"`
	Deprecated          string `json:"deprecated,omitempty"`
	ShorthandDeprecated string `json:"shorthandDeprecated,omitempty"`
	// Section is the name of the flag set it was first registered in; "" if that
	// is a command's own.
	Section string `json:"section,omitempty"`
	// Required is derived from Annotations by Finish.
	Required    bool                `json:"required,omitempty"`
	Annotations map[string][]string `json:"annotations,omitempty"`
	// Completion reports whether a function completes its values.
	Completion bool `json:"completion,omitempty"`
	// Values are the words that its value accepts when the command line is
	// parsed; nil if that is not known, or anything is.
	Values []string `json:"values,omitempty"`
	// Offered are the words that completion offers, where that is a fixed list.
	Offered []string `json:"offered,omitempty"`

	// Pos is the call that registers the flag. Field names the struct field or
	// variable it fills, "import/path.Type.Field" or "import/path.var", and
	// FieldPos is its declaration.
	Pos      Position  `json:"pos,omitzero"`
	Field    string    `json:"field,omitempty"`
	FieldPos Position  `json:"fieldPos,omitzero"`
	Unknown  []Unknown `json:"unknown,omitempty"`
}

// Current is the flag's value before anything is parsed, in words.
func (f *Flag) Current() string {
	if f.Value != nil {
		return *f.Value
	}
	return f.Default
}

// Name is the first word of Use, which is what the command is called by. It may
// be empty.
func (c *Command) Name() string {
	name, _, _ := strings.Cut(c.Use, " ")
	return name
}

// Root is the command's outermost ancestor.
func (c *Command) Root() *Command {
	for c.Parent != nil {
		c = c.Parent
	}
	return c
}

// Walk calls visit for the command and all below it, parents first.
func (c *Command) Walk(visit func(*Command)) {
	visit(c)
	for _, child := range c.Commands {
		child.Walk(visit)
	}
}

// Commands returns every command, parents first; nil without a root.
func (p *Program) Commands() []*Command {
	var out []*Command
	if p.Root != nil {
		p.Root.Walk(func(c *Command) { out = append(out, c) })
	}
	return out
}

// Flags returns every flag object once, in order of ID.
func (p *Program) Flags() []*Flag {
	seen := map[*Flag]bool{}
	p.eachFlag(func(f **Flag) { seen[*f] = true })
	return slices.SortedFunc(maps.Keys(seen), func(a, b *Flag) int { return cmp.Compare(a.ID, b.ID) })
}

// Version is the version of a module that changes what the program prints, ""
// if it is not known.
func (p *Program) Version(module string) string { return p.Versions[module] }
