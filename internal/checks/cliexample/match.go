package cliexample

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A fault is why a program would refuse a call.
type fault struct {
	Message, Remedy string
	// Command is a name that is no command's, if that is the fault.
	Command string
}

// A matcher holds a call against a program's commands.
type matcher struct {
	program *commands.Program
	view    func(*commands.Command) *commands.View
	faults  []fault
}

func (m *matcher) fault(remedy, format string, args ...any) {
	m.faults = append(m.faults, fault{Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// match returns what is wrong with a call; its first word is the program.
func match(p *commands.Program, view func(*commands.Command) *commands.View, c call) []fault {
	m := &matcher{program: p, view: view}
	words := c.Words[1:]
	cmd, words, sure := m.find(p.Root, words)
	if !sure {
		return m.faults
	}
	v := m.view(cmd)
	if cmd.DisableFlagParsing {
		return nil
	}
	parsed := m.flags(v, words)
	if parsed.help || len(m.faults) > 0 {
		return m.faults // one slip makes others out of what follows
	}
	m.arguments(v, parsed, c.More)
	m.flagRules(v, parsed, c.More)
	return m.faults
}

// parsed is what the parser makes of a call.
type parsed struct {
	args []word
	set  map[string]bool
	help bool
	// open: words stand for any number of arguments and flags.
	open bool
}

func (m *matcher) flags(v *commands.View, words []word) parsed {
	p := parsed{set: map[string]bool{}}
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w.Text == "--":
			p.args = append(p.args, words[i+1:]...)
			for _, rest := range words[i+1:] {
				p.open = p.open || rest.open()
			}
			return p
		case !w.Quoted && optional(w.Text):
			p.open = true
		case strings.HasPrefix(w.Text, "--"):
			i += m.long(v, w, words[i+1:], &p)
		case len(w.Text) > 1 && w.Text[0] == '-':
			i += m.short(v, w, words[i+1:], &p)
		case v.FlagsFirst:
			p.args = append(p.args, words[i:]...)
			return p
		default:
			p.args = append(p.args, w)
			p.open = p.open || w.open()
		}
	}
	return p
}

// optional reports whether a word is notation ("[flags]", "...") rather than
// something to type.
func optional(w string) bool {
	return strings.HasPrefix(w, "[") && !strings.HasPrefix(w, "[]") || strings.Contains(w, "...") || w == "|" || w == "…"
}

// long takes one --flag and says how many of the words behind it belong to it.
func (m *matcher) long(v *commands.View, w word, rest []word, p *parsed) int {
	name, value, has := strings.Cut(w.Text[2:], "=")
	if strings.ContainsRune(name, hole) || name == "" {
		p.open = true
		return 0
	}
	f := lookup(v, name)
	switch {
	case f != nil:
	case name == "help":
		p.help = true
		return 0
	case name == "version" && v.Version != "":
		return 0
	case v.UnknownFlags:
		return 0
	default:
		m.fault(didYouMean("--"+name, longNames(v), ""), "`%s` has no flag --%s", v.Path, name)
		return 0
	}
	p.set[f.Name] = true
	if has {
		m.value(v, f, word{value, w.Quoted})
		return 0
	}
	if f.NoOptDefault != "" {
		return 0
	}
	return m.next(v, f, "--"+f.Name, rest, p)
}

// next takes the word behind a flag as its value.
func (m *matcher) next(v *commands.View, f *commands.Flag, as string, rest []word, p *parsed) int {
	if len(rest) == 0 {
		if !p.open {
			m.fault("give it one, as in "+as+"=…", "flag %s of `%s` has no value", as, v.Path)
		}
		return 0
	}
	m.value(v, f, rest[0])
	return 1
}

// short takes -abc.
func (m *matcher) short(v *commands.View, w word, rest []word, p *parsed) int {
	letters := w.Text[1:]
	for len(letters) > 0 {
		letter := letters[:1]
		if strings.HasPrefix(letters, string(hole)) {
			p.open = true
			return 0
		}
		f := v.LookupShorthand(letter)
		switch {
		case f != nil:
		case letter == "h":
			p.help = true
			return 0
		case v.UnknownFlags:
			return 0
		default:
			m.fault(didYouMean("-"+letters, longNames(v), ""), "`%s` has no flag -%s", v.Path, letter)
			return 0
		}
		p.set[f.Name] = true
		letters = letters[1:]
		switch {
		case strings.HasPrefix(letters, "="):
			m.value(v, f, word{letters[1:], w.Quoted})
			return 0
		case f.NoOptDefault != "":
		case letters != "":
			m.value(v, f, word{letters, w.Quoted})
			return 0
		default:
			return m.next(v, f, "-"+letter, rest, p)
		}
	}
	return 0
}

// lookup finds a flag by name. Many programs take an underscore for a dash.
func lookup(v *commands.View, name string) *commands.Flag {
	if f := v.Lookup(name); f != nil {
		return f
	}
	return v.Lookup(strings.ReplaceAll(name, "_", "-"))
}

func longNames(v *commands.View) []string {
	var out []string
	for _, f := range v.All() {
		if !f.Hidden {
			out = append(out, "--"+f.Name)
		}
	}
	return append(out, "--help")
}

// isPlaceholder reports whether a word reads like one that stands for another:
// NAME, POD_NAME, N.
func isPlaceholder(w word) bool {
	letters := 0
	for _, r := range w.Text {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters > 0
}

// didYouMean suggests one of the valid words, or says the other thing.
func didYouMean(got string, valid []string, otherwise string) string {
	if s := checks.Suggest(got, valid); s != "" {
		return "did you mean " + s + "?"
	}
	return otherwise
}
