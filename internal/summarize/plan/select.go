package plan

import (
	"slices"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A Selection is what is told of a part: some of its items, each with what makes
// it true.
type Selection struct {
	part   *Part
	items  map[string]*Item
	parent map[string]*Item
	// list is the list that an item stands in, place where in it.
	list  map[string][]*Item
	place map[string]int
	told  map[string]bool
	// order are the ids as the items stand.
	order []string
}

// NewSelection selects nothing of a part whose items have ids.
func NewSelection(p *Part) *Selection {
	s := &Selection{part: p, items: map[string]*Item{}, parent: map[string]*Item{}, list: map[string][]*Item{}, place: map[string]int{}, told: map[string]bool{}}
	var enter func(items []*Item, in *Item)
	enter = func(items []*Item, in *Item) {
		for i, it := range items {
			s.items[it.ID], s.parent[it.ID], s.list[it.ID], s.place[it.ID] = it, in, items, i
			s.order = append(s.order, it.ID)
			enter(it.Items, it)
		}
	}
	enter(p.Items, nil)
	return s
}

// Item returns an item of the part, or nil; Parent what it stands under, nil at
// the top.
func (s *Selection) Item(id string) *Item   { return s.items[id] }
func (s *Selection) Parent(id string) *Item { return s.parent[id] }

// Before reports whether one item stands before another in one list.
func (s *Selection) Before(a, b string) bool {
	return s.items[a] != nil && s.items[b] != nil && s.parent[a] == s.parent[b] && s.place[a] < s.place[b]
}

// Next reports whether one item stands right before another.
func (s *Selection) Next(a, b string) bool { return s.Before(a, b) && s.place[a] == s.place[b]-1 }

// Empty reports whether nothing is told.
func (s *Selection) Empty() bool { return len(s.told) == 0 }

// Told reports whether an item is told.
func (s *Selection) Told(id string) bool { return s.told[id] }

// Take tells an item with all that it needs. It reports whether there is one.
func (s *Selection) Take(id string) bool {
	for _, x := range s.Needs(id) {
		s.told[x] = true
	}
	return s.items[id] != nil
}

// Needs lists the items, not told yet, that an item is told with: itself, what it
// stands under, what before it may have left or decides whether it happens, and
// what it introduces, where that is what it says.
func (s *Selection) Needs(id string) []string {
	var out []string
	seen := map[string]bool{}
	var need func(id string)
	whole := func(it *Item) {
		Walk([]*Item{it}, func(x *Item) { need(x.ID) })
	}
	need = func(id string) {
		it := s.items[id]
		if it == nil || seen[id] || s.told[id] {
			return
		}
		seen[id] = true
		out = append(out, id)
		for _, before := range s.list[id][:s.place[id]] {
			switch {
			case before.Diverts,
				it.Kind == Else && before == s.list[id][s.place[id]-1],
				it.Kind == Is && s.parent[id].Over == "": // the first that holds
				whole(before)
			}
		}
		for _, below := range it.Items {
			// A call says what becomes of its error, and no introduction stands
			// alone.
			if below.Kind == Fails || it.Kind == Fails {
				whole(below)
			}
		}
		if introduces(it) && !slices.ContainsFunc(it.Items, func(x *Item) bool { return seen[x.ID] || s.told[x.ID] }) && len(it.Items) > 0 {
			whole(it.Items[0])
		}
		if up := s.parent[id]; up != nil {
			need(up.ID)
		}
	}
	need(id)
	return out
}

// introduces reports whether an item says nothing but under which condition those
// below it happen.
func introduces(it *Item) bool {
	switch it.Kind {
	case When, Else, By, Waits, Each, While, Forever, Fails, Runs:
		return true
	case Is, Comes:
		return len(it.Items) > 0
	}
	return false
}

// Items copies the items that are told, linked anew.
func (s *Selection) Items() []*Item { return s.keep(s.part.Items) }

func (s *Selection) keep(items []*Item) []*Item {
	var out []*Item
	var left []string
	for _, it := range items {
		if !s.told[it.ID] {
			if it.Kind == Is && it.Cond != nil {
				left = append(left, it.Cond.Text)
			}
			continue
		}
		c := *it
		c.Acts, c.Fates, c.At = slices.Clone(it.Acts), slices.Clone(it.Fates), slices.Clone(it.At)
		c.Items = s.keep(it.Items)
		if it.Kind == Is && it.Cond == nil && len(left) > 0 {
			c.Label = butFor(it.Label, left)
		}
		out = append(out, &c)
	}
	return Relink(out)
}

// Omitted lists the places of what is not told, without what stands below it.
func (s *Selection) Omitted() []fg.Pos { return s.omitted(s.part.Items) }

func (s *Selection) omitted(items []*Item) (out []fg.Pos) {
	for _, it := range items {
		switch {
		case s.told[it.ID]:
			out = append(out, s.omitted(it.Items)...)
		case len(it.At) > 0:
			out = append(out, it.At[0])
		}
	}
	return out
}

// butFor joins the cases that are not told.
func butFor(label string, more []string) string {
	for _, m := range more {
		if label != "" {
			label += ", "
		}
		label += m
	}
	return label
}
