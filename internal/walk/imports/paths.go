package imports

import "slices"

// Via says which imports a chain may take.
type Via struct {
	// First are the kinds of files the first import may stand in; Rest those of
	// the others. A package's tests import for that package alone, so Rest is
	// Prod where what ships is asked for.
	First, Rest Kinds
	// Through reports whether a chain may pass a package; nil passes all. It is
	// not asked of the two ends.
	Through func(ID) bool
}

// Chain returns the shortest chain of imports that leads from one package to
// another, or nil if there is none. Of several, it is the one that comes first
// by the numbers of its packages. A chain from a package to itself has at least
// one import.
func (g *Graph) Chain(from, to ID, via Via) []Hop {
	prev := make([]ID, len(g.nodes))
	for i := range prev {
		prev[i] = None
	}
	queue := []ID{from}
	kinds := via.First
search:
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if id == from || via.Through == nil || via.Through(id) {
			for _, e := range g.out[id] {
				if e.Kinds&kinds == 0 || prev[e.ID] != None || e.ID == from && to != from || ownTest(id, e, kinds) {
					continue
				}
				prev[e.ID] = id
				if e.ID == to {
					break search
				}
				queue = append(queue, e.ID)
			}
		}
		kinds = via.Rest
	}
	if prev[to] == None {
		return nil
	}
	var hops []Hop
	for at := to; ; at = prev[at] {
		kinds := via.Rest
		if prev[at] == from {
			kinds = via.First
		}
		hop, _ := g.Hop(prev[at], at, kinds)
		hops = append(hops, hop)
		if prev[at] == from {
			break
		}
	}
	slices.Reverse(hops)
	return hops
}

// Cycles returns the groups of packages that import each other in files of the
// given kinds, each sorted by import path, and the groups by their first.
func (g *Graph) Cycles(kinds Kinds) [][]ID {
	c := g.NewClosure(kinds, nil)
	for id := range g.nodes {
		c.Of(ID(id))
	}
	var cycles [][]ID
	for i, members := range c.members {
		if !c.cyclic[i] || len(members) == 1 && !g.importsItself(members[0], kinds) {
			continue
		}
		slices.SortFunc(members, g.byPath)
		cycles = append(cycles, members)
	}
	slices.SortFunc(cycles, func(a, b []ID) int { return g.byPath(a[0], b[0]) })
	return cycles
}

// ownTest reports whether an edge is nothing but an external test's import of
// the package it tests, which is no circle.
func ownTest(from ID, e Edge, kinds Kinds) bool { return e.ID == from && e.Kinds&kinds == XTest }

func (g *Graph) importsItself(id ID, kinds Kinds) bool {
	for _, e := range g.out[id] {
		if e.ID == id && e.Kinds&kinds != 0 && !ownTest(id, e, kinds) {
			return true
		}
	}
	return false
}
