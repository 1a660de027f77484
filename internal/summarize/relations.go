package summarize

import (
	ev "github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// A reading says what relations a statement carries, in terms of its arguments.
type reading struct {
	// triples relate every term of one argument to every term of another.
	triples []triple
	// literals are arguments that are values, names those that are only names.
	literals, names []int
	// nouns say what the first literals count.
	nouns []string
	// quote is the argument that is what a comment says, with 1 added; of is the
	// relation's subject then.
	quote int
	// weight is how much the statement tells; 0 is 1.
	weight float64
}

// A triple takes its ends from arguments by number. its is the function, type or
// package that the statement stands under, other ends are fixed words.
type triple struct {
	s end
	r string
	o end
}

type end struct {
	arg  int
	its  bool
	word string
}

func arg0() end         { return end{arg: 0} }
func arg1() end         { return end{arg: 1} }
func arg2() end         { return end{arg: 2} }
func arg3() end         { return end{arg: 3} }
func its() end          { return end{its: true} }
func says(w string) end { return end{word: w} }

func one(s end, r string, o end) reading { return reading{triples: []triple{{s, r, o}}} }

func (r reading) and(s end, rel string, o end) reading {
	r.triples = append(r.triples[:len(r.triples):len(r.triples)], triple{s, rel, o})
	return r
}

func (r reading) of(nouns ...string) reading { r.nouns = nouns; return r }
func (r reading) values(i ...int) reading    { r.literals = i; return r }
func (r reading) weighs(w float64) reading   { r.weight = w; return r }
func (r reading) named(i ...int) reading     { r.names = i; return r }
func comments(i int, s end) reading {
	return reading{triples: []triple{{s, ev.Says, says(commentWord)}}, quote: i + 1, weight: 0.7}
}

// commentWord is the object of the relation Says.
const commentWord = "comment"

// readings say what the statements of the outline mean. What is missing here
// can be shown but proves nothing to a model; a test lists what may be.
func readings() map[string]reading {
	is := func(what string) reading { return one(arg1(), ev.Is, says(what)) }
	out := map[string]reading{
		"what.package":      is("package").and(arg1(), ev.In, end{arg: 3}).values(0, 2, 3).of("files"),
		"what.program":      is("program").and(arg1(), ev.In, end{arg: 3}).values(2, 3),
		"what.package.root": is("package").values(0, 2).of("files"),
		"what.program.root": is("program").values(2),
		"what.function":     one(arg0(), ev.Is, says("function")),
		"what.struct":       one(arg0(), ev.Is, says("struct")).and(arg0(), ev.Has, says("fields")).and(arg0(), ev.Has, says("methods")).values(1, 2).of("fields", "methods"),
		"what.interface":    one(arg0(), ev.Is, says("interface")).and(arg0(), ev.Has, says("methods")).values(1).of("methods"),
		"what.type":         one(arg0(), ev.Is, says("type")).and(arg0(), ev.Is, arg1()).values(1),
		"what.below":        {literals: []int{0}},
		"what.beside":       {literals: []int{0}},
		"comment":           comments(0, its()),
		"deprecated":        comments(1, arg0()),
		"called":            one(arg0(), ev.LeadsTo, arg1()),
		"implements":        one(arg1(), ev.Implements, arg0()),

		"start.registers": one(arg0(), ev.Registers, arg1()).and(arg1(), ev.Under, arg2()).weighs(1.3),
		"start.calls":     one(arg0(), ev.Calls, arg1()).weighs(1.3),
		"start.lit":       one(arg0(), ev.MayCall, arg1()).weighs(1.3),
		"start.mentions":  one(arg0(), ev.Uses, arg1()),
		"start.blank":     one(arg0(), ev.Imports, its()).values(0),
		"start.makes":     one(arg0(), ev.Makes, arg1()).weighs(1.2),
		"start.exports":   reading{names: []int{0}},

		"brief.functions": reading{names: []int{0}, weight: 0.3},
		"brief.methods":   one(arg1(), ev.Has, arg0()).weighs(0.3),

		"calls.foreign":      one(arg1(), ev.Calls, arg0()).weighs(0.7),
		"calls.foreign.cond": one(arg1(), ev.MayCall, arg0()).weighs(0.6),
		"defers.cond":        one(arg1(), ev.MayCall, arg0()).weighs(0.6),
		"starts.times":       one(arg1(), ev.Starts, arg0()).named(2).weighs(1.3),
		"hands.times":        one(arg1(), ev.Hands, arg0()).and(arg1(), ev.HandsTo, arg2()).and(arg1(), ev.GoCalls, arg2()).named(3).weighs(1.3),
		"calls.via":          one(arg1(), ev.MayCall, arg0()).and(arg1(), ev.HandsTo, arg2()),

		"run.go":         one(arg0(), ev.Starts, its()).weighs(1.2),
		"run.via":        one(arg0(), ev.Hands, its()).and(arg0(), ev.HandsTo, arg1()).weighs(1.2),
		"run.registered": one(arg0(), ev.Registers, its()).and(its(), ev.Under, arg1()).weighs(1.2),
		"run.handler":    one(arg0(), ev.Registers, its()).and(arg0(), ev.RegistersWith, arg1()).and(its(), ev.Under, arg2()).weighs(1.2),

		"hands.guard":    one(arg1(), ev.Hands, arg0()).and(arg1(), ev.HandsTo, arg2()).weighs(1.2),
		"makes.with":     one(arg1(), ev.Makes, arg2()).named(0).weighs(0.6),
		"watch.informer": one(arg1(), ev.Gets, arg0()).named(2).weighs(1.2),
		"watch.kind":     one(arg1(), ev.Hands, arg0()).named(2).weighs(1.3),

		"run.named":       one(arg0(), ev.Hands, its()).and(arg0(), ev.HandsTo, arg1()).named(2).weighs(1.2),
		"watch.informers": one(arg1(), ev.Gets, arg0()).weighs(1.2),
		"watch.handler":   one(arg1(), ev.RegistersWith, arg2()).and(arg1(), ev.Registers, arg3()).and(arg0(), ev.Runs, arg3()).and(arg3(), ev.Under, arg0()).weighs(1.3),
		"watch.funcs":     one(arg0(), ev.Runs, arg3()).and(arg1(), ev.Makes, arg2()).and(arg3(), ev.Under, arg0()).weighs(1.3),
		"run.funcs":       one(arg0(), ev.Makes, arg1()).and(its(), ev.Under, arg2()).weighs(1.2),
		"watch.named":     one(arg1(), ev.Hands, arg3()).and(arg1(), ev.HandsTo, arg2()).named(0).weighs(1.3),
		"watch.queue.in":  one(arg0(), ev.PutsInto, arg1()).weighs(1.3),
		"watch.queue.out": one(arg0(), ev.TakesFrom, arg1()).weighs(1.3),

		"interface.methods": one(arg1(), ev.Requires, arg0()),
		"interface.by":      one(arg0(), ev.Implements, arg1()),
		"embeds":            one(arg1(), ev.Embeds, arg0()),

		"conf.setter": one(arg1(), ev.Sets, arg0()),
		"conf.group":  one(arg1(), ev.Declares, arg0()).values(0),

		"variant.in":       one(arg0(), ev.Built, arg1()).values(0, 1),
		"variant.out":      one(arg0(), ev.Built, arg1()).and(arg0(), ev.Lacks, says("analysed platform")).values(0, 1),
		"variant.declares": one(arg1(), ev.Declares, arg0()),

		"next.typical": one(arg1(), ev.Calls, arg0()).and(arg1(), ev.Uses, arg3()).values(2),
		"next.user":    one(arg1(), ev.Uses, arg0()).values(2).weighs(0.8),
		"next.users":   reading{literals: []int{0}, nouns: []string{"packages"}},
	}
	for fact, rel := range map[string]string{"calls": ev.Calls, "calls.cond": ev.MayCall, "calls.lit": ev.MayCall, "calls.made": ev.MayCall,
		"calls.go": ev.GoCalls, "calls.kept": ev.Calls, "starts.go": ev.Starts, "defers": ev.Defers, "returns": ev.Returns,
		"locks": ev.Locks, "makes": ev.Makes, "writes": ev.Sets, "reads": ev.Reads, "sends": ev.Sends,
		"receives": ev.Receives, "closes": ev.Closes, "uses": ev.Uses, "gates": ev.Asks} {
		out[fact] = one(arg1(), rel, arg0()).weighs(weightOf(rel))
	}
	out["calls.via.foreign"] = out["calls.via"].weighs(0.6)
	for _, fact := range []string{"calls.lit.foreign", "calls.made.foreign"} {
		out[fact] = one(arg1(), ev.MayCall, arg0()).weighs(0.6)
	}
	out["hands"] = one(arg1(), ev.Hands, arg0()).and(arg1(), ev.HandsTo, arg2()).weighs(1.2)
	out["hands.go"] = out["hands"].and(arg1(), ev.GoCalls, arg2())
	out["run.via.go"] = out["run.via"].and(arg0(), ev.GoCalls, arg1())
	out["stores"] = one(arg1(), ev.Keeps, arg0()).and(arg0(), ev.KeptIn, arg2())
	return out
}

func weightOf(relation string) float64 {
	switch relation {
	case ev.Starts, ev.GoCalls, ev.Asks:
		return 1.3
	case ev.Sends, ev.Receives, ev.Closes:
		return 0.9
	case ev.Sets, ev.Makes, ev.Locks:
		return 0.6
	case ev.Reads, ev.Uses:
		return 0.45
	}
	return 1
}
