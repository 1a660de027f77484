package cliexample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// takes reports whether a word, or each of several joined by commas, is among
// values. Which of them care about case is not known.
func takes(values []string, text string) bool {
	is := func(s string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(s, v) })
	}
	return is(text) || !slices.ContainsFunc(strings.Split(text, ","), func(s string) bool { return !is(s) })
}

// value checks what a flag is set to, as far as its type is known.
func (m *matcher) value(v *commands.View, f *commands.Flag, w word) {
	if w.open() || isPlaceholder(w) || optional(w.Text) {
		return
	}
	if len(f.Values) > 0 && !takes(f.Values, w.Text) {
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
	if !rule.OnlyValid || len(v.ValidArgs) == 0 {
		return // without a list cobra lets every word pass
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
