package summarize

import (
	"cmp"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// mentions is a list of names with their places, each name once.
type mentions struct {
	names []string
	at    []factgraph.Pos
	// also are further places, of what the names have in common.
	also []factgraph.Pos
}

// places are all places, what they have in common first.
func (m mentions) places() []factgraph.Pos { return slices.Concat(m.also, m.at) }

// with adds a place of what the names have in common.
func (m *mentions) with(p factgraph.Pos) {
	if p.IsValid() && !slices.Contains(m.also, p) {
		m.also = append(m.also, p)
	}
}

// cited drops names from the end until every one has its place among those that a
// sentence cites.
func (m mentions) cited() mentions {
	for len(m.names) > 1 && crowded(m.places()) {
		last := len(m.names) - 1
		m.names, m.at = m.names[:last], m.at[:last]
	}
	return m
}

func (m *mentions) add(name string, st *factgraph.Step) {
	if !slices.Contains(m.names, name) {
		m.names = append(m.names, name)
		m.at = append(m.at, st.At)
	}
}

func (m *mentions) without(other mentions) {
	kept := mentions{also: m.also}
	for i, n := range m.names {
		if !slices.Contains(other.names, n) {
			kept.names, kept.at = append(kept.names, n), append(kept.at, m.at[i])
		}
	}
	*m = kept
}

// best keeps the names ranked highest, at most so many, in their order.
func (m mentions) best(o *outliner, most int) mentions {
	if len(m.names) <= most {
		return m
	}
	order := make([]int, len(m.names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(o.s.score[m.names[b]], o.s.score[m.names[a]]) })
	order = order[:most]
	slices.Sort(order)
	out := mentions{also: m.also}
	for _, i := range order {
		out.names, out.at = append(out.names, m.names[i]), append(out.at, m.at[i])
	}
	return out
}
