package summarize

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// maxNames is how many names one sentence lists.
const maxNames = 8

// does tells what each function does, in the order a reader meets them.
func (o *outliner) does() outlineSection {
	sec := outlineSection{id: "does"}
	var brief []*factgraph.Func
	for _, f := range o.told() {
		sts := o.functionStatements(f, "it")
		if len(sts) == 0 {
			brief = append(brief, f)
			continue
		}
		sec.groups = append(sec.groups, outlineGroup{o.v.name(f.Sym, ""), f.At, sts})
	}
	sec.after = o.briefly(brief)
	return sec
}

// maxTold is how many functions have a heading of their own.
const maxTold = 48

// told are the functions that are told of, in reading order: as calls lead to
// them from the start, or, where nothing starts the target, type by type.
func (o *outliner) told() []*factgraph.Func {
	var list []*factgraph.Func
	for _, f := range o.v.order {
		if f.Focus && o.s.has(o.v.name(f.Sym, "")) {
			list = append(list, f)
		}
	}
	if len(list) > maxTold {
		best := slices.Clone(list)
		slices.SortStableFunc(best, func(a, b *factgraph.Func) int { return cmp.Compare(o.v.weight(b), o.v.weight(a)) })
		best = best[:maxTold]
		list = slices.DeleteFunc(list, func(f *factgraph.Func) bool { return !slices.Contains(best, f) })
	}
	if o.v.target.Kind == "program" {
		return list
	}
	if len(o.start.way) > 0 {
		return o.inTurn(list)
	}
	rank := map[factgraph.Sym]int{}
	for _, f := range list {
		k := factgraph.Sym{Pkg: f.Pkg, Name: f.Recv}
		if _, ok := rank[k]; !ok && f.Recv != "" {
			rank[k] = len(rank) + 1
		}
	}
	slices.SortStableFunc(list, func(a, b *factgraph.Func) int {
		return cmp.Compare(rank[factgraph.Sym{Pkg: a.Pkg, Name: a.Recv}], rank[factgraph.Sym{Pkg: b.Pkg, Name: b.Recv}])
	})
	return list
}

// inTurn puts functions in the order in which they run one another, worker by
// worker: behind each what it calls, as deep as that goes.
func (o *outliner) inTurn(list []*factgraph.Func) (out []*factgraph.Func) {
	seen := map[*factgraph.Func]bool{}
	var visit func(f *factgraph.Func)
	visit = func(f *factgraph.Func) {
		if seen[f] {
			return
		}
		seen[f] = true
		if slices.Contains(list, f) {
			out = append(out, f)
		}
		for i := range f.Steps {
			for _, g := range o.v.leads(f.Steps[i]) {
				visit(g)
			}
		}
	}
	for _, f := range o.v.entries {
		visit(f)
	}
	for _, f := range list {
		visit(f)
	}
	return out
}

// briefly names the functions of which nothing more is to be said, by type.
func (o *outliner) briefly(list []*factgraph.Func) (out []statement) {
	var recvs []factgraph.Sym
	byRecv := map[factgraph.Sym]*mentions{}
	for _, f := range list {
		k := factgraph.Sym{Pkg: f.Pkg, Name: f.Recv}
		if f.Recv == "" {
			k = factgraph.Sym{}
		}
		if byRecv[k] == nil {
			byRecv[k] = &mentions{}
			recvs = append(recvs, k)
		}
		name := o.v.name(f.Sym, "")
		byRecv[k].names = append(byRecv[k].names, o.own(f, name))
		byRecv[k].at = append(byRecv[k].at, f.At)
	}
	for _, k := range recvs {
		m := *byRecv[k]
		if len(m.names) > 2*maxNames {
			m.names, m.at = m.names[:2*maxNames], m.at[:2*maxNames]
		}
		if k.Name == "" {
			out = append(out, say("brief.functions", m.at, codes(m.names...)))
		} else {
			out = append(out, say("brief.methods", m.at, codes(m.names...), codes(o.v.name(k, ""))))
		}
	}
	return out
}

// functionStatements say what a function does. who is "it" under a heading of
// its own and "self" where it has to be named.
func (o *outliner) functionStatements(f *factgraph.Func, who string) (out []statement) {
	name := o.v.name(f.Sym, "")
	b := &body{o: o, f: f, self: codes(name), who: who}
	if f.Doc != "" && who == "it" {
		out = append(out, say("comment", at(f.DocAt), quoted(clip(f.Doc, 240))))
	}
	if f.Deprecated != "" {
		out = append(out, say("deprecated", at(f.DeprecatedAt), b.self, quoted(clip(f.Deprecated, 160))))
	}
	if who == "it" {
		out = append(out, o.runBy(f)...)
	}
	b.sort()
	out = append(out, b.calls()...)
	return append(out, b.state()...)
}

// runBy says who starts a function other than by calling it.
func (o *outliner) runBy(f *factgraph.Func) (out []statement) {
	for _, c := range o.v.callers[f.Sym] {
		for i := range c.Steps {
			st := &c.Steps[i]
			from := o.v.name(c.Sym, "")
			if st.Target != f.Sym || !o.s.has(from) {
				continue
			}
			switch {
			case st.Kind == factgraph.Go:
				return append(out, say("run.go", at(st.At), codes(from)))
			case st.Kind == factgraph.Callback && st.Via.Name != "" && st.Go:
				return append(out, say("run.via.go", at(st.ViaAt, st.At), codes(from), codes(o.via(st))))
			case st.Kind == factgraph.Callback && st.Via.Name != "":
				return append(out, say("run.via", at(st.ViaAt, st.At), codes(from), codes(o.via(st))))
			case st.Kind == factgraph.Handler && st.Via.Name == "":
				return append(out, say("run.registered", at(st.At), codes(from), codes(st.Label)))
			case st.Kind == factgraph.Handler:
				fact := "run.handler"
				if strings.HasPrefix(st.Label, `"`) {
					fact = "run.named"
				}
				if st.Filled {
					fact = "run.funcs"
				}
				return append(out, say(fact, at(st.ViaAt, st.At), codes(from), codes(o.via(st)), codes(st.Label)))
			}
		}
	}
	return nil
}

// via is what a walkthrough calls the function that a callback is handed to.
func (o *outliner) via(st *factgraph.Step) string {
	s := factgraph.Step{Target: st.Via, Pkg: st.ViaPkg, On: st.ViaOn}
	return o.v.stepName(&s)
}
