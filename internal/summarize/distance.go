package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Distances count in half steps. unreached is that of functions that no way from
// the entries leads to.
const (
	step      = 2
	halfStep  = 1
	unreached = 9 * step
)

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
				if f.Pkg != v.root || v.target.Kind == "program" || v.started && f.Recv == "" && v.popular[f.Name] == 0 {
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
func newQueue() [][]*factgraph.Func { return make([][]*factgraph.Func, unreached+5*step) }

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
					for _, m := range w.v.methodsOf(st.Target) {
						at := d + 2*step
						if w.v.started && len(w.v.callers[m.Sym]) == 0 && !w.v.demanded(m) {
							at = d + 4*step // for others, in passing
						}
						queue[at] = append(queue[at], m)
					}
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

// demanded reports whether a method is one of an interface that its type
// implements, so that it may be called where nobody sees.
func (v *survey) demanded(m *factgraph.Func) bool {
	t := v.g.Type(factgraph.Sym{Pkg: m.Pkg, Name: m.Recv})
	if t == nil {
		return false
	}
	_, method, _ := strings.Cut(m.Name, ".")
	for _, i := range t.Implements {
		it := v.g.Type(i)
		if it == nil || it.Form != "interface" || len(it.Embeds) > 0 { // what it demands is not known here
			return true
		}
		if slices.ContainsFunc(it.Methods, func(x factgraph.Method) bool { return x.Name == method }) {
			return true
		}
	}
	return false
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
