package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// A survey is the graph seen from the entries: what is how far, who uses what.
type survey struct {
	tree    *walk.Tree
	g       *factgraph.Graph
	target  Target
	entries []*factgraph.Func
	dist    map[*factgraph.Func]int
	order   []*factgraph.Func // as a breadth-first walk meets them
	callers map[factgraph.Sym][]*factgraph.Func
	stores  map[string][]factgraph.Sym // functions kept in fields, by field
	inFocus map[string]bool            // package paths
	root    string
	// spread is in how many functions a package outside of focus is called,
	// which tells helpers used everywhere from what matters here.
	spread map[string]int
	// popular is how many functions elsewhere name an exported one.
	popular map[string]int
	most    int
	// started reports whether reading starts outside of the target, where it is
	// put to use.
	started bool
	common  map[factgraph.Sym]int
	gates   map[string]map[string]usage.Gate // by package, then by name
	metrics map[factgraph.Sym]bool           // variables that hold one
	homes   map[string]int                   // how many packages of the target have a type of the name
}

func newSurvey(t *walk.Tree, g *factgraph.Graph, target Target, s *start) *survey {
	v := &survey{tree: t, g: g, target: target, dist: map[*factgraph.Func]int{}, callers: map[factgraph.Sym][]*factgraph.Func{},
		stores: map[string][]factgraph.Sym{}, inFocus: map[string]bool{}, root: target.Package.ImportPath, spread: map[string]int{}, common: map[factgraph.Sym]int{},
		gates: map[string]map[string]usage.Gate{}, metrics: map[factgraph.Sym]bool{}, homes: map[string]int{}}
	for _, t := range g.Types {
		v.homes[t.Name]++
	}
	for _, m := range g.Metrics {
		v.metrics[factgraph.Sym{Pkg: m.Pkg, Name: m.Var}] = true
	}
	for _, p := range g.Packages {
		v.inFocus[p.Path] = true
	}
	for _, f := range g.Funcs {
		seen := map[string]bool{}
		f.Steps = slices.DeleteFunc(f.Steps, func(st factgraph.Step) bool { return isNoise(&st) || v.dull(&st) })
		v.settle(f)
		for _, st := range f.Steps {
			if st.Kind == factgraph.Store {
				v.stores[st.Label] = append(v.stores[st.Label], st.Target)
			}
			if g.Func(st.Target) != nil && !slices.Contains(v.callers[st.Target], f) {
				v.callers[st.Target] = append(v.callers[st.Target], f)
			}
			key := st.Target.Pkg + "." + st.Target.Name
			if !v.inFocus[st.Target.Pkg] && !seen[key] {
				seen[key] = true
				v.common[st.Target]++
				if st.Kind == factgraph.Read || st.Kind == factgraph.Write {
					continue // fields do not tell helpers from the rest
				}
				if !seen[st.Target.Pkg] {
					seen[st.Target.Pkg] = true
					v.spread[st.Target.Pkg]++
				}
			}
		}
	}
	v.popular = map[string]int{}
	for _, u := range s.users {
		seen := map[string]bool{}
		for _, r := range u.Refs {
			if r.Pkg == v.root && !seen[r.Name] {
				seen[r.Name] = true
				v.popular[r.Name]++
				v.most = max(v.most, v.popular[r.Name])
			}
		}
	}
	v.entries = v.findEntries(s)
	v.started = slices.ContainsFunc(v.entries, func(f *factgraph.Func) bool { return !f.Focus })
	v.walk()
	return v
}

// findEntries lists the functions that reading starts with.
func (v *survey) findEntries(s *start) []*factgraph.Func {
	var out []*factgraph.Func
	if v.target.Kind == "program" {
		if f := v.g.Func(factgraph.Sym{Pkg: v.root, Name: "main"}); f != nil {
			return []*factgraph.Func{f}
		}
	}
	pick := func(take func(f *factgraph.Func) bool) {
		for _, f := range v.g.Funcs {
			if take(f) && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	pick(func(f *factgraph.Func) bool { return slices.Contains(s.some[f.Pkg], f.Name) })
	own := func(f *factgraph.Func) bool { return f.Pkg == v.root }
	switch v.target.Kind {
	case "type":
		pick(func(f *factgraph.Func) bool { return own(f) && f.Recv == "" && v.makes(f, v.target.Name) })
		pick(func(f *factgraph.Func) bool { return own(f) && f.Recv == v.target.Name })
	case "function":
		pick(func(f *factgraph.Func) bool { return own(f) && f.Name == v.target.Name })
	case "file":
		pick(func(f *factgraph.Func) bool { return f.At.Path == v.target.File && exported(f.Name) })
		if len(out) == 0 {
			pick(func(f *factgraph.Func) bool { return f.At.Path == v.target.File })
		}
	default:
		// What init hands to others is how a package offers itself.
		pick(func(f *factgraph.Func) bool {
			return own(f) && f.Name == "init" && slices.ContainsFunc(f.Steps, v.handsOwn)
		})
		if !slices.ContainsFunc(out, func(f *factgraph.Func) bool { return !f.Focus }) {
			pick(func(f *factgraph.Func) bool {
				return own(f) && f.Recv == "" && exported(f.Name) && f.Deprecated == "" && len(f.Results) > 0
			})
		}
	}
	return out
}

// handsOwn reports whether a step hands a function of the graph to another.
func (v *survey) handsOwn(st factgraph.Step) bool {
	return (st.Kind == factgraph.Callback || st.Kind == factgraph.Store || st.Kind == factgraph.Handler) && v.g.Func(st.Target) != nil
}

// makes reports whether a function returns a type.
func (v *survey) makes(f *factgraph.Func, typ string) bool {
	return slices.ContainsFunc(f.Results, func(r factgraph.TypeRef) bool { return r.Sym == factgraph.Sym{Pkg: v.root, Name: typ} })
}

func exported(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if part == "" || part[0] < 'A' || part[0] > 'Z' {
			return false
		}
	}
	return true
}

// settle decides which constants are feature gates: those that something is asked
// about and that a table of gates declares. Where that cannot be looked up, the
// name of the type decides.
func (v *survey) settle(f *factgraph.Func) {
	for i := range f.Steps {
		st := &f.Steps[i]
		switch st.Kind {
		case factgraph.Const:
			if !st.Asked {
				continue
			}
			if _, ok := v.gate(st.Target); ok {
				st.Kind = factgraph.Gate
			}
		case factgraph.Gate:
			if _, ok := v.gate(st.Target); !ok && len(v.gates[st.Target.Pkg]) > 0 {
				st.Kind = factgraph.Const
			}
		}
	}
}

// gate looks a feature gate up where its constant is declared.
func (v *survey) gate(s factgraph.Sym) (usage.Gate, bool) {
	table, read := v.gates[s.Pkg]
	if !read {
		if p := v.tree.Package(s.Pkg); p != nil {
			table = usage.Gates(v.tree, p)
		}
		v.gates[s.Pkg] = table
	}
	g, ok := table[s.Name]
	return g, ok
}
