package summarize

import (
	"math"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// unreached is the distance of functions that no way from the entries leads to.
const unreached = 7

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
	common map[factgraph.Sym]int
}

func newSurvey(t *walk.Tree, g *factgraph.Graph, target Target, s *start) *survey {
	v := &survey{tree: t, g: g, target: target, dist: map[*factgraph.Func]int{}, callers: map[factgraph.Sym][]*factgraph.Func{},
		stores: map[string][]factgraph.Sym{}, inFocus: map[string]bool{}, root: target.Package.ImportPath, spread: map[string]int{}, common: map[factgraph.Sym]int{}}
	for _, p := range g.Packages {
		v.inFocus[p.Path] = true
	}
	for _, f := range g.Funcs {
		seen := map[string]bool{}
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
				if !seen[st.Target.Pkg] {
					seen[st.Target.Pkg] = true
					v.spread[st.Target.Pkg]++
				}
			}
		}
	}
	v.entries = v.findEntries(s)
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
		if len(out) == 0 {
			pick(func(f *factgraph.Func) bool {
				return own(f) && f.Recv == "" && exported(f.Name) && f.Deprecated == "" && len(f.Results) > 0
			})
		}
	}
	return out
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

// walk measures distances breadth first.
func (v *survey) walk() {
	type visit struct {
		f *factgraph.Func
		d int
	}
	queue := [][]*factgraph.Func{v.entries}
	made := map[factgraph.Sym]bool{}
	for d := 0; d < len(queue); d++ {
		for len(queue) < d+4 {
			queue = append(queue, nil)
		}
		if d >= unreached {
			break
		}
		for i := 0; i < len(queue[d]); i++ {
			f := queue[d][i]
			if _, seen := v.dist[f]; seen {
				continue
			}
			v.dist[f] = d
			v.order = append(v.order, f)
			for _, st := range f.Steps {
				if st.Kind == factgraph.New && !made[st.Target] {
					made[st.Target] = true
					queue[d+2] = append(queue[d+2], v.methodsOf(st.Target)...)
				}
				queue[d+1] = append(queue[d+1], v.leads(st)...)
			}
		}
	}
	// What nothing leads to is still part of the package.
	for pass := range 2 {
		for _, f := range v.g.Funcs {
			if _, seen := v.dist[f]; !seen && f.Focus && (pass == 1 || exported(f.Name)) {
				v.dist[f] = unreached - 2 + 2*pass
				if pass == 0 && v.target.Kind == "package" && f.Pkg == v.root {
					v.dist[f] = 3
				}
				if v.target.Kind == "package" || v.target.Kind == "program" || v.target.Kind == "file" && f.At.Path == v.target.File {
					v.order = append(v.order, f)
				}
			}
		}
	}
}

// methodsOf are the methods by which others may use a type.
func (v *survey) methodsOf(t factgraph.Sym) (out []*factgraph.Func) {
	typ := v.g.Type(t)
	if typ == nil {
		return nil
	}
	for _, m := range typ.Methods {
		f := v.g.Func(factgraph.Sym{Pkg: t.Pkg, Name: t.Name + "." + m.Name})
		if f != nil && exported(m.Name) {
			out = append(out, f)
		}
	}
	return out
}

// leads are the functions a step may run.
func (v *survey) leads(st factgraph.Step) (out []*factgraph.Func) {
	switch st.Kind {
	case factgraph.Call, factgraph.Go, factgraph.Defer, factgraph.Callback, factgraph.Handler, factgraph.Store:
	default:
		return nil
	}
	if f := v.g.Func(st.Target); f != nil {
		out = append(out, f)
	}
	if st.FromField {
		for _, s := range v.stores[st.Target.Name] {
			if f := v.g.Func(s); f != nil {
				out = append(out, f)
			}
		}
	}
	if st.Iface {
		iface, method, _ := strings.Cut(st.Target.Name, ".")
		for _, t := range v.g.Types {
			if slices.Contains(t.Implements, factgraph.Sym{Pkg: st.Target.Pkg, Name: iface}) {
				if f := v.g.Func(factgraph.Sym{Pkg: t.Pkg, Name: t.Name + "." + method}); f != nil {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// near is how much a function counts: less with every step from the entries.
func (v *survey) near(f *factgraph.Func) float64 {
	d, ok := v.dist[f]
	if !ok {
		d = unreached
	}
	return math.Pow(0.86, float64(d))
}

// rare is how much a symbol from outside counts: little if half of the functions
// use its package.
func (v *survey) rare(s factgraph.Sym) float64 {
	n := float64(max(len(v.g.Funcs), 12))
	share := max(0, float64(v.spread[s.Pkg])/n-0.04)
	again := max(0, float64(v.common[s])/n-0.02)
	return 1 / (1 + 6*share) / (1 + 10*again)
}
