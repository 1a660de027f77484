package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// state tells which fields, channels, variables and constants a function uses.
func (b *body) state() (out []statement) {
	o, f := b.o, b.f
	var reads, writes, sends, receives, closes, values, gates, makes mentions
	made := map[string]factgraph.Pos{}
	for i := range f.Steps {
		st := &f.Steps[i]
		name := o.v.stepName(st)
		if !o.s.has(name) {
			continue
		}
		name = b.bare(name)
		switch st.Kind {
		case factgraph.Read:
			reads.add(name, st)
		case factgraph.Write:
			if made := o.v.name(st.Made, ""); st.Made.Name != "" && o.s.has(made) {
				b.made.add(group{"makes.with", made}, strings.TrimPrefix(st.Target.Name, st.Made.Name+"."), st)
			} else {
				writes.add(name, st)
			}
		case factgraph.Send:
			sends.add(name, st)
		case factgraph.Close:
			closes.add(name, st)
		case factgraph.Receive:
			receives.add(name, st)
		case factgraph.New:
			if made[name] == (factgraph.Pos{}) {
				made[name] = st.At
			}
			if f.Recv != st.Target.Name && o.v.inFocus[st.Target.Pkg] { // of others only with what it is filled with
				makes.add(name, st)
			}
		case factgraph.Const, factgraph.Var:
			values.add(name, st)
		case factgraph.Gate:
			gates.add(name, st)
		}
	}
	for _, k := range b.made.keys {
		b.made.m[k].with(made[k.with])
		makes.without(mentions{names: []string{k.with}})
	}
	reads.without(writes)
	reads.without(b.locks)
	reads.names, reads.at = b.unsaid(reads)
	values.names, values.at = b.unsaid(values)
	if b.who == "self" {
		if !b.mattersAside() {
			return out
		}
		return b.say(out, "gates", gates)
	}
	for _, s := range []struct {
		fact string
		m    mentions
	}{{"locks", b.locks}, {"makes", makes}} {
		out = b.say(out, s.fact, s.m)
	}
	for _, k := range b.made.keys {
		out = b.say(out, k.fact, *b.made.m[k], codes(k.with))
	}
	for _, s := range []struct {
		fact string
		m    mentions
	}{{"writes", writes}, {"reads", reads}, {"sends", sends}, {"receives", receives}, {"closes", closes}, {"uses", values}, {"gates", gates}} {
		out = b.say(out, s.fact, s.m)
	}
	return out
}

// own takes the type off a name if a function is a method of the same.
func (o *outliner) own(f *factgraph.Func, name string) string {
	_, method, isMethod := strings.Cut(f.Name, ".")
	if !isMethod {
		return name
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, strings.TrimSuffix(o.v.name(f.Sym, ""), method)), f.Recv+".")
}

// bare takes the type off a name if it is the function's own: its receiver, or
// what it makes.
func (b *body) bare(name string) string {
	if b.f.Recv != "" {
		return b.o.own(b.f, name)
	}
	for _, r := range b.f.Results {
		if r.Sym.Pkg == b.f.Pkg && r.Sym.Name != "" {
			name = strings.TrimPrefix(name, r.Sym.Name+".")
		}
	}
	return name
}

// unsaid drops fields and variables that a call on them has named.
func (b *body) unsaid(reads mentions) (names []string, at []factgraph.Pos) {
	called := slices.Concat(b.foreign.names, b.perhapsForeign.names, b.inGo.names, b.later.names, b.perhapsLater.names)
	for _, k := range b.handed.keys {
		if strings.HasSuffix(k.fact, elsewhere) {
			called = append(called, b.handed.m[k].names...)
		}
	}
	for i, n := range reads.names {
		said := slices.ContainsFunc(called, func(c string) bool { return strings.HasPrefix(c, n+".") })
		if !said {
			names, at = append(names, n), append(at, reads.at[i])
		}
	}
	return names, at
}
