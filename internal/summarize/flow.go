package summarize

import (
	"cmp"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// maxFlow is how many functions the diagram shows.
const maxFlow = 24

// flow is the part of the call graph that a diagram can show.
func (o *outliner) flow() Flow {
	var fl Flow
	var nodes []*factgraph.Func
	for _, f := range o.v.order {
		if o.v.dist[f] < 6*step && o.s.has(o.v.name(f.Sym, "")) {
			nodes = append(nodes, f)
		}
	}
	if len(nodes) > maxFlow {
		best := slices.Clone(nodes)
		slices.SortStableFunc(best, func(a, b *factgraph.Func) int { return cmp.Compare(o.v.weight(b), o.v.weight(a)) })
		best = best[:maxFlow]
		nodes = slices.DeleteFunc(nodes, func(f *factgraph.Func) bool { return !slices.Contains(best, f) && !o.isEntry(f) })
	}
	index := map[*factgraph.Func]int{}
	for _, f := range nodes {
		index[f] = len(fl.Nodes)
		fl.Nodes = append(fl.Nodes, FlowNode{o.v.name(f.Sym, ""), f.At})
	}
	seen := map[FlowEdge]bool{}
	linked := map[int]bool{}
	for _, f := range o.v.order {
		from, ok := index[f]
		if !ok {
			continue
		}
		for i := range f.Steps {
			st := &f.Steps[i]
			for _, g := range o.v.leads(*st) {
				to, ok := index[g]
				if !ok || to == from {
					continue
				}
				e := FlowEdge{from, to, flowKind(st)}
				if !seen[FlowEdge{from, to, ""}] {
					seen[FlowEdge{from, to, ""}] = true
					linked[from], linked[to] = true, true
					fl.Edges = append(fl.Edges, e)
				}
			}
		}
	}
	return fl.only(linked)
}

func flowKind(st *factgraph.Step) string {
	switch {
	case st.Kind == factgraph.Go || st.Go:
		return "go"
	case st.Kind == factgraph.Store: // under the label, until somebody calls it
		return "callback"
	case st.Kind == factgraph.Handler || st.Label != "":
		return "handler"
	case st.Kind == factgraph.Callback:
		return "callback"
	}
	return "call"
}

// only drops nodes that no edge touches.
func (fl Flow) only(keep map[int]bool) Flow {
	var out Flow
	moved := map[int]int{}
	for i, n := range fl.Nodes {
		if keep[i] {
			moved[i] = len(out.Nodes)
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, e := range fl.Edges {
		out.Edges = append(out.Edges, FlowEdge{moved[e.From], moved[e.To], e.Kind})
	}
	return out
}
