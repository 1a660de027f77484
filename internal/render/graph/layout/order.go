package layout

import (
	"cmp"
	"context"
	"slices"
)

// sweeps is how often layers are put in order, at most, and patience how often
// in a row without getting better.
const (
	sweeps   = 24
	patience = 6
)

// order puts the items of each layer in an order with few crossings.
func (s *sheet) order(ctx context.Context) error {
	var best [][]int
	fewest := -1
	for _, backward := range []bool{false, true} {
		s.start(backward)
		for i, idle := 0, 0; i < sweeps && idle < patience; i++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			n := s.crossings()
			if idle++; fewest < 0 || n < fewest {
				fewest, best, idle = n, nil, 0
				for _, layer := range s.layers {
					best = append(best, slices.Clone(layer))
				}
			}
			s.sweep(i%2 == 0)
			s.swap()
		}
	}
	s.layers = best
	s.number()
	return nil
}

// start fills the layers by depth-first search from the left or the right.
func (s *sheet) start(backward bool) {
	for i := range s.layers {
		s.layers[i] = s.layers[i][:0]
	}
	seen := make([]bool, len(s.items))
	var visit func(at int)
	visit = func(at int) {
		if seen[at] {
			return
		}
		seen[at] = true
		s.layers[s.items[at].layer] = append(s.layers[s.items[at].layer], at)
		next := s.items[at].out
		if backward {
			next = s.items[at].in
		}
		for _, to := range next {
			visit(to)
		}
	}
	for i, it := range s.items {
		if !backward && len(it.in) == 0 || backward && len(it.out) == 0 {
			visit(i)
		}
	}
	s.number()
}

func (s *sheet) number() {
	for _, layer := range s.layers {
		for pos, i := range layer {
			s.items[i].pos = pos
		}
	}
}

// sweep sorts each layer by where the items beside it are: the ones before it,
// from left to right, or the ones after it, from right to left.
func (s *sheet) sweep(forward bool) {
	value := make([]float64, len(s.items))
	for n := range s.layers {
		if !forward {
			n = len(s.layers) - 1 - n
		}
		for _, i := range s.layers[n] {
			beside := s.items[i].out
			if forward {
				beside = s.items[i].in
			}
			value[i] = float64(s.items[i].pos)
			if len(beside) > 0 {
				value[i] = s.middle(beside)
			}
		}
		slices.SortStableFunc(s.layers[n], func(a, b int) int { return cmp.Compare(value[a], value[b]) })
		for pos, i := range s.layers[n] {
			s.items[i].pos = pos
		}
	}
}

// middle is the mean of positions.
func (s *sheet) middle(of []int) float64 {
	sum := 0
	for _, at := range of {
		sum += s.items[at].pos
	}
	return float64(sum) / float64(len(of))
}

// swap exchanges neighbours for as long as that saves crossings.
func (s *sheet) swap() {
	for range 6 {
		saved := 0
		for _, layer := range s.layers {
			for k := range len(layer) - 1 {
				a, b := &s.items[layer[k]], &s.items[layer[k+1]]
				d := s.between(a.in, b.in) + s.between(a.out, b.out) - s.between(b.in, a.in) - s.between(b.out, a.out)
				if d > 0 {
					saved += d
					layer[k], layer[k+1] = layer[k+1], layer[k]
					a.pos, b.pos = b.pos, a.pos
				}
			}
		}
		if saved == 0 {
			return
		}
	}
}

// between counts the crossings of edges if the item with the one end of them
// comes before the item with the other.
func (s *sheet) between(first, second []int) int {
	n := 0
	for _, a := range first {
		for _, b := range second {
			if s.items[a].pos > s.items[b].pos {
				n++
			}
		}
	}
	return n
}

// crossings counts those between all layers: pairs of edges in the wrong order,
// found with a Fenwick tree.
func (s *sheet) crossings() int {
	total := 0
	for n, layer := range s.layers[:len(s.layers)-1] {
		tree := make([]int, len(s.layers[n+1])+1)
		seen := 0
		for _, i := range layer {
			out := s.items[i].out
			for _, to := range out {
				total += seen
				for p := s.items[to].pos + 1; p > 0; p -= p & -p {
					total -= tree[p]
				}
			}
			for _, to := range out {
				seen++
				for p := s.items[to].pos + 1; p < len(tree); p += p & -p {
					tree[p]++
				}
			}
		}
	}
	return total
}
