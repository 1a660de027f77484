package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// The command line library has messages of its own for arguments that do not
// fit. They say what the library counted, not what to type; plainError puts them
// in other words. A test holds the patterns to what the library prints.
var (
	unknownCommand = regexp.MustCompile(`^unknown command "([^"]*)" for `)
	wrongCount     = regexp.MustCompile(`^(?:accepts|requires) .*arg\(s\).*received (\d+)$|^requires at least`)
	missingFlags   = regexp.MustCompile(`^required flag\(s\) "([^"]*)"`)
	exclusiveFlags = regexp.MustCompile(`^if any flags in the group \[[^\]]*\] are set none of the others can be; \[([^\]]*)\] were all set$`)
	oneOfFlags     = regexp.MustCompile(`^at least one of the flags in the group \[([^\]]*)\] is required$`)
)

// plainError says what to do about an error of the library; other errors pass.
func plainError(cmd *cobra.Command, err error) error {
	if err == nil || cmd == nil {
		return err
	}
	var exit *exitError
	if errors.As(err, &exit) {
		return err
	}
	msg := err.Error()
	switch {
	case unknownCommand.MatchString(msg):
		return noSubcommand(cmd, unknownCommand.FindStringSubmatch(msg)[1])
	case wrongCount.MatchString(msg):
		if m := wrongCount.FindStringSubmatch(msg); m[1] == "0" || m[1] == "" {
			return fmt.Errorf("%s: give %s%s", commandName(cmd), wantedArgs(cmd), firstExample(cmd))
		}
		return fmt.Errorf("%s: too many arguments: write %s%s", commandName(cmd), cmd.UseLine(), firstExample(cmd))
	case missingFlags.MatchString(msg):
		name := missingFlags.FindStringSubmatch(msg)[1]
		return fmt.Errorf("%s: say where to with %s%s", commandName(cmd), flagUse(cmd, name), firstExample(cmd))
	case exclusiveFlags.MatchString(msg):
		names := strings.Fields(exclusiveFlags.FindStringSubmatch(msg)[1])
		return fmt.Errorf("%s cannot be given together: leave out all but one", dashed(names, "and"))
	case oneOfFlags.MatchString(msg):
		return fmt.Errorf("%s: give one of %s%s", commandName(cmd), dashed(strings.Fields(oneOfFlags.FindStringSubmatch(msg)[1]), "or"), firstExample(cmd))
	}
	return err
}

// noSubcommand says that a command has no such subcommand, with the one that was
// probably meant.
func noSubcommand(cmd *cobra.Command, name string) error {
	for cmd.HasParent() && !cmd.HasAvailableSubCommands() {
		cmd = cmd.Parent()
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if s := checks.Suggest(name, names); s != "" {
		return fmt.Errorf("unknown command %q: did you mean \"%s %s\"?", name, cmd.CommandPath(), s)
	}
	return fmt.Errorf("unknown command %q: %s has %s", name, cmd.CommandPath(), strings.Join(names, ", "))
}

// commandName is a command's path without the program's name, which starts every
// message.
func commandName(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), "kdoc ")
}

// wantedArgs is the part of a usage line that names arguments.
func wantedArgs(cmd *cobra.Command) string {
	_, args, _ := strings.Cut(cmd.Use, " ")
	return args
}

// firstExample is the first example of a command, to be appended to a message.
func firstExample(cmd *cobra.Command) string {
	line, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
	if i := strings.Index(line, "   "); i > 0 { // what stands behind explains it
		line = line[:i]
	}
	if line == "" {
		return ""
	}
	return ", as in \"" + strings.TrimSpace(line) + "\""
}

// flagUse is a flag as its use is written: "-o DIR".
func flagUse(cmd *cobra.Command, name string) string {
	f := cmd.Flags().Lookup(name)
	if f == nil {
		return "--" + name
	}
	use := "--" + name
	if f.Shorthand != "" {
		use = "-" + f.Shorthand
	}
	for _, part := range strings.Split(f.Usage, "`")[1:] {
		return use + " " + strings.ToUpper(part)
	}
	return use
}

func dashed(names []string, word string) string {
	for i := range names {
		names[i] = "--" + names[i]
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " " + word + " " + names[n-1]
	}
	return strings.Join(names, "")
}
