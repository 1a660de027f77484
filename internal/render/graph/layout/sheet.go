package layout

import "slices"

// A sheet is one connected part of a graph.
type sheet struct {
	boxes  []int  // their indices in the graph; item i is box boxes[i]
	items  []item // the boxes, then the bends
	layers [][]int
	ways   []way
	left   []float64 // of each column
	right  []float64
	w, h   float64
}

// An item is a box, or a bend of an edge that passes a layer.
type item struct {
	layer, pos int
	w, h, y    float64
	bend       bool
	in, out    []int // items in the layers beside, each once
}

// A way is the items an edge leads through from left to right.
type way struct {
	edge     int
	items    []int
	reversed bool // the edge's To is on the left
}

func newSheet(boxes []int, sizes []Size, edges []Edge) *sheet {
	s := &sheet{boxes: boxes}
	local := make(map[int]int, len(boxes))
	for i, b := range boxes {
		local[b] = i
		s.items = append(s.items, item{w: sizes[b].W, h: sizes[b].H})
	}
	out := make([][]int, len(boxes))
	for i, e := range edges {
		from, ok := local[e.From]
		if !ok || e.From == e.To {
			continue
		}
		to := local[e.To]
		s.ways = append(s.ways, way{edge: i, items: []int{from, to}})
		out[from] = append(out[from], len(s.ways)-1)
	}
	order := s.unwind(out)
	s.assign(order)
	s.bend(edges)
	return s
}

// unwind reverses the edges that close a cycle, and returns the boxes so that
// every edge leads from an earlier one to a later one.
func (s *sheet) unwind(out [][]int) []int {
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(s.boxes))
	var order []int
	var visit func(at int)
	visit = func(at int) {
		state[at] = open
		for _, w := range out[at] {
			switch to := s.ways[w].items[1]; state[to] {
			case fresh:
				visit(to)
			case open:
				s.ways[w].reversed = true
				slices.Reverse(s.ways[w].items)
			}
		}
		state[at] = done
		order = append(order, at)
	}
	entered := make([]bool, len(s.boxes))
	for _, w := range s.ways {
		entered[w.items[1]] = true
	}
	for _, all := range []bool{false, true} { // where nothing leads is where to start
		for i := range s.boxes {
			if state[i] == fresh && (all || !entered[i]) {
				visit(i)
			}
		}
	}
	slices.Reverse(order)
	return order
}

// assign gives boxes their layers: as far left as can be at first, then each
// where its edges are shortest, for as long as that helps.
func (s *sheet) assign(order []int) {
	before, after := make([][]int, len(s.boxes)), make([][]int, len(s.boxes))
	for _, w := range s.ways {
		a, b := w.items[0], w.items[1]
		after[a], before[b] = append(after[a], b), append(before[b], a)
	}
	for _, at := range order {
		for _, from := range before[at] {
			s.items[at].layer = max(s.items[at].layer, s.items[from].layer+1)
		}
	}
	for range len(order) {
		moved := false
		for _, at := range slices.Backward(order) {
			room := len(s.items)
			for _, to := range after[at] {
				room = min(room, s.items[to].layer-s.items[at].layer-1)
			}
			if len(after[at]) > len(before[at]) && room > 0 {
				s.items[at].layer += room
				moved = true
			}
		}
		if !moved {
			break
		}
	}
}

// bend leads the edges through every layer between their ends.
func (s *sheet) bend(edges []Edge) {
	type key struct {
		to, layer, alone int
		apart            bool
	}
	bends := map[key]int{}
	joined := map[[2]int]bool{}
	for i := range s.ways {
		w := &s.ways[i]
		from, to := w.items[0], w.items[1]
		w.items = []int{from}
		for layer := s.items[from].layer + 1; layer < s.items[to].layer; layer++ {
			k := key{to: to, layer: layer, apart: edges[w.edge].Apart}
			if w.reversed { // it leads the other way
				k.alone = i + 1
			}
			at, ok := bends[k]
			if !ok {
				at = len(s.items)
				bends[k] = at
				s.items = append(s.items, item{layer: layer, bend: true})
			}
			w.items = append(w.items, at)
		}
		w.items = append(w.items, to)
		for j, at := range w.items[1:] {
			if p := [2]int{w.items[j], at}; !joined[p] {
				joined[p] = true
				s.items[p[0]].out = append(s.items[p[0]].out, at)
				s.items[at].in = append(s.items[at].in, p[0])
			}
		}
	}
	for i := range s.items {
		for len(s.layers) <= s.items[i].layer {
			s.layers = append(s.layers, nil)
		}
	}
}
