package cliexample

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// find follows the names of commands. sure is false if the call ends in a
// command that is not in the tree: one the library adds, one that is a
// placeholder, or a fault.
func (m *matcher) find(c *commands.Command, words []word) (_ *commands.Command, rest []word, sure bool) {
	for {
		i, ok := m.firstArgument(c, words)
		if !ok {
			return c, words, true
		}
		w := words[i]
		if child := childNamed(c, w.Text); child != nil {
			words = slices.Delete(slices.Clone(words), i, i+1)
			c = child
			continue
		}
		if len(c.Commands) == 0 {
			return c, words, true
		}
		if w.open() || isPlaceholder(w) || strings.ContainsAny(w.Text, "|[](){}") {
			return c, words, false
		}
		if c.Parent == nil && slices.Contains([]string{"help", "completion", "__complete", "__completeNoDesc"}, w.Text) {
			return c, words, false
		}
		if takesNone(c) && !c.DisableFlagParsing {
			m.fault(didYouMean(w.Text, childNames(c), "the commands below it are "+strings.Join(shown(c), ", ")),
				"`%s` has no command %q", c.Path, w.Text)
			m.faults[len(m.faults)-1].Command = w.Text
			return c, words, false
		}
		return c, words, true
	}
}

// firstArgument finds the first word that is neither a flag nor a flag's value.
func (m *matcher) firstArgument(c *commands.Command, words []word) (int, bool) {
	v := m.view(c)
	for i := 0; i < len(words); i++ {
		w := words[i].Text
		switch {
		case w == "--":
			return 0, false
		case strings.HasPrefix(w, "--"):
			if name := w[2:]; !strings.Contains(name, "=") {
				if f := lookup(v, name); f != nil && f.NoOptDefault == "" {
					i++
				} else if f == nil && name != "help" && c.Parent == nil && i+2 < len(words) && childNamed(c, words[i+1].Text) == nil {
					i++ // a flag of a command further on, most likely with a value
				}
			}
		case len(w) > 1 && w[0] == '-':
			if f := v.LookupShorthand(w[len(w)-1:]); f != nil && f.NoOptDefault == "" && len(w) == 2 {
				i++
			}
		default:
			return i, true
		}
	}
	return 0, false
}

func childNamed(c *commands.Command, name string) *commands.Command {
	for _, child := range c.Commands {
		if child.Name() == name || slices.Contains(child.Aliases, name) {
			return child
		}
	}
	return nil
}

func childNames(c *commands.Command) []string {
	var out []string
	for _, child := range c.Commands {
		out = append(append(out, child.Name()), child.Aliases...)
	}
	return out
}

// shown lists the children that help lists.
func shown(c *commands.Command) []string {
	var out []string
	for _, child := range c.Commands {
		if child.Available() {
			out = append(out, child.Name())
		}
	}
	return out
}

// takesNone reports whether a command that has children takes no argument
// besides their names: by its rule, or where it has none, because it is the root,
// cannot be run, or its use line shows no argument.
func takesNone(c *commands.Command) bool {
	if c.Args != nil {
		return c.Args.Max == 0
	}
	if c.Parent == nil || !c.Runnable {
		return true
	}
	skip := false
	for _, w := range strings.Fields(c.Use)[min(1, len(strings.Fields(c.Use))):] {
		bare := strings.Trim(w, "[]()<>.")
		switch {
		case skip:
			skip = false
		case strings.HasPrefix(bare, "-"):
			skip = !strings.Contains(bare, "=") && !strings.HasSuffix(w, "]")
		case slices.Contains([]string{"", "flags", "options", "command", "subcommand"}, strings.ToLower(bare)):
		default:
			return false
		}
	}
	return true
}
