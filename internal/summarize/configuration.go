package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// A configuration is the flags of a target and what their fields default to.
type configuration struct {
	flags []setFlag
	// inText are flags too many to name in code each.
	grouped bool
	own     map[*walk.Package]bool
}

type setFlag struct {
	usage.Flag
	value string
	at    factgraph.Pos // of the value
	by    string        // the function that sets it
}

// maxTabled is how many flags are set out one by one.
const maxTabled = 24

func newConfiguration(g *factgraph.Graph, s settings) configuration {
	c := configuration{own: s.own}
	seen := map[string]bool{}
	for _, f := range s.flags {
		if seen[f.Name+"\x00"+f.Owner] {
			continue
		}
		if !s.concerns(f) && !keeps(g, f.Field) {
			continue
		}
		seen[f.Name+"\x00"+f.Owner] = true
		sf := setFlag{Flag: f, value: f.Default, at: factgraph.Pos{Path: f.Path, Line: f.Line}}
		if sf.value == "" && f.Field != "" {
			sf.lookUp(g, s.values)
		}
		c.flags = append(c.flags, sf)
	}
	c.grouped = len(c.flags) > maxTabled
	return c
}

// concerns reports whether a flag is the target's: declared in it, or kept in a
// field of its configuration.
func (s settings) concerns(f usage.Flag) bool { return s.own[f.Pkg] || s.fields[f.Field] }

// keeps reports whether a name is a variable of the target.
func keeps(g *factgraph.Graph, name string) bool {
	for _, v := range g.Values {
		if v.Name == name && !v.Const {
			return true
		}
	}
	return false
}

// lookUp finds the default that a function for defaults gives to the flag's
// field: one called so first, then one of the flag's own package.
func (f *setFlag) lookUp(g *factgraph.Graph, values []usage.Setting) {
	best := 0
	for _, v := range values {
		if v.Field != f.Field {
			continue
		}
		score := 0
		name := v.Func[strings.LastIndexByte(v.Func, '.')+1:]
		switch {
		case strings.Contains(name, "Default") && !strings.Contains(name, "Defaulted"): // not an example of what has been
			score = 4
		case strings.HasPrefix(name, "New") || strings.HasPrefix(name, "new"):
			score = 2
		default:
			continue
		}
		if v.Pkg == f.Pkg {
			score++
		}
		value := v.Value
		if value == "" {
			if c := g.Value(factgraph.Sym{Pkg: v.Pkg.ImportPath, Name: v.Name}); c != nil && c.Const {
				value = c.Value
			}
		}
		if value != "" && score > best {
			best = score
			f.value, f.by, f.at = value, v.Func, factgraph.Pos{Path: v.Path, Line: v.Line}
		}
	}
}

// reserved are the names that the configuration needs in any case.
func (c *configuration) reserved() (out []string) {
	for _, f := range c.flags {
		if c.grouped {
			if f.Owner != "" {
				out = append(out, f.Owner)
			}
			continue
		}
		out = append(out, "--"+f.Name)
		if f.Field != "" {
			out = append(out, f.Field)
		}
		if f.by != "" {
			out = append(out, f.by)
		}
	}
	return out
}

func (c *configuration) layOut(o *outliner) (out []statement, tables []outlineTable) {
	if len(c.flags) == 0 {
		return nil, nil
	}
	if c.grouped {
		return c.layOutGroups(), nil
	}
	first := c.flags[0]
	fact := "conf.flags.own"
	if slices.ContainsFunc(c.flags, func(f setFlag) bool { return !c.own[f.Pkg] }) {
		fact = "conf.flags"
	}
	t := outlineTable{caption: say(fact, at(factgraph.Pos{Path: first.Path, Line: first.Line}), count(len(c.flags))),
		head: []string{"head.flag", "head.field", "head.default", "head.usage"}}
	var setters []string
	set := map[string]*mentions{}
	for _, f := range c.flags {
		value := texts(f.value)
		t.rows = append(t.rows, outlineRow{[]arg{codes("--" + f.Name), codesOrNone(f.Field), value, texts(clip(strings.Join(strings.Fields(f.Usage), " "), 160))},
			factgraph.Pos{Path: f.Path, Line: f.Line}})
		if f.by == "" {
			continue
		}
		if set[f.by] == nil {
			setters, set[f.by] = append(setters, f.by), &mentions{}
		}
		if m := set[f.by]; !slices.Contains(m.names, f.Field) {
			m.names, m.at = append(m.names, f.Field), append(m.at, f.at)
		}
	}
	for _, s := range setters {
		m := *set[s]
		if len(m.names) > maxNames {
			m = mentions{names: m.names[:maxNames], at: m.at[:maxNames]}
		}
		out = append(out, say("conf.setter", m.at, codes(m.names...), codes(s)))
	}
	return out, []outlineTable{t}
}

func codesOrNone(s string) arg {
	if s == "" {
		return texts("")
	}
	return codes(s)
}

// layOutGroups names flags in running text, by the type or function that
// declares them.
func (c *configuration) layOutGroups() (out []statement) {
	var owners []string
	byOwner := map[string][]setFlag{}
	for _, f := range c.flags {
		k := f.Owner
		if k == "" {
			k = f.Func
		}
		if byOwner[k] == nil {
			owners = append(owners, k)
		}
		byOwner[k] = append(byOwner[k], f)
	}
	for _, k := range owners {
		var list arg
		var pos []factgraph.Pos
		for _, f := range byOwner[k] {
			text := "--" + f.Name
			if f.value != "" && len(f.value) < 30 {
				text += " (" + f.value + ")"
			}
			list = append(list, term{kind: plain, text: text})
			pos = append(pos, factgraph.Pos{Path: f.Path, Line: f.Line})
		}
		out = append(out, say("conf.group", pos, list, codes(k)))
	}
	return out
}
