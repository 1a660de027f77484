package summarize

import (
	"math"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Distances count in half steps. unreached is that of functions that no way from
// the entries leads to.
const (
	step      = 2
	halfStep  = 1
	unreached = 9 * step
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
	common  map[factgraph.Sym]int
}

func newSurvey(t *walk.Tree, g *factgraph.Graph, target Target, s *start) *survey {
	v := &survey{tree: t, g: g, target: target, dist: map[*factgraph.Func]int{}, callers: map[factgraph.Sym][]*factgraph.Func{},
		stores: map[string][]factgraph.Sym{}, inFocus: map[string]bool{}, root: target.Package.ImportPath, spread: map[string]int{}, common: map[factgraph.Sym]int{}}
	for _, p := range g.Packages {
		v.inFocus[p.Path] = true
	}
	for _, f := range g.Funcs {
		seen := map[string]bool{}
		f.Steps = slices.DeleteFunc(f.Steps, func(st factgraph.Step) bool { return isNoise(&st) })
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

// walk measures distances breadth first: from the entries, then from what else
// the package offers, and what is left is far from everything. The order for
// reading comes of a second walk, in which every call is as far as any other.
func (v *survey) walk() {
	near := walker{v: v, stride: v.stride, made: map[factgraph.Sym]bool{}, dist: v.dist}
	read := walker{v: v, stride: func(*factgraph.Func, *factgraph.Step) int { return step }, made: map[factgraph.Sym]bool{}, dist: map[*factgraph.Func]int{}}
	for _, w := range []*walker{&near, &read} {
		queue := newQueue()
		for _, f := range v.entries {
			d := 0
			if v.most > libraryUsers && v.popular[f.Name] == 0 && f.Focus {
				d = 2 * step // of a library, start with what is used
			}
			queue[d] = append(queue[d], f)
		}
		w.walk(queue)
		if v.target.Kind == "type" || v.target.Kind == "function" {
			continue
		}
		queue = newQueue()
		for _, f := range v.g.Funcs {
			if f.Focus && exported(f.Name) && (v.target.Kind != "file" || f.At.Path == v.target.File) {
				d := 3 * step
				if f.Pkg != v.root || v.target.Kind == "program" {
					d = 6 * step
				}
				queue[d] = append(queue[d], f)
			}
		}
		w.walk(queue)
		for _, f := range v.g.Funcs {
			if _, seen := w.dist[f]; !seen && f.Focus && (v.target.Kind != "file" || f.At.Path == v.target.File) {
				w.dist[f] = unreached
				w.order = append(w.order, f)
			}
		}
	}
	v.order = read.order
}

// A walker visits functions by distance.
type walker struct {
	v      *survey
	stride func(*factgraph.Func, *factgraph.Step) int
	made   map[factgraph.Sym]bool // types whose methods are queued
	dist   map[*factgraph.Func]int
	order  []*factgraph.Func
}

// newQueue makes a queue whose index is the distance.
func newQueue() [][]*factgraph.Func { return make([][]*factgraph.Func, unreached+3*step) }

func (w *walker) walk(queue [][]*factgraph.Func) {
	for d := 0; d < unreached; d++ {
		for i := 0; i < len(queue[d]); i++ {
			f := queue[d][i]
			if _, seen := w.dist[f]; seen {
				continue
			}
			w.dist[f] = d
			w.order = append(w.order, f)
			for _, st := range f.Steps {
				if st.Kind == factgraph.New && !w.made[st.Target] {
					w.made[st.Target] = true
					queue[d+2*step] = append(queue[d+2*step], w.v.methodsOf(st.Target)...)
				}
				next := d + w.stride(f, &st)
				queue[next] = append(queue[next], w.v.leads(st)...)
			}
		}
	}
}

// stride is how far a step leads: half as far where the story goes on, to what a
// function starts or registers, or to the only function it calls.
func (v *survey) stride(f *factgraph.Func, st *factgraph.Step) int {
	if st.Kind == factgraph.Go || st.Kind == factgraph.Handler || st.Kind == factgraph.Callback || st.Go {
		return halfStep
	}
	var only factgraph.Sym
	for i := range f.Steps {
		t := f.Steps[i].Target
		if v.g.Func(t) == nil || t == only {
			continue
		}
		if only != (factgraph.Sym{}) {
			return step
		}
		only = t
	}
	return halfStep
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
	case factgraph.Call, factgraph.Go, factgraph.Defer, factgraph.Callback, factgraph.Handler, factgraph.Store, factgraph.Return:
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

// isNoise reports whether a step is what every program does everywhere: logging,
// formatting errors and text, counting goroutines, asking a context, declaring
// flags.
func isNoise(st *factgraph.Step) bool {
	if name := st.Target.Name; (strings.HasPrefix(name, "FlagSet.") || st.Target.Pkg == "flag") && (strings.HasSuffix(name, "Var") || strings.HasSuffix(name, "VarP")) {
		return true // told with the configuration
	}
	if st.Std {
		switch st.Target.Pkg {
		case "fmt", "errors", "context", "log", "log/slog", "runtime":
			return true
		case "sync":
			return strings.HasPrefix(st.Target.Name, "WaitGroup.")
		}
		return false
	}
	// Loggers call themselves so: klog, glog, logr, zap's sugared logger.
	for part := range strings.SplitSeq(st.Target.Pkg, "/") {
		if strings.HasPrefix(part, "log") || strings.HasSuffix(part, "log") || strings.HasSuffix(part, "logger") || strings.HasSuffix(part, "logging") {
			return true
		}
	}
	return false
}

// near is how much a function counts: less with every step from the entries.
func (v *survey) near(f *factgraph.Func) float64 {
	d, ok := v.dist[f]
	if !ok {
		d = unreached
	}
	return math.Pow(0.86, float64(d)/step)
}

// weight is how much a function tells about the target: near, of some
// substance, doing something of its own accord, used by others.
func (v *survey) weight(f *factgraph.Func) float64 {
	lines := float64(f.Last - f.At.Line)
	w := v.near(f) * (0.5 + 0.5*min(1, lines/14))
	if v.active(f) {
		w *= 1.35
	}
	if f.Recv == "" && exported(f.Name) && f.Pkg == v.root && v.most > libraryUsers {
		w *= 0.6 + 0.5*math.Log1p(float64(v.popular[f.Name]))/math.Log1p(float64(v.most))
	}
	if f.Deprecated != "" {
		w *= 0.8
	}
	return w
}

// active reports whether a function runs on its own, is started by an event, or
// starts and feeds others that are.
func (v *survey) active(f *factgraph.Func) bool {
	for _, c := range v.callers[f.Sym] {
		for i := range c.Steps {
			if st := &c.Steps[i]; st.Target == f.Sym && (st.Kind == factgraph.Go || st.Go && st.Kind == factgraph.Call || st.Kind == factgraph.Handler || st.Kind == factgraph.Store || st.Label != "" && st.Via.Name != "" || st.Kind == factgraph.Callback && st.Via.Name != "" && !v.inFocus[st.Via.Pkg]) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Steps, func(st factgraph.Step) bool {
		return st.Kind == factgraph.Go || st.Kind == factgraph.Send || st.Kind == factgraph.Receive
	})
}

// rare is how much a symbol from outside counts: little if half of the functions
// use its package.
func (v *survey) rare(s factgraph.Sym) float64 {
	n := float64(max(len(v.g.Funcs), 12))
	share := max(0, float64(v.spread[s.Pkg])/n-0.04)
	again := max(0, float64(v.common[s])/n-0.02)
	return 1 / (1 + 6*share) / (1 + 10*again)
}
