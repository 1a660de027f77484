package layout_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render/graph/layout"
)

// random makes a graph with cycles, loops and edges drawn twice.
func random(seed uint64, boxes, edges int) ([]layout.Size, []layout.Edge) {
	r := rand.New(rand.NewPCG(seed, 1))
	sizes := make([]layout.Size, boxes)
	for i := range sizes {
		sizes[i] = layout.Size{W: 20 + 150*r.Float64(), H: 19}
	}
	list := make([]layout.Edge, edges)
	for i := range list {
		a, b := r.IntN(boxes), r.IntN(boxes)
		if a > b && r.IntN(10) > 0 {
			a, b = b, a
		}
		list[i] = layout.Edge{From: a, To: b, Apart: r.IntN(8) == 0}
	}
	return sizes, list
}

func layered(t testing.TB, sizes []layout.Size, edges []layout.Edge) *layout.Layout {
	t.Helper()
	l, err := layout.Layered(t.Context(), sizes, edges)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// check holds a layout to what makes a picture true: every box has its size and
// its own place, and every edge leads from its box to its box and through none.
func check(t *testing.T, l *layout.Layout, sizes []layout.Size, edges []layout.Edge) {
	t.Helper()
	for i, a := range l.Boxes {
		if a.W != sizes[i].W || a.H != sizes[i].H {
			t.Errorf("box %d has the size of another: %v", i, a)
		}
		if a.X < 0 || a.Y < 0 || a.X+a.W > l.W+.01 || a.Y+a.H > l.H+.3 {
			t.Errorf("box %d is outside of the picture: %v", i, a)
		}
		for j, b := range l.Boxes[:i] {
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				t.Errorf("boxes %d and %d overlap: %v %v", i, j, a, b)
			}
		}
	}
	for i, e := range edges {
		r := l.Routes[i]
		if len(r) < 2 {
			t.Errorf("edge %d has no route", i)
			continue
		}
		if !touches(l.Boxes[e.From], r[0]) || !touches(l.Boxes[e.To], r[len(r)-1]) {
			t.Errorf("edge %d (%v) does not join its boxes: %v", i, e, r)
		}
		for k := range r[1:] {
			for j, b := range l.Boxes {
				if e.From != e.To && crosses(b, r[k], r[k+1]) {
					t.Errorf("edge %d (%v) runs through box %d", i, e, j)
				}
			}
		}
	}
}

// touches reports whether a point is in the middle of a box's side, or for
// loops anywhere on it.
func touches(b layout.Box, p layout.Point) bool {
	return (near(p.X, b.X) || near(p.X, b.X+b.W)) && p.Y > b.Y && p.Y < b.Y+b.H
}

func near(a, b float64) bool { return a-b < .01 && b-a < .01 }

// crosses reports whether a piece of a route may meet the inside of a box: the
// piece lies in the rectangle of its ends.
func crosses(b layout.Box, p, q layout.Point) bool {
	const e = .01
	return min(p.X, q.X) < b.X+b.W-e && max(p.X, q.X) > b.X+e && min(p.Y, q.Y) < b.Y+b.H-e && max(p.Y, q.Y) > b.Y+e
}

func TestLayoutsAreTrue(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			sizes, edges := random(seed, 1+int(seed), int(seed*seed)%97)
			check(t, layered(t, sizes, edges), sizes, edges)
		})
	}
}

func TestNothing(t *testing.T) {
	if l := layered(t, nil, nil); l.W != 0 || l.H != 0 {
		t.Errorf("nothing is %v wide and %v high", l.W, l.H)
	}
}

func TestSameEachTime(t *testing.T) {
	sizes, edges := random(7, 60, 150)
	if a, b := layered(t, sizes, edges), layered(t, sizes, edges); !reflect.DeepEqual(a, b) {
		t.Error("a second layout differs")
	}
}

// Edges lead to the right, but for the one that closes the cycle.
func TestDirection(t *testing.T) {
	sizes := make([]layout.Size, 5)
	for i := range sizes {
		sizes[i] = layout.Size{W: 50, H: 19}
	}
	edges := []layout.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 3}, {From: 0, To: 3}, {From: 3, To: 1}, {From: 4, To: 3}}
	l := layered(t, sizes, edges)
	for i, e := range edges {
		if right := l.Boxes[e.From].X < l.Boxes[e.To].X; right == (i == 4) {
			t.Errorf("edge %v leads from %v to %v", e, l.Boxes[e.From], l.Boxes[e.To])
		}
	}
	// What only leads somewhere is next to it, not at the far left.
	if l.Boxes[4].X != l.Boxes[2].X {
		t.Errorf("box 4 is at %v, box 2 at %v", l.Boxes[4].X, l.Boxes[2].X)
	}
}

// Two trees whose boxes are named in each other's order need no crossing.
func TestPlanarGraphHasNoCrossings(t *testing.T) {
	sizes := make([]layout.Size, 9)
	for i := range sizes {
		sizes[i] = layout.Size{W: 50, H: 19}
	}
	edges := []layout.Edge{{From: 0, To: 1}, {From: 0, To: 2}, {From: 0, To: 3}, {From: 1, To: 6}, {From: 2, To: 5}, {From: 3, To: 4}, {From: 6, To: 7}, {From: 4, To: 8}, {From: 5, To: 8}}
	l := layered(t, sizes, edges)
	for i, a := range edges {
		for j, b := range edges[:i] {
			p, q := l.Boxes[a.From].Y-l.Boxes[b.From].Y, l.Boxes[a.To].Y-l.Boxes[b.To].Y
			if l.Boxes[a.From].X == l.Boxes[b.From].X && p*q < 0 {
				t.Errorf("edges %d and %d cross", i, j)
			}
		}
	}
}

func TestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	sizes, edges := random(1, 10, 10)
	if _, err := layout.Layered(ctx, sizes, edges); err == nil {
		t.Error("a layout was made although nobody waits for it")
	}
}

// The largest picture that is drawn unless asked for more is done in 200 ms;
// the test allows for a busy machine and the race detector.
func BenchmarkLayered(b *testing.B) {
	sizes, edges := random(3, 150, 600)
	for b.Loop() {
		layered(b, sizes, edges)
	}
}
