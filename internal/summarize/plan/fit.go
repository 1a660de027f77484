package plan

import (
	"slices"
	"strconv"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// fit decides how much of each part is told: from nothing, whatever step tells
// most in the fewest words, until the room is spent.
func (p *planner) fit(doc *Document) {
	p.settle(doc)
	parts := doc.Parts()
	if p.Words == 0 {
		for _, part := range parts {
			part.Level = 3
			p.tell(part)
		}
		return
	}
	offers := p.offers(doc)
	room := p.Words
	for {
		best := -1
		for i, o := range offers {
			if o.part.Level < o.level && o.level-1 <= o.part.Level && o.words <= room && (best < 0 || o.density > offers[best].density) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		o := offers[best]
		o.part.Level = o.level
		room -= o.words
	}
	for _, part := range parts {
		p.tell(part)
	}
}

// An offer is to tell more of a part.
type offer struct {
	part    *Part
	level   int
	words   int // that it takes
	density float64
}

// offers lists what may be told of each part, level by level. A part that brief
// telling leaves nothing of is offered as a whole.
func (p *planner) offers(doc *Document) (out []offer) {
	weigh := func(part *Part, share float64) {
		words, worth := 0, 0.0
		for _, level := range []int{1, 2} {
			part.Level = level
			p.tell(part)
			w, v := p.Count(part), worthOf(part.Items)*share
			if len(part.Items) == 0 {
				w, v = 0, 0
			}
			o := offer{part: part, level: level, words: w - words}
			o.density = (v - worth) / float64(max(o.words, 1))
			if o.words <= 0 {
				o.density = 1 << 20 // nothing to lose
				o.words = max(o.words, 0)
			}
			out = append(out, o)
			words, worth = w, v
		}
		part.Level = 0
	}
	for i, j := range doc.Journeys {
		for _, part := range j.Parts {
			share := (1 - 0.5*float64(i)/float64(len(doc.Journeys))) / (1 + 0.25*float64(part.Depth))
			share *= p.share(part, j)
			weigh(part, share)
		}
	}
	for _, part := range doc.Startup {
		weigh(part, 0.5)
	}
	return out
}

// share is how much a part counts: the functions that a journey starts with and
// those that lead to many changes outside of the process count most.
func (p *planner) share(part *Part, j *Journey) float64 {
	f := part.Func
	if f == nil {
		return 1.5
	}
	share := 1 + 0.25*float64(min(len(p.reach(f.Sym)), 8))
	switch {
	case routine(f) || f.Deprecated != "":
		return 0.05
	case j.Triggers[0].Kind == Call && f.Recv == "" && makesOwn(f):
		share *= 0.4
	case !p.j.works[f.Sym]:
		share *= 0.6 // it decides at most
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

// worthOf is how much items tell: effects most, then conditions, failures,
// numbers and what comments explain.
func worthOf(items []*Item) float64 {
	worth := 0.0
	Walk(items, func(it *Item) {
		if it.Cond != nil {
			worth += 2
		}
		if it.Note != nil {
			worth += 2
		}
		if it.Exit != nil {
			worth++
		}
		for i, a := range it.Acts {
			worth++
			switch {
			case a.Effect != nil && !a.Effect.Reads:
				worth += 4
			case a.Verb == fg.Starts, queued(a), a.Verb == fg.Sends:
				worth += 3
			}
			if it.Fates[i] != Returned && it.Fates[i] != Unasked {
				worth += 2
			}
			worth += float64(len(a.Values))
		}
	})
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
