package config

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// FailLevels are the values of fail-on: a severity, or never.
var FailLevels = []string{"info", "warning", "error", "never"}

// Profiles are what API packages can be said to be.
var Profiles = []string{"upstream", "builtin", "crd", "config", "none"}

// Overrides are what a command line says over the file.
type Overrides struct {
	// Only, if not empty, are the only checks to run (and load-error, which
	// tells what the others could not see). Skip are checks not to run. Both
	// hold ids, slugs or globs and win over everything in the file.
	Only, Skip []string
	// Enable are checks that run even if they are off by default, unless the
	// file says otherwise.
	Enable []string
}

// A Value is a setting and who set it.
type Value[T any] struct {
	V    T
	From string // "default", "--only", ".kdoc.yaml:12"
}

// Effective is a configuration with every question answered.
type Effective struct {
	Checks    []Effect // sorted as the known checks are
	Paths     Value[Filter]
	FailOn    Value[string]
	Platforms Value[[]string]
	Tags      Value[[]string]
	// Baseline is relative to the configuration file; "" if there is none.
	Baseline Value[string]
	// SourceURL is a template of links into the source, "" for none.
	SourceURL Value[string]
	API       []Value[APIPackages]
	Tasks     []Value[Task]
	// Prices are of language models.
	Prices []Value[Price]
}

// APIPackages says what the API packages in some directories are: one of
// Profiles.
type APIPackages struct {
	Paths   Filter
	Profile string
}

// An Effect is how one check is run.
type Effect struct {
	Check    *checks.Check
	On       Value[bool]
	Severity Value[checks.Severity]
	Paths    Value[Filter]
	Options  Value[any] // V is nil for a check without settings
}

// A Filter accepts paths. The zero value accepts all.
type Filter struct{ Include, Exclude []string }

// Accepts reports whether no Exclude and, if there are any, some Include
// matches the path. A pattern also stands for everything below what it matches.
func (f Filter) Accepts(p string) bool {
	if matchesAny(f.Exclude, p) {
		return false
	}
	return len(f.Include) == 0 || matchesAny(f.Include, p)
}

// Idle returns the patterns, of both lists, that match none of the paths.
func (f Filter) Idle(paths []string) []string {
	var out []string
	for _, glob := range slices.Concat(f.Include, f.Exclude) {
		if !slices.ContainsFunc(paths, func(p string) bool { return matchesAny([]string{glob}, p) }) {
			out = append(out, glob)
		}
	}
	return out
}

func matchesAny(globs []string, p string) bool {
	for _, g := range globs {
		g = path.Clean(g)
		for q := p; q != "." && q != "/"; q = path.Dir(q) {
			if ok, _ := doublestar.Match(g, q); ok {
				return true
			}
		}
		if g == "." {
			return true
		}
	}
	return false
}

const fromDefault = "default"

// Resolve answers every question from the file, the overrides and the checks'
// defaults. The error is about names in the overrides.
func (c *Config) Resolve(known []*checks.Check, o Overrides) (*Effective, error) {
	e := &Effective{
		Paths:     Value[Filter]{c.raw.Paths.filter(), c.from(slices.Concat(c.raw.Paths.Include, c.raw.Paths.Exclude)...)},
		FailOn:    Value[string]{"error", fromDefault},
		Platforms: Value[[]string]{texts(c.raw.Platforms), c.from(c.raw.Platforms...)},
		Tags:      Value[[]string]{texts(c.raw.Tags), c.from(c.raw.Tags...)},
	}
	e.SourceURL = Value[string]{c.raw.SourceURL.S, c.from(c.raw.SourceURL)}
	e.Baseline = Value[string]{c.raw.Baseline.S, c.from(c.raw.Baseline)}
	for _, p := range c.raw.API {
		e.API = append(e.API, Value[APIPackages]{APIPackages{Filter{Include: texts(p.Paths)}, p.Profile.S}, c.from(p.Profile)})
	}
	e.Prices = c.prices()
	for i, t := range c.Tasks() {
		e.Tasks = append(e.Tasks, Value[Task]{t, c.from(c.raw.Tasks[i].Name)})
	}
	if c.raw.FailOn.S != "" {
		e.FailOn = Value[string]{c.raw.FailOn.S, c.from(c.raw.FailOn)}
	}
	only, err := matchAll(known, o.Only)
	if err != nil {
		return nil, fmt.Errorf("--only: %w", err)
	}
	skip, err := matchAll(known, o.Skip)
	if err != nil {
		return nil, fmt.Errorf("--skip: %w", err)
	}
	for _, check := range known {
		ef := c.effect(check)
		if ef.On.From == fromDefault && slices.ContainsFunc(o.Enable, func(n string) bool { return checks.Find([]*checks.Check{check}, n) != nil }) {
			ef.On = Value[bool]{true, "enabled"}
		}
		if len(o.Only) > 0 && check != checks.LoadError {
			ef.On = Value[bool]{slices.Contains(only, check), "--only"}
		}
		if slices.Contains(skip, check) {
			ef.On = Value[bool]{false, "--skip"}
		}
		e.Checks = append(e.Checks, ef)
	}
	return e, nil
}

// Settings is what checks.Run needs of a resolved configuration.
func (c *Config) Settings(known []*checks.Check, o Overrides) ([]checks.Setting, error) {
	e, err := c.Resolve(known, o)
	if err != nil {
		return nil, err
	}
	return e.Settings(), nil
}

// Settings returns the checks that are on.
func (e *Effective) Settings() []checks.Setting {
	var out []checks.Setting
	for _, ef := range e.Checks {
		if !ef.On.V {
			continue
		}
		s := checks.Setting{Check: ef.Check, Severity: ef.Severity.V, Options: ef.Options.V, Asked: ef.On.From != fromDefault}
		tree, own := e.Paths.V, ef.Paths.V
		s.Paths = func(p string) bool { return tree.Accepts(p) && own.Accepts(p) }
		out = append(out, s)
	}
	return out
}

// effect is what the file says of one check.
func (c *Config) effect(check *checks.Check) Effect {
	e := Effect{
		Check:    check,
		On:       c.on(check),
		Severity: Value[checks.Severity]{check.Severity, fromDefault},
		Paths:    Value[Filter]{From: fromDefault},
		Options:  Value[any]{From: fromDefault},
	}
	exact := false
	for _, s := range c.raw.Checks.Severity {
		if m := matches(s.Name.S, check); m > 0 && (!exact || m == byExactName) {
			sev, _ := checks.ParseSeverity(s.Value.S) // validated by Parse
			e.Severity = Value[checks.Severity]{sev, c.from(s.Value)}
			exact = m == byExactName
		}
	}
	exact = false
	for _, p := range c.raw.Checks.Paths {
		if m := matches(p.Name.S, check); m > 0 && (!exact || m == byExactName) {
			e.Paths = Value[Filter]{p.Value.filter(), c.from(p.Name)}
			exact = m == byExactName
		}
	}
	if check.Options != nil {
		e.Options.V = check.Options()
	}
	if opts := c.options[check]; opts != nil {
		e.Options.V = opts
		for _, s := range c.raw.Settings {
			if checks.Find([]*checks.Check{check}, s.Name.S) != nil {
				e.Options.From = c.from(s.Name)
			}
		}
	}
	return e
}

// on decides whether a check runs: a name beats a glob, a glob beats
// checks.default, and among equals disable beats enable.
func (c *Config) on(check *checks.Check) Value[bool] {
	v := Value[bool]{check.OnByDefault(), fromDefault}
	switch d := c.raw.Checks.Default; d.S {
	case "all", "none":
		v = Value[bool]{d.S == "all", c.from(d)}
	}
	best := noMatch
	for _, list := range []struct {
		names []Text
		on    bool
	}{{c.raw.Checks.Enable, true}, {c.raw.Checks.Disable, false}} {
		for _, n := range list.names {
			if m := matches(n.S, check); m > noMatch && m >= best {
				v, best = Value[bool]{list.on, c.from(n)}, m
			}
		}
	}
	return v
}

// from says where the first of the texts stands, or "default".
func (c *Config) from(ts ...Text) string {
	for _, t := range ts {
		if t.at.line > 0 {
			return fmt.Sprintf("%s:%d", c.file, t.at.line)
		}
	}
	return fromDefault
}

func (p rawPaths) filter() Filter { return Filter{texts(p.Include), texts(p.Exclude)} }

func texts(ts []Text) []string {
	var out []string
	for _, t := range ts {
		out = append(out, t.S)
	}
	return out
}

// How a name matches a check, weakest first.
const (
	noMatch = iota
	byGlob
	byExactName
)

func matches(name string, c *checks.Check) int {
	if strings.EqualFold(name, c.ID) || strings.EqualFold(name, c.Slug) {
		return byExactName
	}
	for _, s := range []string{c.ID, c.Slug} {
		if ok, _ := path.Match(name, s); ok {
			return byGlob
		}
	}
	return noMatch
}

// Match returns the checks a name or glob stands for; none is an error.
func Match(known []*checks.Check, name string) ([]*checks.Check, error) {
	if _, err := path.Match(name, ""); err != nil {
		return nil, fmt.Errorf("malformed glob %q", name)
	}
	var out []*checks.Check
	for _, c := range known {
		if matches(name, c) > noMatch {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		if strings.ContainsAny(name, "*?[") {
			return nil, fmt.Errorf("no rule matches %q: `kdoc rules` lists them", name)
		}
		return nil, unknownRule(known, name)
	}
	return out, nil
}

func matchAll(known []*checks.Check, names []string) ([]*checks.Check, error) {
	var out []*checks.Check
	for _, n := range names {
		cs, err := Match(known, n)
		if err != nil {
			return nil, err
		}
		out = append(out, cs...)
	}
	return out, nil
}
