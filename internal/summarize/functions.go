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
	if len(o.start.way) > 0 || o.v.target.Kind == "program" {
		return list
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

// briefly names the functions of which nothing more is to be said, by type.
func (o *outliner) briefly(list []*factgraph.Func) (out []statement) {
	var recvs []factgraph.Sym
	byRecv := map[factgraph.Sym]*mentions{}
	for _, f := range list {
		k := factgraph.Sym{Pkg: f.Pkg, Name: f.Recv}
		if byRecv[k] == nil {
			byRecv[k] = &mentions{}
			recvs = append(recvs, k)
		}
		name := o.v.name(f.Sym, "")
		byRecv[k].names = append(byRecv[k].names, strings.TrimPrefix(name, f.Recv+"."))
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
		out = append(out, say("comment", at(f.At), quoted(clip(f.Doc, 240))))
	}
	if f.Deprecated != "" {
		out = append(out, say("deprecated", at(f.At), b.self, quoted(clip(f.Deprecated, 160))))
	}
	if who == "it" {
		out = append(out, o.runBy(f)...)
	}
	b.sort()
	out = append(out, b.calls()...)
	return append(out, b.state()...)
}

// A body is what a function does, sorted by how.
type body struct {
	o    *outliner
	f    *factgraph.Func
	self arg
	who  string

	always, sometimes, later, inGo, foreign, kept, locks mentions

	started, handed groups
}

// groups are mentions under headings, in the order of the first.
type groups struct {
	keys []group
	m    map[group]*mentions
}

type group struct {
	fact, with string
}

func (g *groups) add(k group, name string, st *factgraph.Step) {
	if g.m == nil {
		g.m = map[group]*mentions{}
	}
	if g.m[k] == nil {
		g.m[k] = &mentions{}
		g.keys = append(g.keys, k)
	}
	g.m[k].add(name, st)
}

// sort puts the steps where they will be spoken of.
func (b *body) sort() {
	o := b.o
	for i := range b.f.Steps {
		st := &b.f.Steps[i]
		if isLock(st) {
			if st.Kind == factgraph.Call {
				b.locks.add(lockName(st), st)
			}
			continue
		}
		name := o.v.stepName(st)
		if !o.s.has(name) || name == o.v.name(b.f.Sym, "") {
			continue
		}
		own := o.v.inFocus[st.Target.Pkg] || o.v.g.Func(st.Target) != nil
		switch st.Kind {
		case factgraph.Call:
			switch {
			case st.Label != "" && st.Via.Name != "":
				// told where handlers are
			case st.FromField:
				b.kept.add(name, st)
			case st.Go:
				b.inGo.add(name, st)
			case !own:
				if b.who != "self" || b.mattersAside() && !b.passed(name) {
					b.foreign.add(name, st)
				}
			case st.Via.Name != "" && o.s.has(o.via(st)) && o.v.g.Func(st.Via) == nil:
				b.handed.add(group{"calls.via", o.via(st)}, name, st)
			case st.Lit && st.Via.Name == "":
				b.handed.add(group{"calls.lit", st.In}, name, st)
			case st.Cond:
				b.sometimes.add(name, st)
			default:
				b.always.add(name, st)
			}
		case factgraph.Defer:
			b.later.add(name, st)
		case factgraph.Go:
			if st.Times != "" {
				b.started.add(group{"starts.times", st.Times}, name, st)
			} else {
				b.started.add(group{"starts.go", ""}, name, st)
			}
		case factgraph.Return:
			if own {
				b.handed.add(group{"returns", ""}, name, st)
			}
		case factgraph.Callback, factgraph.Store:
			b.hand(name, st)
		}
	}
	b.sometimes.without(b.always)
	for _, k := range b.handed.keys {
		// What callbacks are handed to need not be named twice.
		for _, m := range []*mentions{&b.inGo, &b.foreign} {
			m.without(mentions{names: []string{k.with}})
		}
		for _, g := range b.started.keys {
			b.started.m[g].without(mentions{names: []string{k.with}})
		}
	}
}

// mattersAside reports whether what a function outside of the target does
// besides is part of the story: if it does little else.
func (b *body) mattersAside() bool {
	return b.o.v.target.Kind == "package" && b.f.Last-b.f.At.Line <= 40
}

// passed reports whether a call is part of what the function passes on, which a
// table shows.
func (b *body) passed(name string) bool {
	for i := range b.f.Steps {
		for _, a := range b.f.Steps[i].Args {
			if strings.Contains(a.Text, name) {
				return true
			}
		}
	}
	return false
}

// hand notes a function that is handed to another or kept in a field.
func (b *body) hand(name string, st *factgraph.Step) {
	o := b.o
	switch {
	case st.Kind == factgraph.Store && st.Label != "":
		if o.s.has(st.Label) && (b.who != "self" || b.mattersAside()) {
			b.handed.add(group{"stores", b.bare(st.Label)}, name, st)
		}
	case st.Via.Name == "" || o.v.g.Func(st.Target) == nil && !st.FromField || !o.s.has(o.via(st)):
	case st.Times != "" && st.Go:
		b.handed.add(group{"hands.times", o.via(st)}, name, st)
	case st.Go:
		b.handed.add(group{"hands.go", o.via(st)}, name, st)
	default:
		b.handed.add(group{"hands", o.via(st)}, name, st)
	}
}

func isLock(st *factgraph.Step) bool {
	if !st.Std || st.Target.Pkg != "sync" {
		return false
	}
	switch st.Target.Name {
	case "Mutex.Lock", "Mutex.Unlock", "RWMutex.Lock", "RWMutex.Unlock", "RWMutex.RLock", "RWMutex.RUnlock", "Locker.Lock", "Locker.Unlock":
		return true
	}
	return false
}

// lockName is the field that is a lock, or the type of one that is embedded.
func lockName(st *factgraph.Step) string {
	if st.On == "" {
		name, _, _ := strings.Cut(st.Target.Name, ".")
		return name
	}
	return st.On[strings.LastIndexByte(st.On, '.')+1:]
}

// say words mentions as a fact, if there are any.
func (b *body) say(out []statement, fact string, m mentions, more ...arg) []statement {
	if m = m.best(b.o); len(m.names) == 0 {
		return out
	}
	if b.who == "it" && b.f.Recv != "" { // its own type goes without saying
		names := make([]string, len(m.names))
		for i, n := range m.names {
			names[i] = strings.TrimPrefix(n, b.f.Recv+".")
		}
		m.names = names
	}
	if b.who == "self" {
		fact += ".self"
	}
	return append(out, say(fact, m.at, append([]arg{codes(m.names...), b.self}, more...)...))
}

func (b *body) calls() (out []statement) {
	out = b.say(out, "calls", b.always)
	out = b.say(out, "calls.cond", b.sometimes)
	for _, k := range b.started.keys {
		out = b.say(out, k.fact, *b.started.m[k], codes(k.with))
	}
	for _, k := range b.handed.keys {
		m := *b.handed.m[k]
		times := arg{}
		for i := range b.f.Steps {
			if st := &b.f.Steps[i]; st.Times != "" && k.fact == "hands.times" {
				times = codes(st.Times)
			}
		}
		fact := k.fact
		if fact == "calls.lit" && k.with == "" {
			fact = "calls.made"
		}
		out = b.say(out, fact, m, codes(k.with), times)
	}
	out = b.say(out, "calls.go", b.inGo)
	out = b.say(out, "calls.kept", b.kept)
	out = b.say(out, "calls.foreign", b.foreign)
	return b.say(out, "defers", b.later)
}

// state tells which fields, channels, variables and constants a function uses.
func (b *body) state() (out []statement) {
	o, f := b.o, b.f
	var reads, writes, sends, receives, closes, values, gates, makes mentions
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
			writes.add(name, st)
		case factgraph.Send:
			sends.add(name, st)
		case factgraph.Close:
			closes.add(name, st)
		case factgraph.Receive:
			receives.add(name, st)
		case factgraph.New:
			if f.Recv != st.Target.Name {
				makes.add(name, st)
			}
		case factgraph.Const, factgraph.Var:
			values.add(name, st)
		case factgraph.Gate:
			gates.add(name, st)
		}
	}
	reads.without(writes)
	reads.without(b.locks)
	reads.names, reads.at = b.unsaid(reads)
	if b.who == "self" {
		return b.say(out, "gates", gates)
	}
	for _, s := range []struct {
		fact string
		m    mentions
	}{{"locks", b.locks}, {"makes", makes}, {"writes", writes}, {"reads", reads}, {"sends", sends}, {"receives", receives}, {"closes", closes}, {"uses", values}, {"gates", gates}} {
		out = b.say(out, s.fact, s.m)
	}
	return out
}

// bare takes the type off a name if it is the function's own: its receiver, or
// what it makes.
func (b *body) bare(name string) string {
	if b.f.Recv != "" {
		return strings.TrimPrefix(name, b.f.Recv+".")
	}
	for _, r := range b.f.Results {
		if r.Sym.Pkg == b.f.Pkg && r.Sym.Name != "" {
			name = strings.TrimPrefix(name, r.Sym.Name+".")
		}
	}
	return name
}

// unsaid drops fields that a call on them has named.
func (b *body) unsaid(reads mentions) (names []string, at []factgraph.Pos) {
	for i, n := range reads.names {
		said := slices.ContainsFunc(slices.Concat(b.foreign.names, b.inGo.names, b.later.names), func(c string) bool { return strings.HasPrefix(c, n+".") })
		if !said {
			names, at = append(names, n), append(at, reads.at[i])
		}
	}
	return names, at
}

// mentions is a list of names with their places, each name once.
type mentions struct {
	names []string
	at    []factgraph.Pos
}

func (m *mentions) add(name string, st *factgraph.Step) {
	if !slices.Contains(m.names, name) {
		m.names = append(m.names, name)
		m.at = append(m.at, st.At)
	}
}

func (m *mentions) without(other mentions) {
	var kept mentions
	for i, n := range m.names {
		if !slices.Contains(other.names, n) {
			kept.names, kept.at = append(kept.names, n), append(kept.at, m.at[i])
		}
	}
	*m = kept
}

// best keeps the names ranked highest, in their order.
func (m mentions) best(o *outliner) mentions {
	if len(m.names) <= maxNames {
		return m
	}
	order := make([]int, len(m.names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(o.s.score[m.names[b]], o.s.score[m.names[a]]) })
	order = order[:maxNames]
	slices.Sort(order)
	var out mentions
	for _, i := range order {
		out.names, out.at = append(out.names, m.names[i]), append(out.at, m.at[i])
	}
	return out
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
				return append(out, say("run.via.go", at(st.At), codes(from), codes(o.via(st))))
			case st.Kind == factgraph.Callback && st.Via.Name != "":
				return append(out, say("run.via", at(st.At), codes(from), codes(o.via(st))))
			case st.Kind == factgraph.Handler && st.Via.Name == "":
				return append(out, say("run.registered", at(st.At), codes(from), codes(st.Label)))
			case st.Kind == factgraph.Handler:
				return append(out, say("run.handler", at(st.At), codes(from), codes(o.via(st)), codes(st.Label)))
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
