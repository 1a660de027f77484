package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A body is what a function does, sorted by how.
type body struct {
	o    *outliner
	f    *factgraph.Func
	self arg
	who  string

	always, sometimes, later, perhapsLater, inGo, foreign, perhapsForeign, kept, locks mentions

	started, handed, made groups
}

// elsewhere ends facts about what is called in other packages.
const elsewhere = ".foreign"

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
	switch strings.TrimSuffix(k.fact, elsewhere) {
	case "calls.lit":
		g.m[k].with(st.InAt)
	case "calls.via", "hands", "hands.go", "hands.times", "hands.guard":
		g.m[k].with(st.ViaAt)
	}
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
		own := o.v.inFocus[st.Target.Pkg] || o.v.g.Func(st.Target) != nil || st.Target.Pkg == b.f.Pkg && !o.v.passing(b.f)
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
				switch {
				case b.who == "self" && (!b.mattersAside() || b.passed(name)):
				case st.Cond:
					b.perhapsForeign.add(name, st)
				case st.Via.Name != "" && b.who == "it" && o.s.has(o.via(st)):
					b.handed.add(group{"calls.via" + elsewhere, o.via(st)}, name, st)
				case st.Lit && st.Via.Name == "" && b.who == "it":
					b.handed.add(group{"calls.lit" + elsewhere, st.In}, name, st)
				default:
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
			if st.Cond {
				b.perhapsLater.add(name, st)
			} else {
				b.later.add(name, st)
			}
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
	told := b.toldElsewhere()
	b.foreign.without(told)
	b.perhapsForeign.without(told)
	b.perhapsForeign.without(b.foreign)
	b.perhapsLater.without(b.later)
	for _, k := range b.handed.keys {
		if strings.HasSuffix(k.fact, elsewhere) {
			b.handed.m[k].without(told)
			b.handed.m[k].without(b.foreign)
			b.perhapsForeign.without(*b.handed.m[k])
		}
	}
	for _, k := range b.handed.keys {
		// What callbacks are handed to need not be named twice.
		for _, m := range []*mentions{&b.inGo, &b.foreign, &b.perhapsForeign} {
			m.without(mentions{names: []string{k.with}})
		}
		for _, g := range b.started.keys {
			b.started.m[g].without(mentions{names: []string{k.with}})
		}
		for _, g := range b.handed.keys {
			if strings.HasSuffix(g.fact, elsewhere) {
				b.handed.m[g].without(mentions{names: []string{k.with}})
			}
		}
	}
}

// toldElsewhere are calls that need no word of their own: what handlers are
// registered with, and what is only on the way to a further call.
func (b *body) toldElsewhere() (out mentions) {
	o := b.o
	for i := range b.f.Steps {
		st := &b.f.Steps[i]
		if _, ok := o.handles(st); ok {
			out.add(o.via(st), st)
		}
		for _, n := range []string{o.v.stepName(st), st.On, st.ViaOn} {
			for j, r := range n {
				if r == '(' {
					out.add(n[:j], st)
				}
			}
		}
		if st.Kind == factgraph.Informer {
			out.add(strings.TrimSuffix(st.Value, "()"), st)
		}
	}
	return out
}

// mattersAside reports whether what a function outside of the target does
// besides is part of the story: if it does little else.
func (b *body) mattersAside() bool {
	return b.o.v.target.Kind == "package" && !b.o.v.passing(b.f)
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
	case st.Guard:
		b.handed.add(group{"hands.guard", o.via(st)}, name, st)
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

// most is how many names a sentence about the function lists: more if it is long,
// if there is room, and of functions that are told of as well.
func (b *body) most(fact string) int {
	n := min(maxNames+(b.f.Last-b.f.At.Line)/40, maxNames+6) + b.o.room
	if fact == "calls" || fact == "calls.lit" {
		n = max(n, 2*maxNames)
	}
	return n
}

// say words mentions as a fact, if there are any.
func (b *body) say(out []statement, fact string, m mentions, more ...arg) []statement {
	if m = m.best(b.o, b.most(fact)).cited(); len(m.names) == 0 {
		return out
	}
	if b.who == "it" && b.f.Recv != "" { // its own type goes without saying
		names := make([]string, len(m.names))
		for i, n := range m.names {
			names[i] = b.o.own(b.f, n)
		}
		m.names = names
	}
	if b.who == "self" {
		fact += ".self"
	}
	return append(out, say(fact, m.places(), append([]arg{codes(m.names...), b.self}, more...)...))
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
		if call, ok := strings.CutPrefix(fact, "calls.lit"); ok && k.with == "" {
			fact = "calls.made" + call
		}
		out = b.say(out, fact, m, codes(k.with), times)
	}
	out = b.say(out, "calls.go", b.inGo)
	out = b.say(out, "calls.kept", b.kept)
	out = b.say(out, "calls.foreign", b.foreign)
	out = b.say(out, "calls.foreign.cond", b.perhapsForeign)
	slices.SortStableFunc(out, func(x, y statement) int { return b.line(x) - b.line(y) })
	out = b.say(out, "defers", b.later)
	return b.say(out, "defers.cond", b.perhapsLater)
}

// line is the first line of the function that a statement cites.
func (b *body) line(s statement) int {
	first := b.f.Last
	for _, p := range s.at {
		if p.Path == b.f.At.Path && p.Line >= b.f.At.Line {
			first = min(first, p.Line)
		}
	}
	return first
}
