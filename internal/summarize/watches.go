package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// watches tells what drives the target: informers, handlers and queues.
func (o *outliner) watches() outlineSection {
	sec := outlineSection{id: "watches"}
	for _, f := range o.v.order {
		if !f.Focus || !o.s.has(o.v.name(f.Sym, "")) {
			continue
		}
		o.informers(&sec, f)
		o.kinds(&sec, f)
		o.handlers(&sec, f)
	}
	o.queues(&sec)
	return sec
}

// informers are what a function is given or gets to be told of changes by.
func (o *outliner) informers(sec *outlineSection, f *factgraph.Func) {
	var names []string
	for _, p := range f.Params {
		if p.Informer && o.s.has(p.Name) {
			names = append(names, p.Name)
		}
	}
	if len(names) > 0 {
		sec.statements = append(sec.statements, say("watch.informers", at(f.At), codes(names...), codes(o.v.name(f.Sym, ""))))
	}
	for i := range f.Steps {
		if st := &f.Steps[i]; st.Kind == factgraph.Informer && o.s.has(st.Target.Name) {
			sec.statements = append(sec.statements, say("watch.informer", at(st.At), codes(st.Target.Name), codes(o.v.name(f.Sym, "")), codes(st.Value)))
		}
	}
}

// kinds are types of which a function hands empty values to a builder, one after
// the other: what a reconciler is for, owns and watches.
func (o *outliner) kinds(sec *outlineSection, f *factgraph.Func) {
	var g groups
	for i := range f.Steps {
		st := &f.Steps[i]
		if st.Kind != factgraph.New || !st.Fluent {
			continue
		}
		if name := o.v.stepName(st); o.s.has(name) {
			g.add(group{"watch.kind", st.Via.Name[strings.LastIndexByte(st.Via.Name, '.')+1:]}, name, st)
		}
	}
	for _, k := range g.keys {
		m := g.m[k].cited()
		sec.statements = append(sec.statements, say(k.fact, m.places(), codes(m.names...), codes(o.v.name(f.Sym, "")), codes(k.with)))
	}
}

// A registration is a set of handlers given to one function at one place.
type registration struct {
	via    string
	line   int
	filled bool // via is a type
	labels []string
	runs   map[string]*mentions
}

// handlers are functions registered under names such as AddFunc.
func (o *outliner) handlers(sec *outlineSection, f *factgraph.Func) {
	var list []*registration
	for i := range f.Steps {
		st := &f.Steps[i]
		name, ok := o.handles(st)
		if !ok {
			continue
		}
		via := o.via(st)
		var r *registration
		if n := len(list); n > 0 && list[n-1].goesOn(via, st) {
			r = list[n-1]
		} else {
			r = &registration{via: via, filled: st.Filled, runs: map[string]*mentions{}}
			list = append(list, r)
		}
		r.line = st.At.Line
		if r.runs[st.Label] == nil {
			r.runs[st.Label] = &mentions{}
			r.labels = append(r.labels, st.Label)
		}
		r.runs[st.Label].add(name, st)
		r.runs[st.Label].with(st.ViaAt)
		r.runs[st.Label].with(st.LabelAt)
	}
	for _, r := range list {
		o.registered(sec, f, r)
	}
}

// handles reports whether a step is what a handler does, and names it: a
// function of the target, or a method of something it holds.
func (o *outliner) handles(st *factgraph.Step) (string, bool) {
	if st.Label == "" || strings.HasPrefix(st.Label, `"/`) || st.Via.Name == "" || o.v.inFocus[st.Via.Pkg] && o.v.g.Func(st.Via) != nil {
		return "", false
	}
	switch st.Kind {
	case factgraph.Call, factgraph.Handler, factgraph.Callback:
	default:
		return "", false
	}
	own := o.v.g.Func(st.Target) != nil || st.Kind == factgraph.Handler || st.On != ""
	name := o.v.stepName(st)
	return name, own && o.s.has(name) && o.s.has(o.via(st))
}

// goesOn reports whether a step belongs to the registration: near it, with the
// same function, and under a label that is new or the last.
func (r *registration) goesOn(via string, st *factgraph.Step) bool {
	i := slices.Index(r.labels, st.Label)
	return r.via == via && st.At.Line-r.line < 25 && (i < 0 || i == len(r.labels)-1)
}

// registered tells of a registration, labels that run the same together.
func (o *outliner) registered(sec *outlineSection, f *factgraph.Func, r *registration) {
	for len(r.labels) > 0 {
		first := r.runs[r.labels[0]]
		var same, rest []string
		var pos []factgraph.Pos
		for _, l := range r.labels {
			if slices.Equal(r.runs[l].names, first.names) {
				same = append(same, l)
				pos = append(pos, r.runs[l].places()...)
			} else {
				rest = append(rest, l)
			}
		}
		fact := "watch.handler"
		if strings.HasPrefix(same[0], `"`) {
			fact = "watch.named"
		}
		if r.filled {
			fact = "watch.funcs"
		}
		sec.statements = append(sec.statements, say(fact, pos, codes(same...), codes(o.v.name(f.Sym, "")), codes(r.via), codes(first.names...)))
		r.labels = rest
	}
}

// queues are fields that items are taken from and marked done.
func (o *outliner) queues(sec *outlineSection) {
	type queue struct {
		in, out mentions
		methods map[string]bool
	}
	found := map[string]*queue{}
	var order []string
	for _, f := range o.v.order {
		for i := range f.Steps {
			st := &f.Steps[i]
			_, method, ok := strings.Cut(st.Target.Name, ".")
			if !ok || st.On == "" || st.Kind != factgraph.Call && st.Kind != factgraph.Defer || o.v.inFocus[st.Target.Pkg] {
				continue
			}
			on := st.On
			if st.OnField.Name != "" { // two structs may call their queues the same
				on = o.v.name(st.OnField, "")
			}
			q := found[on]
			if q == nil {
				q = &queue{methods: map[string]bool{}}
				found[on] = q
				order = append(order, on)
			}
			q.methods[method] = true
			name := o.v.name(f.Sym, "")
			if !o.s.has(name) {
				continue
			}
			if strings.HasPrefix(method, "Add") {
				q.in.add(name, st)
			} else if method == "Get" {
				q.out.add(name, st)
			}
		}
	}
	for _, on := range order {
		q := found[on]
		if !q.methods["Get"] || !q.methods["Done"] || !o.s.has(on) {
			continue
		}
		if len(q.in.names) > 0 {
			sec.statements = append(sec.statements, say("watch.queue.in", q.in.at, codes(q.in.names...), codes(on)))
		}
		if len(q.out.names) > 0 {
			sec.statements = append(sec.statements, say("watch.queue.out", q.out.at, codes(q.out.names...), codes(on)))
		}
	}
}
