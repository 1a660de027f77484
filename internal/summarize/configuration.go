package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// A configuration is the flags of a target and what their fields default to.
type configuration struct {
	flags []setFlag
	// inText are flags too many to name in code each.
	grouped bool
	gates   []string
}

type setFlag struct {
	usage.Flag
	value string
	at    factgraph.Pos // of the value
	by    string        // the function that sets it
}

// maxTabled is how many flags are set out one by one.
const maxTabled = 24

func newConfiguration(s settings) configuration {
	var c configuration
	seen := map[string]bool{}
	for _, f := range s.flags {
		if seen[f.Name+"\x00"+f.Owner] {
			continue
		}
		seen[f.Name+"\x00"+f.Owner] = true
		sf := setFlag{Flag: f, value: f.Default, at: factgraph.Pos{Path: f.Path, Line: f.Line}}
		if sf.value == "" && f.Field != "" {
			for _, v := range s.values {
				if v.Field == f.Field && (sf.by == "" || strings.Contains(v.Func, "Default") && !strings.Contains(sf.by, "Default")) {
					sf.value, sf.by, sf.at = v.Value, v.Func, factgraph.Pos{Path: v.Path, Line: v.Line}
				}
			}
		}
		c.flags = append(c.flags, sf)
	}
	c.grouped = len(c.flags) > maxTabled
	return c
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
	t := outlineTable{caption: say("conf.flags", at(factgraph.Pos{Path: first.Path, Line: first.Line}), count(len(c.flags))),
		head: []string{"head.flag", "head.field", "head.default", "head.usage"}}
	var setters []string
	var set []factgraph.Pos
	for _, f := range c.flags {
		value := texts(f.value)
		t.rows = append(t.rows, outlineRow{[]arg{codes("--" + f.Name), codesOrNone(f.Field), value, texts(clip(strings.Join(strings.Fields(f.Usage), " "), 160))},
			factgraph.Pos{Path: f.Path, Line: f.Line}})
		if f.by != "" && !slices.Contains(setters, f.by) {
			setters, set = append(setters, f.by), append(set, f.at)
		}
	}
	if len(setters) > 0 {
		out = append(out, say("conf.setters", set, codes(setters...)))
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
