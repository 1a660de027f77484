package commands

import (
	"strings"
	"testing"
)

func names(flags []*Flag) string {
	var out []string
	for _, f := range flags {
		out = append(out, f.Name)
	}
	return strings.Join(out, " ")
}

func TestMerge(t *testing.T) {
	shared, config, own := &Flag{Name: "verbose", Shorthand: "v"}, &Flag{Name: "config"}, &Flag{Name: "config"}
	child := &Command{Use: "get", Runnable: true, Flags: []*Flag{own, {Name: "all"}, shared}}
	root := &Command{Use: "tool", Persistent: []*Flag{shared, config}, Commands: []*Command{child}}
	p := &Program{Root: root, Globals: []*Flag{{Name: "version"}, {Name: "config"}}}
	p.Finish()

	for _, tt := range []struct {
		c                *Command
		rules            Rules
		local, inherited string
	}{
		{root, Rules{}, "config verbose version", ""},
		{child, Rules{}, "all config", "verbose version"},                      // the flag object decides
		{child, RulesOf("v1.1.3"), "all", "config verbose version"},            // the name does
		{child, RulesOf("v1.5.0"), "all", "config verbose version"},            // still
		{child, RulesOf("v1.6.0"), "all config", "verbose version"},            // no more
		{child, RulesOf("a private version"), "all config", "verbose version"}, // taken for new
	} {
		v := p.Merge(tt.c, tt.rules)
		if got := names(v.Local); got != tt.local {
			t.Errorf("%s %+v: local flags %q, want %q", tt.c.Path, tt.rules, got, tt.local)
		}
		if got := names(v.Inherited); got != tt.inherited {
			t.Errorf("%s %+v: inherited flags %q, want %q", tt.c.Path, tt.rules, got, tt.inherited)
		}
	}
	v := p.Merge(child, Rules{})
	if v.Lookup("config") != own || v.LookupShorthand("v") != shared || v.Lookup("help") != nil {
		t.Error("the parser would find other flags")
	}
	if v.AddHelp(); v.Lookup("help") == nil || names(v.Local) != "all config help" || v.Lookup("help").Usage != "help for get" {
		t.Errorf("with help: %s, %q", names(v.Local), v.Lookup("help").Usage)
	}
}

func TestMergeKeepsOrder(t *testing.T) {
	p := &Program{Root: &Command{Use: "tool", UnsortedFlags: true, Flags: []*Flag{{Name: "z"}, {Name: "a"}}, Persistent: []*Flag{{Name: "m"}, {Name: "b"}}}}
	p.Finish()
	if got := names(p.Merge(p.Root, Rules{}).AddHelp().Local); got != "z a b m help" {
		t.Errorf("flags in the order %q", got)
	}
}

func TestUseLine(t *testing.T) {
	flag := []*Flag{{Name: "x"}}
	for _, tt := range []struct {
		c    Command
		want string
	}{
		{Command{Use: "tool NAME"}, "tool NAME"},
		{Command{Use: "tool NAME", Flags: flag}, "tool NAME [flags]"},
		{Command{Use: "tool [flags] NAME", Flags: flag}, "tool [flags] NAME"},
		{Command{Use: "tool NAME", Flags: flag, DisableFlagsInUseLine: true}, "tool NAME"},
		{Command{Use: "tool", Flags: []*Flag{{Name: "x", Hidden: true}}}, "tool"},
		{Command{Use: "tool-x y", Annotations: map[string]string{displayName: "tool x"}}, "tool x y"},
	} {
		p := &Program{Root: &tt.c}
		p.Finish()
		if got := p.Merge(&tt.c, Rules{}).UseLine(); got != tt.want {
			t.Errorf("use line %q, want %q", got, tt.want)
		}
	}
}

func TestAvailable(t *testing.T) {
	topic := &Command{Use: "topic"}
	p := &Program{Root: &Command{Use: "tool", Commands: []*Command{
		topic, {Use: "old", Runnable: true, Deprecated: "use new"}, {Use: "secret", Runnable: true, Hidden: true},
		{Use: "group", Commands: []*Command{{Use: "run", Runnable: true}}}, {Use: "empty", Commands: []*Command{{Use: "topic"}}},
	}}}
	p.Finish()
	var available, topics []string
	for _, c := range p.Root.Commands {
		if c.Available() {
			available = append(available, c.Name())
		}
		if c.HelpTopic() {
			topics = append(topics, c.Name())
		}
	}
	if a, h := strings.Join(available, " "), strings.Join(topics, " "); a != "group" || h != "topic empty" {
		t.Errorf("available: %s; topics: %s", a, h)
	}
}
