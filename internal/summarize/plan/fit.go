package plan

import (
	"slices"
	"strconv"
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// fit decides what is told of each part: the items, with what each needs, that
// tell most in the fewest words, until the room is spent.
func (p *planner) fit(doc *Document) {
	p.settle(doc)
	parts := doc.Parts()
	level := 2
	if p.Words == 0 {
		level = 3
	}
	for _, part := range parts {
		part.Level = level
		p.tell(part)
	}
	number(doc)
	if p.Words == 0 {
		return
	}
	var offers []*offers
	for i, j := range doc.Journeys {
		late := 1 - 0.5*float64(i)/float64(len(doc.Journeys))
		for _, part := range j.Parts {
			offers = append(offers, p.offer(part, late/(1+0.25*float64(part.Depth))*p.share(part, j)))
		}
	}
	for _, part := range doc.Startup {
		offers = append(offers, p.offer(part, 0.5))
	}
	p.choose(offers)
	for _, o := range offers {
		if o.sel.Empty() {
			o.part.Level, o.part.Items = 0, nil
			continue
		}
		o.part.Omitted = o.sel.Omitted()
		o.part.Items = o.sel.Items()
	}
}

// offers are the items of a part that may be told, with what each takes.
type offers struct {
	part  *Part
	sel   *Selection
	share float64
	words map[string]int
	// best is the item that tells most in the fewest words, at this density, and
	// takes so many; "" if none is left.
	best    string
	density float64
	takes   int
	// spent are the words of what is told.
	spent int
}

// enough is how many words of a part halve what the rest of it counts.
const enough = 160.0

func (p *planner) offer(part *Part, share float64) *offers {
	o := &offers{part: part, sel: NewSelection(part), share: share, words: map[string]int{}}
	for _, id := range o.sel.order {
		o.words[id] = p.Count(o.sel.items[id])
	}
	o.find()
	return o
}

// find looks for the best item that is left.
func (o *offers) find() {
	o.best = ""
	for _, id := range o.sel.order {
		if o.sel.told[id] {
			continue
		}
		words, worth := 0, 0.0
		for _, n := range o.sel.Needs(id) {
			words += o.words[n]
			worth += worthOf(o.sel.items[n])
		}
		if o.sel.Empty() {
			words += headingWords
		}
		// The more is told of a part already, the less the rest of it counts: readers
		// want to hear of everything once.
		d := worth * o.share / float64(max(words, 1)) / (1 + float64(o.spent)/enough)
		if o.best == "" || d > o.density {
			o.best, o.density, o.takes = id, d, words
		}
	}
}

// headingWords is what the heading of a part takes, with its comment, on average.
const headingWords = 9

// choose takes the best of all offers again and again. What does not fit any more
// ends the part.
func (p *planner) choose(all []*offers) {
	room := p.Words
	for {
		var best *offers
		for _, o := range all {
			if o.best != "" && (best == nil || o.density > best.density) {
				best = o
			}
		}
		if best == nil {
			return
		}
		if best.takes > room {
			best.best = ""
			continue
		}
		room -= best.takes
		best.spent += best.takes
		best.sel.Take(best.best)
		best.find()
	}
}

// share is how much a part counts: the functions that a journey starts with and
// those that lead to many changes outside of the process count most.
func (p *planner) share(part *Part, j *Journey) float64 {
	f := part.Func
	if f == nil {
		return 1.5
	}
	share := 1 + 0.2*float64(min(len(p.reach(f.Sym)), 8))
	switch {
	case routine(f) || f.Deprecated != "":
		return 0.05
	case j.Triggers[0].Kind == Call && f.Recv == "" && makesOwn(f):
		share *= 0.4
	case !p.j.works[f.Sym]:
		share *= 0.8 // it decides at most
	}
	if part.Depth == 0 && j.Triggers[0].Kind != Call {
		share *= 1.5
	}
	if f.Pkg != p.Root {
		share *= 0.8
	}
	return share
}

// makesOwn reports whether a function is a constructor of a type of its package.
func makesOwn(f *fg.Func) bool {
	for _, r := range f.Results {
		if r.Sym.Pkg == f.Pkg {
			return true
		}
	}
	return false
}

// reach is the set of changes outside of the process that a function leads to.
func (p *planner) reach(s fg.Sym) map[string]bool {
	if got, ok := p.reached[s]; ok {
		return got
	}
	out := map[string]bool{}
	p.reached[s] = out // what calls itself adds nothing by that
	f := p.g.Func(s)
	if f == nil {
		return out
	}
	fg.InspectActs(f.Body, func(a *fg.Act) {
		for _, e := range append([]*fg.Effect{a.Effect}, a.Also...) {
			if e != nil && !e.Reads {
				out[e.Class+e.Verb+e.Kind+e.Sub+e.Reason] = true
			}
		}
		if queued(a) {
			out["queue "+a.Field.Name] = true
		}
		for _, t := range append(p.j.targets(a), handedOf(a)...) {
			for k := range p.reach(t) {
				out[k] = true
			}
		}
	})
	return out
}

func handedOf(a *fg.Act) (out []fg.Sym) {
	for _, h := range a.Funcs {
		out = append(out, h.Target)
	}
	return out
}

// routine reports whether a method is one that every such type has, for sorting
// and printing.
func routine(f *fg.Func) bool {
	switch lastOf(f.Name) {
	case "String", "Len", "Less", "Swap", "Error", "Type", "MarshalJSON", "UnmarshalJSON", "DeepCopy", "DeepCopyInto", "DeepCopyObject":
		return f.Recv != ""
	}
	return false
}

// guard reports whether all that an item says is that under a condition nothing
// more happens.
func guard(it *Item) bool {
	return it.Kind == When && it.Note == nil && len(it.Items) == 1 && it.Items[0].Kind == Leaves && it.Items[0].Note == nil &&
		it.Items[0].Exit.Error != "new" && len(it.Items[0].Exit.Results) <= 1
}

// worthOf is how much an item tells by itself: effects most, then conditions,
// failures, numbers and what comments explain.
func worthOf(it *Item) float64 {
	if guard(it) {
		return 0.4 // it counts by what it keeps from happening
	}
	worth := 0.5
	if it.Cond != nil {
		worth += 2
	}
	if it.Note != nil {
		worth += 2
	}
	if it.Exit != nil {
		worth++
		if it.Exit.Error == "new" {
			worth++
		}
		if strings.ContainsAny(strings.Join(it.Exit.Results, " "), "123456789") { // numbers are decisions
			worth += 2
		}
	}
	for i, a := range it.Acts {
		switch {
		case a.Effect != nil && !a.Effect.Reads:
			worth += 5
		case a.Verb == fg.Starts, queued(a), a.Verb == fg.Sends:
			worth += 3
		case a.Verb == fg.Calls && !a.Operand && len(a.Results) == 0:
			worth += 2
		default:
			worth++
		}
		if it.Fates[i] != Returned && it.Fates[i] != Unasked {
			worth += 2
		}
		worth += float64(len(a.Values))
	}
	return worth
}

// settle takes out the parts of small functions that are told where they are
// called.
func (p *planner) settle(doc *Document) {
	called := map[fg.Sym]int{} // by acts, where a function can be told
	p.inline = map[fg.Sym]bool{}
	for _, part := range doc.Parts() {
		fg.Inspect(part.body, func(n *fg.Node) bool {
			if n.Kind == fg.Do && n.Act.Verb != fg.Starts {
				for _, s := range p.j.targets(n.Act) {
					called[s]++
				}
			}
			return true
		})
	}
	t := &teller{j: p.j, told: map[fg.Sym]bool{}, triggers: p.lits, level: 2, depth: maxDepth}
	small := func(part *Part) bool {
		if part.Func == nil || part.Depth == 0 || called[part.Func.Sym] == 0 || called[part.Func.Sym] > 2 {
			return false
		}
		return size(t.body(part.body, nil)) <= maxInside
	}
	remove := func(list []*Part) []*Part {
		return slices.DeleteFunc(list, func(part *Part) bool {
			if !small(part) {
				return false
			}
			p.inline[part.Func.Sym] = true
			return true
		})
	}
	for _, j := range doc.Journeys {
		j.Parts = remove(j.Parts)
	}
	doc.Startup = remove(doc.Startup)
}

// tell makes the items of a part.
func (p *planner) tell(part *Part) {
	var frame *Item // that says on which event the part runs
	if len(part.Items) > 0 && part.Func == nil && part.Items[0].Kind == Runs {
		frame = part.Items[0]
	}
	part.Items = nil
	if part.Level > 0 {
		t := &teller{j: p.j, told: map[fg.Sym]bool{}, inline: p.inline, triggers: p.lits, level: part.Level}
		part.Items = t.body(part.body, nil)
	}
	if frame != nil {
		frame.Items = part.Items
		part.Items = []*Item{frame}
	}
}

// number gives items their ids.
func number(doc *Document) {
	n := 0
	for i, part := range doc.Parts() {
		part.ID = "P" + strconv.Itoa(i+1)
		Walk(part.Items, func(it *Item) {
			n++
			it.ID = "E" + strconv.Itoa(n)
		})
	}
}
