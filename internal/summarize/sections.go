package summarize

import (
	"cmp"
	"path"
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
		o.handlers(&sec, f)
	}
	o.queues(&sec)
	return sec
}

// informers are parameters whose type is called one.
func (o *outliner) informers(sec *outlineSection, f *factgraph.Func) {
	var names []string
	for _, p := range f.Params {
		if strings.HasSuffix(p.Sym.Name, "Informer") && o.s.has(p.Name) {
			names = append(names, p.Name)
		}
	}
	if len(names) > 0 {
		sec.statements = append(sec.statements, say("watch.informers", at(f.At), codes(names...), codes(o.v.name(f.Sym, ""))))
	}
}

// A registration is a set of handlers given to one function at one place.
type registration struct {
	via    string
	line   int
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
			r = &registration{via: via, runs: map[string]*mentions{}}
			list = append(list, r)
		}
		r.line = st.At.Line
		if r.runs[st.Label] == nil {
			r.runs[st.Label] = &mentions{}
			r.labels = append(r.labels, st.Label)
		}
		r.runs[st.Label].add(name, st)
	}
	for _, r := range list {
		o.registered(sec, f, r)
	}
}

// handles reports whether a step is what a handler does, and names it: a
// function of the target, or a method of something it holds.
func (o *outliner) handles(st *factgraph.Step) (string, bool) {
	if st.Label == "" || st.Via.Name == "" || o.v.inFocus[st.Via.Pkg] && o.v.g.Func(st.Via) != nil {
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
				pos = append(pos, r.runs[l].at...)
			} else {
				rest = append(rest, l)
			}
		}
		sec.statements = append(sec.statements, say("watch.handler", pos, codes(same...), codes(o.v.name(f.Sym, "")), codes(r.via), codes(first.names...)))
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
				on = st.OnField.Name
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

// interfaces tells what interfaces demand and who satisfies them.
func (o *outliner) interfaces() outlineSection {
	sec := outlineSection{id: "interfaces"}
	central := o.central()
	for _, t := range o.typesByRank() {
		name := o.v.name(t.Sym, "")
		if !o.s.has(name) {
			continue
		}
		self := codes(name)
		if t.Form == "interface" {
			var m mentions
			for _, x := range t.Methods {
				if o.s.has(t.Name + "." + x.Name) {
					m.names, m.at = append(m.names, x.Name), append(m.at, x.At)
				}
			}
			if len(m.names) > 12 {
				m.names, m.at = m.names[:12], m.at[:12]
			}
			if len(m.names) > 0 {
				sec.statements = append(sec.statements, say("interface.methods", m.at, codes(m.names...), self))
			}
			if impl := o.interfaceNames(t.Implementers); len(impl) > 0 {
				sec.statements = append(sec.statements, say("interface.by", append(at(t.At), o.declared(t.Implementers)...), impl, self))
			}
		} else if impl := o.interfaceNames(t.Implements); len(impl) > 0 && t != central {
			foreign := slices.DeleteFunc(impl, func(x term) bool { return o.ownInterface(x.text) })
			if len(foreign) > 0 {
				sec.statements = append(sec.statements, say("implements", at(t.At), foreign, self))
			}
		}
		var embeds mentions
		for _, e := range t.Embeds {
			if n := o.v.name(e.Sym, ""); e.Sym.Name != "" && o.s.has(n) {
				embeds.names, embeds.at = append(embeds.names, n), append(embeds.at, e.At)
			}
		}
		if len(embeds.names) > 0 {
			sec.statements = append(sec.statements, say("embeds", embeds.at, codes(embeds.names...), self))
		}
		if t.Deprecated != "" {
			sec.statements = append(sec.statements, say("deprecated", at(t.At), self, quoted(clip(t.Deprecated, 160))))
		}
	}
	return sec
}

// declared is where types of the target that are spoken of are declared.
func (o *outliner) declared(syms []factgraph.Sym) (out []factgraph.Pos) {
	for _, s := range syms {
		if t := o.v.g.Type(s); t != nil && o.s.has(o.v.name(s, "")) {
			out = append(out, t.At)
		}
	}
	return out
}

func (o *outliner) ownInterface(name string) bool {
	for _, t := range o.v.g.Types {
		if t.Form == "interface" && o.v.name(t.Sym, "") == name {
			return true
		}
	}
	return false
}

// configures lists flags, defaults, gates and constants.
func (o *outliner) configures() outlineSection {
	sec := outlineSection{id: "configures"}
	sec.statements, sec.tables = o.conf.layOut(o)
	if t := o.constants(); len(t.rows) > 0 {
		sec.tables = append(sec.tables, t)
	}
	return sec
}

func (o *outliner) constants() outlineTable {
	t := outlineTable{head: []string{"head.name", "head.value", "head.comment"}}
	var pos []factgraph.Pos
	for _, c := range o.v.g.Values {
		name := o.v.name(c.Sym, "")
		if !o.s.has(name) || !c.Const && c.Doc == "" {
			continue
		}
		value := texts(c.Value)
		if !c.Const {
			value = arg{{kind: word, text: "variable"}}
		}
		t.rows = append(t.rows, outlineRow{[]arg{codes(name), value, texts(clip(c.Doc, 140))}, c.At})
		pos = append(pos, c.At)
	}
	if len(pos) > 0 {
		t.caption = say("conf.values", pos[:1], count(len(t.rows)))
	}
	return t.narrow()
}

// variants lists files that only some platforms take.
func (o *outliner) variants() outlineSection {
	sec := outlineSection{id: "variants"}
	for _, p := range o.v.g.Packages {
		for _, v := range p.Variants {
			fact := "variant.out"
			if v.Active {
				fact = "variant.in"
			}
			constraint := arg{{kind: word, text: "variant.name"}}
			if v.Constraint != "" {
				constraint = texts(v.Constraint)
			}
			sec.statements = append(sec.statements, say(fact, at(v.At), texts(path.Base(v.File)), constraint))
			var m mentions
			for _, d := range v.Declares {
				if o.s.has(d.Name) {
					m.names, m.at = append(m.names, d.Name), append(m.at, d.At)
				}
			}
			if len(m.names) > maxNames {
				m.names, m.at = m.names[:maxNames], m.at[:maxNames]
			}
			if len(m.names) > 0 && !v.Active {
				sec.statements = append(sec.statements, say("variant.declares", m.at, codes(m.names...), texts(path.Base(v.File))))
			}
		}
	}
	return sec
}

// next tells where to read on.
func (o *outliner) next() outlineSection {
	sec := outlineSection{id: "next"}
	o.typical(&sec)
	const most = 5
	for i, u := range o.start.users {
		if i == most {
			break
		}
		var m mentions
		for _, r := range u.Refs {
			if r.Pkg == o.v.root && o.s.has(r.Name) && !slices.Contains(m.names, r.Name) {
				m.names = append(m.names, r.Name)
				m.at = append(m.at, factgraph.Pos{Path: u.Path, Line: r.Line})
			}
		}
		if len(m.names) == 0 || u.Name == "_" {
			continue
		}
		if len(m.names) > 4 {
			m.names, m.at = m.names[:4], m.at[:4]
		}
		sec.statements = append(sec.statements, say("next.user", append(at(factgraph.Pos{Path: u.Path, Line: u.Line}), m.at...), codes(m.names...), texts(u.Name), texts(u.Pkg.ImportPath)))
	}
	if n := o.start.packages; n > most {
		u := o.start.users[0]
		sec.statements = append(sec.statements, say("next.users", at(factgraph.Pos{Path: u.Path, Line: u.Line}), count(n)))
	}
	return sec
}

// maxFlow is how many functions the diagram shows.
const maxFlow = 24

// flow is the part of the call graph that a diagram can show.
func (o *outliner) flow() Flow {
	var fl Flow
	var nodes []*factgraph.Func
	for _, f := range o.v.order {
		if o.v.dist[f] < 6*step && o.s.has(o.v.name(f.Sym, "")) {
			nodes = append(nodes, f)
		}
	}
	if len(nodes) > maxFlow {
		best := slices.Clone(nodes)
		slices.SortStableFunc(best, func(a, b *factgraph.Func) int { return cmp.Compare(o.v.weight(b), o.v.weight(a)) })
		best = best[:maxFlow]
		nodes = slices.DeleteFunc(nodes, func(f *factgraph.Func) bool { return !slices.Contains(best, f) && !o.isEntry(f) })
	}
	index := map[*factgraph.Func]int{}
	for _, f := range nodes {
		index[f] = len(fl.Nodes)
		fl.Nodes = append(fl.Nodes, FlowNode{o.v.name(f.Sym, ""), f.At})
	}
	seen := map[FlowEdge]bool{}
	linked := map[int]bool{}
	for _, f := range o.v.order {
		from, ok := index[f]
		if !ok {
			continue
		}
		for i := range f.Steps {
			st := &f.Steps[i]
			for _, g := range o.v.leads(*st) {
				to, ok := index[g]
				if !ok || to == from {
					continue
				}
				e := FlowEdge{from, to, flowKind(st)}
				if !seen[FlowEdge{from, to, ""}] {
					seen[FlowEdge{from, to, ""}] = true
					linked[from], linked[to] = true, true
					fl.Edges = append(fl.Edges, e)
				}
			}
		}
	}
	return fl.only(linked)
}

func flowKind(st *factgraph.Step) string {
	switch {
	case st.Kind == factgraph.Go || st.Go:
		return "go"
	case st.Kind == factgraph.Handler || st.Label != "":
		return "handler"
	case st.Kind == factgraph.Callback || st.Kind == factgraph.Store:
		return "callback"
	}
	return "call"
}

// only drops nodes that no edge touches.
func (fl Flow) only(keep map[int]bool) Flow {
	var out Flow
	moved := map[int]int{}
	for i, n := range fl.Nodes {
		if keep[i] {
			moved[i] = len(out.Nodes)
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, e := range fl.Edges {
		out.Edges = append(out.Edges, FlowEdge{moved[e.From], moved[e.To], e.Kind})
	}
	return out
}
