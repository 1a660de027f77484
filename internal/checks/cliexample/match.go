package cliexample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A fault is why a program would refuse a call.
type fault struct {
	Message, Remedy string
}

// A matcher holds a call against a program's commands.
type matcher struct {
	program *commands.Program
	view    func(*commands.Command) *commands.View
	faults  []fault
}

func (m *matcher) fault(remedy, format string, args ...any) {
	m.faults = append(m.faults, fault{fmt.Sprintf(format, args...), remedy})
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

// value checks what a flag is set to, as far as its type is known.
func (m *matcher) value(v *commands.View, f *commands.Flag, w word) {
	if w.open() || isPlaceholder(w) || optional(w.Text) {
		return
	}
	if len(f.Values) > 0 && !slices.Contains(f.Values, w.Text) {
		m.fault(didYouMean(w.Text, f.Values, "use one of "+strings.Join(f.Values, ", ")), "flag --%s of `%s` does not take %q", f.Name, v.Path, w.Text)
		return
	}
	if stated := cliscope.StatedValues(f.Usage); f.Values == nil && stated != nil && f.Type == "string" && !w.Quoted && w.Text != f.Default {
		// What the usage text lists may be patterns: "name=…" takes more.
		head, _, _ := strings.Cut(w.Text, "=")
		if !slices.Contains(stated, w.Text) && !slices.Contains(stated, head) {
			m.fault(didYouMean(head, stated, "the values are "+strings.Join(stated, ", ")), "the usage of --%s of `%s` does not list %q", f.Name, v.Path, w.Text)
			return
		}
	}
	if err := parseAs(f.GoType, w.Text); err != nil {
		m.fault("", "flag --%s of `%s` is of type %s and does not take %q", f.Name, v.Path, f.Type, w.Text)
	}
}

// parseAs parses a value as pflag does for the types it has of its own.
func parseAs(goType, value string) error {
	name, ok := strings.CutPrefix(goType, "*"+commands.PflagModule+".")
	if !ok {
		return nil
	}
	var err error
	switch name {
	case "boolValue":
		_, err = strconv.ParseBool(value)
	case "intValue", "int64Value":
		_, err = strconv.ParseInt(value, 0, 64)
	case "int8Value":
		_, err = strconv.ParseInt(value, 0, 8)
	case "int16Value":
		_, err = strconv.ParseInt(value, 0, 16)
	case "int32Value":
		_, err = strconv.ParseInt(value, 0, 32)
	case "uintValue", "uint64Value":
		_, err = strconv.ParseUint(value, 0, 64)
	case "uint8Value":
		_, err = strconv.ParseUint(value, 0, 8)
	case "uint16Value":
		_, err = strconv.ParseUint(value, 0, 16)
	case "uint32Value":
		_, err = strconv.ParseUint(value, 0, 32)
	case "float32Value", "float64Value":
		_, err = strconv.ParseFloat(value, 64)
	case "durationValue":
		_, err = time.ParseDuration(value)
	}
	return err
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

// arguments holds the number of arguments, and where that is the rule their
// spelling, against the command.
func (m *matcher) arguments(v *commands.View, p parsed, more bool) {
	rule := v.Args
	if rule == nil {
		return
	}
	n := len(p.args)
	switch {
	case rule.Max >= 0 && n > rule.Max && !p.open:
		m.fault("", "`%s` takes %s, and here gets %d", v.Path, count(rule), n)
	case n < rule.Min && !p.open && !more:
		m.fault("", "`%s` takes %s, and here gets %d", v.Path, count(rule), n)
	}
	if !rule.OnlyValid {
		return
	}
	valid := slices.Concat(v.ValidArgs, v.ArgAliases)
	for _, a := range p.args {
		if !a.open() && !isPlaceholder(a) && !slices.Contains(valid, a.Text) {
			m.fault(didYouMean(a.Text, valid, "use one of "+strings.Join(v.ValidArgs, ", ")), "`%s` does not take %q", v.Path, a.Text)
		}
	}
}

func count(a *commands.Args) string {
	switch {
	case a.Max == 0:
		return "no argument"
	case a.Min == a.Max:
		return arguments(a.Min)
	case a.Max < 0:
		return "at least " + arguments(a.Min)
	case a.Min == 0:
		return "at most " + arguments(a.Max)
	}
	return fmt.Sprintf("%d to %d arguments", a.Min, a.Max)
}

func arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// flagRules checks what flags a call needs and which do not go together.
func (m *matcher) flagRules(v *commands.View, p parsed, more bool) {
	if p.open || more {
		return
	}
	for _, f := range v.All() {
		if f.Required && !p.set[f.Name] {
			m.fault("add it", "`%s` needs the flag --%s", v.Path, f.Name)
		}
	}
	for _, group := range v.Exclusive {
		if set := given(v, group, p); len(set) > 1 {
			m.fault("drop all but one", "`%s` does not take %s together", v.Path, strings.Join(set, " and "))
		}
	}
	for _, group := range v.Together {
		if set := given(v, group, p); len(set) > 0 && len(set) < len(group) {
			m.fault("give all of --"+strings.Join(group, ", --")+" or none", "`%s` takes %s only with others", v.Path, strings.Join(set, " and "))
		}
	}
	for _, group := range v.OneOf {
		if set := given(v, group, p); len(set) == 0 && known(v, group) {
			m.fault("", "`%s` needs one of --%s", v.Path, strings.Join(group, ", --"))
		}
	}
}

func given(v *commands.View, group []string, p parsed) []string {
	var out []string
	for _, name := range group {
		if p.set[name] {
			out = append(out, "--"+name)
		}
	}
	return out
}

func known(v *commands.View, group []string) bool {
	return !slices.ContainsFunc(group, func(name string) bool { return v.Lookup(name) == nil })
}

// didYouMean suggests one of the valid words, or says the other thing.
func didYouMean(got string, valid []string, otherwise string) string {
	if s := checks.Suggest(got, valid); s != "" {
		return "did you mean " + s + "?"
	}
	return otherwise
}
