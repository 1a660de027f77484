package summarize

import (
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
