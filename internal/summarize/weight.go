package summarize

import (
	"math"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

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
		case "time": // how long a second is goes without saying
			return st.Kind == factgraph.Const
		case "sync":
			return st.Kind == factgraph.New || strings.HasPrefix(st.Target.Name, "WaitGroup.")
		}
		return false
	}
	return st.Log || isLogger(st.Target.Pkg)
}

// isLogger reports whether a package calls itself one for logs. Calls alone do
// not tell all of its functions: some make what others take.
func isLogger(path string) bool {
	for part := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '/' || r == '-' || r == '_' || r == '.' }) {
		switch part {
		case "log", "logf", "klog", "glog", "logr", "zlog", "slog", "logger", "logging", "logrus", "zerolog", "zap", "zapr", "zaplog", "logutil":
			return true
		}
	}
	return false
}

// dull reports whether a step reads a field from outside whose name is one word:
// Name, Spec, Items.
func (v *survey) dull(st *factgraph.Step) bool {
	if st.Kind != factgraph.Read || v.inFocus[st.Target.Pkg] {
		return false
	}
	return telling(st.Target.Name) < 1
}

// passing reports whether a function outside of the target has so much else to do
// that only what it does for the target is of interest.
func (v *survey) passing(f *factgraph.Func) bool { return !f.Focus && f.Last-f.At.Line > 40 }

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
	if f.Recv == "" && exported(f.Name) && f.Pkg == v.root && v.most > libraryUsers && len(v.callers[f.Sym]) == 0 {
		w *= 0.6 + 0.5*math.Log1p(float64(v.popular[f.Name]))/math.Log1p(float64(v.most))
	}
	if f.Deprecated != "" {
		w *= 0.8
	}
	if f.Pkg != v.root && v.target.Kind == "package" {
		w *= 0.92
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
	price := 6.0
	if p := v.tree.Package(s.Pkg); p != nil && p.Module != nil && p.Module == v.target.Package.Module {
		price = 2 // helpers of the same module are part of the story
	}
	return 1 / (1 + price*share) / (1 + 10*again)
}
