//go:build ignore

package cobra

import (
	"os"
	"reflect"
	"runtime"
	"strings"

	"github.com/spf13/pflag"
)

// This file takes part in builds of old versions of the library, whose language
// version may be that of Go 1.12; fields that not all versions have are read by
// reflection.

type kdocGroup struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type kdocArgs struct {
	Rule      string           `json:"rule"`
	Min       int              `json:"min"`
	Max       int              `json:"max"`
	OnlyValid bool             `json:"onlyValid,omitempty"`
	Pos       *pflag.KdocPlace `json:"pos,omitempty"`
}

type kdocCommand struct {
	Use                   string            `json:"use"`
	Short                 string            `json:"short,omitempty"`
	Long                  string            `json:"long,omitempty"`
	Example               string            `json:"example,omitempty"`
	Version               string            `json:"version,omitempty"`
	Aliases               []string          `json:"aliases,omitempty"`
	SuggestFor            []string          `json:"suggestFor,omitempty"`
	Group                 string            `json:"group,omitempty"`
	Groups                []kdocGroup       `json:"groups,omitempty"`
	Args                  *kdocArgs         `json:"args,omitempty"`
	ValidArgs             []string          `json:"validArgs,omitempty"`
	ArgAliases            []string          `json:"argAliases,omitempty"`
	Completion            bool              `json:"completion,omitempty"`
	Runnable              bool              `json:"runnable,omitempty"`
	Hidden                bool              `json:"hidden,omitempty"`
	Deprecated            string            `json:"deprecated,omitempty"`
	DisableFlagParsing    bool              `json:"disableFlagParsing,omitempty"`
	DisableFlagsInUseLine bool              `json:"disableFlagsInUseLine,omitempty"`
	DisableAutoGenTag     bool              `json:"disableAutoGenTag,omitempty"`
	TraverseChildren      bool              `json:"traverseChildren,omitempty"`
	FlagsFirst            bool              `json:"flagsFirst,omitempty"`
	UnknownFlags          bool              `json:"unknownFlags,omitempty"`
	Annotations           map[string]string `json:"annotations,omitempty"`
	Flags                 []pflag.KdocFlag  `json:"flags,omitempty"`
	Persistent            []pflag.KdocFlag  `json:"persistent,omitempty"`
	UnsortedFlags         bool              `json:"unsortedFlags,omitempty"`
	Private               []pflag.KdocFlag  `json:"private,omitempty"`
	Commands              []kdocCommand     `json:"commands,omitempty"`
}

// kdocHasCompletion is set where the library keeps completion functions of
// flags in a variable.
var kdocHasCompletion = func(*pflag.Flag) bool { return false }

type kdocDumper struct {
	*pflag.KdocDumper
}

// kdocDump writes the tree of a root command and ends the program.
func kdocDump(c *Command) {
	file := os.Getenv("KDOC_DUMP")
	if file == "" || os.Getenv("KDOC_STOP") != "cobra" {
		return
	}
	root := c.Root()
	d := kdocDumper{pflag.NewKdocDumper()}
	d.Completion = kdocHasCompletion
	d.note(root)
	normalize := root.PersistentFlags().GetNormalizeFunc()
	globals := d.Flags(pflag.CommandLine)
	for i := range globals {
		globals[i].Name = string(normalize(root.PersistentFlags(), globals[i].Name))
	}
	program := map[string]interface{}{
		"name": root.Name(), "package": "", "library": "cobra", "root": d.command(root),
	}
	if len(globals) > 0 {
		program["globals"] = globals
	}
	pflag.KdocFinish(file, program)
}

// note remembers which sets belong to commands.
func (d *kdocDumper) note(c *Command) {
	for _, set := range []*pflag.FlagSet{c.flags, c.pflags, c.lflags, c.iflags, c.parentsPflags} {
		if set != nil {
			d.Own[set] = true
		}
	}
	for _, child := range c.Commands() {
		d.note(child)
	}
}

func (d *kdocDumper) command(c *Command) kdocCommand {
	v := reflect.ValueOf(c).Elem()
	k := kdocCommand{
		Use: c.Use, Short: c.Short, Long: c.Long, Example: c.Example, Version: c.Version,
		Aliases: c.Aliases, SuggestFor: c.SuggestFor, ArgAliases: c.ArgAliases,
		Runnable: c.Run != nil || c.RunE != nil, Hidden: c.Hidden, Deprecated: c.Deprecated,
		DisableFlagParsing: c.DisableFlagParsing, DisableFlagsInUseLine: c.DisableFlagsInUseLine,
		DisableAutoGenTag: c.DisableAutoGenTag, TraverseChildren: c.TraverseChildren,
		Annotations: c.Annotations,
	}
	for _, arg := range c.ValidArgs {
		k.ValidArgs = append(k.ValidArgs, strings.SplitN(string(arg), "\t", 2)[0])
	}
	if f := v.FieldByName("ValidArgsFunction"); f.IsValid() {
		k.Completion = !f.IsNil()
	}
	if f := v.FieldByName("FParseErrWhitelist"); f.IsValid() {
		k.UnknownFlags = f.FieldByName("UnknownFlags").Bool()
	}
	if f := v.FieldByName("GroupID"); f.IsValid() {
		k.Group = f.String()
	}
	if f := v.FieldByName("commandgroups"); f.IsValid() {
		for i := 0; i < f.Len(); i++ {
			g := f.Index(i).Elem()
			k.Groups = append(k.Groups, kdocGroup{g.FieldByName("ID").String(), g.FieldByName("Title").String()})
		}
	}
	k.Args = kdocArgRule(c)
	if c.pflags != nil {
		k.Persistent = d.Flags(c.pflags)
	}
	if c.flags != nil {
		k.Flags, k.UnsortedFlags = d.Flags(c.flags), !c.flags.SortFlags
		if f := reflect.ValueOf(c.flags).Elem().FieldByName("interspersed"); f.IsValid() {
			k.FlagsFirst = !f.Bool()
		}
	}
	if c.DisableFlagParsing {
		k.Private = d.private(c)
	}
	for _, child := range c.Commands() {
		k.Commands = append(k.Commands, d.command(child))
	}
	return k
}

// private finds the flags of a set named like the command that is not the
// command's.
func (d *kdocDumper) private(c *Command) []pflag.KdocFlag {
	var best []pflag.KdocFlag
	for _, set := range pflag.KdocSets {
		if !d.Own[set] && reflect.ValueOf(set).Elem().FieldByName("name").String() == c.Name() {
			if flags := d.Flags(set); len(flags) > len(best) {
				best = flags
			}
		}
	}
	return best
}

// kdocArgRule finds out what numbers of arguments a command takes. Only rules of
// the library are tried out; the program's own may do anything.
func kdocArgRule(c *Command) *kdocArgs {
	if c.Args == nil {
		return nil
	}
	f := runtime.FuncForPC(reflect.ValueOf(c.Args).Pointer())
	file, line := f.FileLine(f.Entry())
	name := f.Name()
	if i := strings.Index(name, ".func"); i > 0 {
		name = name[:i]
	}
	name = name[strings.LastIndex(name, "/")+1:]
	k := &kdocArgs{Rule: name, Max: -1}
	if !strings.HasPrefix(name, "cobra.") || name == "cobra.MatchAll" {
		k.Pos = &pflag.KdocPlace{file, line}
		return k
	}
	k.OnlyValid = name == "cobra.OnlyValidArgs" || name == "cobra.ExactValidArgs"
	word := "kdoc"
	if len(c.ValidArgs) > 0 {
		word = strings.SplitN(string(c.ValidArgs[0]), "\t", 2)[0]
	}
	const many = 64
	k.Min, k.Max = -1, 0
	args := []string{}
	for n := 0; n <= many; n++ {
		if c.Args(c, args) == nil {
			if k.Min < 0 {
				k.Min = n
			}
			k.Max = n
		}
		args = append(args, word)
	}
	if k.Min < 0 {
		k.Min = 0
	}
	if k.Max == many {
		k.Max = -1
	}
	return k
}
