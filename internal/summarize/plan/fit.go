package plan

import (
	"cmp"
	"slices"
	"strconv"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// fit tells as much of each part as there is room for: all of them as far as
// explains, then, from the last and least, what a story cannot do without, then
// nothing but the name.
func (p *planner) fit(doc *Document) {
	p.settle(doc)
	total := 0
	words := map[*Part]int{}
	count := func(part *Part) {
		total -= words[part]
		words[part] = p.Count(part)
		total += words[part]
	}
	for _, part := range doc.Parts() {
		p.tell(part)
		if p.Words > 0 {
			count(part)
		}
	}
	if p.Words == 0 {
		return
	}
	order := p.byWeight(doc)
	for _, level := range []int{1, 0} {
		for _, part := range order {
			if total <= p.Words {
				return
			}
			if part.Level > level {
				part.Level = level
				p.tell(part)
				count(part)
			}
		}
	}
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
		return size(t.list(part.body, nil)) <= maxInside
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

// byWeight lists parts with the one that is missed least first: those of late
// journeys, far from their start, and what changes nothing.
func (p *planner) byWeight(doc *Document) []*Part {
	key := map[*Part]float64{}
	var list []*Part
	for i, j := range doc.Journeys {
		for _, part := range j.Parts {
			key[part] = float64(i)/float64(len(doc.Journeys)) + 0.25*float64(part.Depth)
			if part.Func != nil && !p.j.works[part.Func.Sym] {
				key[part]++
			}
			list = append(list, part)
		}
	}
	for i, part := range doc.Startup {
		key[part] = 0.6 + 0.05*float64(i)
		list = append(list, part)
	}
	slices.SortStableFunc(list, func(a, b *Part) int { return cmp.Compare(key[b], key[a]) })
	return list
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
		part.Items = t.list(part.body, nil)
	}
	if frame != nil {
		frame.Items = part.Items
		part.Items = []*Item{frame}
	}
}

// number gives items their ids.
func number(doc *Document) {
	n := 0
	for _, part := range doc.Parts() {
		Walk(part.Items, func(it *Item) {
			n++
			it.ID = "E" + strconv.Itoa(n)
		})
	}
}
