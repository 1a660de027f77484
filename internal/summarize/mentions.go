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
	var out mentions
	for _, i := range order {
		out.names, out.at = append(out.names, m.names[i]), append(out.at, m.at[i])
	}
	return out
}
