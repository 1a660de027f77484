package layout

import (
	"math"
	"slices"
)

// rounds is how often the layers are moved towards each other.
const rounds = 40

// place chooses the coordinates of all items and columns.
func (s *sheet) place() {
	for _, layer := range s.layers {
		y := 0.0
		for k, i := range layer {
			if k > 0 {
				y += s.apart(layer[k-1], i)
			}
			s.items[i].y = y
		}
	}
	for r := range rounds {
		for n := range s.layers {
			if r%2 == 1 {
				n = len(s.layers) - 1 - n
			}
			// One side at a time moves far; both at once settle.
			s.settle(s.layers[n], r%2 == 0 || r >= rounds/2, r%2 == 1 || r >= rounds/2)
		}
	}
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, it := range s.items {
		top, bottom = min(top, it.y-it.h/2), max(bottom, it.y+it.h/2)
	}
	s.h = bottom - top
	for i := range s.items {
		s.items[i].y = math.Round((s.items[i].y-top)*4) / 4
	}
	s.columns()
}

// apart is how far the centres of two items must be from each other.
func (s *sheet) apart(a, b int) float64 {
	gap := boxGap
	if s.items[a].bend || s.items[b].bend {
		gap = bendGap
	}
	return (s.items[a].h+s.items[b].h)/2 + gap
}

// settle moves the items of a layer as near as can be to where those beside
// would have them, in the sense of least squares, without changing their order:
// runs that would collide move as one.
func (s *sheet) settle(layer []int, left, right bool) {
	type run struct{ at, weight, n float64 }
	var runs []run
	offset := 0.0
	offsets := make([]float64, len(layer))
	for k, i := range layer {
		if k > 0 {
			offset += s.apart(layer[k-1], i)
		}
		offsets[k] = offset
		at, weight := s.wish(i, left, right)
		runs = append(runs, run{at - offset, weight, 1})
		for n := len(runs); n > 1 && runs[n-2].at > runs[n-1].at; n = len(runs) {
			a, b := runs[n-2], runs[n-1]
			w := a.weight + b.weight
			runs = append(runs[:n-2], run{(a.at*a.weight + b.at*b.weight) / w, w, a.n + b.n})
		}
	}
	k := 0
	for _, r := range runs {
		for range int(r.n) {
			s.items[layer[k]].y = r.at + offsets[k]
			k++
		}
	}
}

// wish is where an item would be if it were alone in its layer, and how much
// that matters. What is long should be straight.
func (s *sheet) wish(i int, left, right bool) (at, weight float64) {
	it := &s.items[i]
	var beside []int
	if left {
		beside = append(beside, it.in...)
	}
	if right {
		beside = append(beside, it.out...)
	}
	for _, j := range beside {
		w := 1.0
		switch {
		case it.bend && s.items[j].bend:
			w = 8
		case it.bend || s.items[j].bend:
			w = 2
		}
		at += w * s.items[j].y
		weight += w
	}
	if weight == 0 {
		return it.y, .1
	}
	return at / weight, weight
}

// columns gives every layer its column, with the more room before the next the
// further an edge between them climbs.
func (s *sheet) columns() {
	x := 0.0
	for _, layer := range s.layers {
		width, climb := 0.0, 0.0
		for _, i := range layer {
			it := &s.items[i]
			width = max(width, it.w)
			for _, to := range it.out {
				climb = max(climb, math.Abs(s.items[to].y-it.y))
			}
		}
		s.left, s.right = append(s.left, x), append(s.right, x+width)
		s.w = x + width
		x += width + math.Round(min(minGap+slant*climb, maxGap))
	}
}

// route is the way of an edge, on a sheet at a place of the picture.
func (s *sheet) route(w way, at Point) []Point {
	var out []Point
	for k, i := range w.items {
		it := s.items[i]
		if k > 0 {
			out = append(out, Point{at.X + s.left[it.layer], at.Y + it.y})
		}
		if k == 0 && s.left[it.layer]+it.w < s.right[it.layer] {
			out = append(out, Point{at.X + s.left[it.layer] + it.w, at.Y + it.y})
		}
		if k < len(w.items)-1 {
			out = append(out, Point{at.X + s.right[it.layer], at.Y + it.y})
		}
	}
	if w.reversed {
		slices.Reverse(out)
	}
	return out
}
