// Package layout places the boxes of a directed graph in columns so that edges
// lead from left to right, and routes the edges between them.
//
// It follows the layered method of Sugiyama: turn edges that close a cycle,
// give every box a layer, let edges that skip layers bend in each, order the
// layers so that few edges cross, then choose coordinates. In a column an edge
// keeps to its own level and only between columns does it change it, so no edge
// runs through a box. Edges to the same box share their bends: they join one
// after the other, and whatever line one follows leads to the right box.
package layout

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// A Size is how large a box is.
type Size struct{ W, H float64 }

// A Point is a place in the picture; Y grows downwards.
type Point struct{ X, Y float64 }

// A Box is where a box came to lie.
type Box struct{ X, Y, W, H float64 }

// An Edge joins two boxes, which it names by index.
type Edge struct {
	From, To int
	// Apart edges do not share bends with those that are not, as they look
	// different.
	Apart bool
}

// A Layout is a graph's picture, from (0, 0) to (W, H).
type Layout struct {
	W, H  float64
	Boxes []Box
	// Routes has the way of each edge, from its From to its To. Between points of
	// equal height it is straight; else it leaves the one and meets the other
	// horizontally. The route of an edge from a box to itself has two points, both
	// on the box's right side.
	Routes [][]Point
}

const (
	boxGap  = 9.0  // between boxes of a column
	bendGap = 6.0  // between bends, and between them and boxes
	partGap = 16.0 // between parts of the graph that no edge joins
	minGap  = 34.0 // between columns
	maxGap  = 190.0
	slant   = 0.22 // how much of the longest climb is added between columns
)

// Layered lays out a graph. The same graph has the same layout each time.
func Layered(ctx context.Context, sizes []Size, edges []Edge) (*Layout, error) {
	out := &Layout{Boxes: make([]Box, len(sizes)), Routes: make([][]Point, len(edges))}
	var parts []*sheet
	for _, boxes := range components(len(sizes), edges) {
		s := newSheet(boxes, sizes, edges)
		if err := s.order(ctx); err != nil {
			return nil, err
		}
		s.place()
		parts = append(parts, s)
	}
	slices.SortStableFunc(parts, func(a, b *sheet) int { return cmp.Compare(len(b.boxes), len(a.boxes)) })
	out.pack(parts, edges)
	return out, nil
}

// pack puts the parts in rows, as wide as the widest part or as makes the
// picture wider than high.
func (l *Layout) pack(parts []*sheet, edges []Edge) {
	width, area := 0.0, 0.0
	for _, s := range parts {
		width = max(width, s.w)
		area += (s.w + partGap) * (s.h + partGap)
	}
	width = max(width, 1.5*math.Sqrt(area))
	x, y, row := 0.0, 0.0, 0.0
	for _, s := range parts {
		if x > 0 && x+s.w > width {
			x, y, row = 0, y+row+partGap, 0
		}
		for i, b := range s.boxes {
			it := s.items[i]
			l.Boxes[b] = Box{x + s.left[it.layer], y + it.y - it.h/2, it.w, it.h}
		}
		for _, w := range s.ways {
			l.Routes[w.edge] = s.route(w, Point{x, y})
		}
		l.W, l.H = max(l.W, x+s.w), max(l.H, y+s.h)
		x, row = x+s.w+partGap, max(row, s.h)
	}
	for i, e := range edges {
		if e.From == e.To {
			b := l.Boxes[e.From]
			l.Routes[i] = []Point{{b.X + b.W, b.Y + b.H*.25}, {b.X + b.W, b.Y + b.H*.75}}
		}
	}
}

// components returns the boxes of each connected part, by index.
func components(n int, edges []Edge) [][]int {
	near := make([][]int, n)
	for _, e := range edges {
		near[e.From] = append(near[e.From], e.To)
		near[e.To] = append(near[e.To], e.From)
	}
	var out [][]int
	seen := make([]bool, n)
	for i := range n {
		if seen[i] {
			continue
		}
		seen[i] = true
		part := []int{i}
		for at := 0; at < len(part); at++ {
			for _, to := range near[part[at]] {
				if !seen[to] {
					seen[to] = true
					part = append(part, to)
				}
			}
		}
		slices.Sort(part)
		out = append(out, part)
	}
	return out
}
