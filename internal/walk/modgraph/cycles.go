package modgraph

import (
	"slices"
	"strings"
)

// Edges is a directed graph over names: an edge from a to b is b in Edges[a].
type Edges map[string]map[string]bool

// Add adds an edge.
func (e Edges) Add(from, to string) {
	if e[from] == nil {
		e[from] = map[string]bool{}
	}
	e[from][to] = true
}

func (e Edges) sorted(from string) []string {
	out := make([]string, 0, len(e[from]))
	for to := range e[from] {
		out = append(out, to)
	}
	slices.Sort(out)
	return out
}

// Reaches reports whether edges lead from one name to another.
func (e Edges) Reaches(from, to string) bool {
	seen := map[string]bool{from: true}
	todo := []string{from}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if e[n][to] {
			return true
		}
		for next := range e[n] {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return false
}

// Cycles returns the sets of names that reach one another, each sorted, in the
// order of their first names. A name that only has an edge to itself counts.
func (e Edges) Cycles() [][]string {
	t := tarjan{edges: e, index: map[string]int{}, low: map[string]int{}, onStack: map[string]bool{}}
	names := make([]string, 0, len(e))
	for n := range e {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if t.index[n] == 0 {
			t.visit(n)
		}
	}
	slices.SortFunc(t.found, slices.Compare)
	return t.found
}

// tarjan finds strongly connected components.
type tarjan struct {
	edges   Edges
	index   map[string]int
	low     map[string]int
	stack   []string
	onStack map[string]bool
	found   [][]string
}

func (t *tarjan) visit(n string) {
	t.index[n] = len(t.index) + 1
	t.low[n] = t.index[n]
	t.stack = append(t.stack, n)
	t.onStack[n] = true
	for _, to := range t.edges.sorted(n) {
		if t.index[to] == 0 {
			t.visit(to)
			t.low[n] = min(t.low[n], t.low[to])
		} else if t.onStack[to] {
			t.low[n] = min(t.low[n], t.index[to])
		}
	}
	if t.low[n] != t.index[n] {
		return
	}
	i := slices.Index(t.stack, n)
	set := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, m := range set {
		t.onStack[m] = false
	}
	if len(set) > 1 || t.edges[n][n] {
		slices.Sort(set)
		t.found = append(t.found, set)
	}
}

// Shortest returns the shortest cycle inside a set that Cycles returned, first
// name repeated at the end; of several the first in alphabetical order.
func (e Edges) Shortest(set []string) []string {
	var best []string
	for _, start := range set {
		c := e.cycleFrom(start, set)
		if best == nil || len(c) < len(best) || len(c) == len(best) && strings.Join(c, "\n") < strings.Join(best, "\n") {
			best = c
		}
	}
	return best
}

func (e Edges) cycleFrom(start string, set []string) []string {
	from := map[string]string{}
	queue := []string{start}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, to := range e.sorted(n) {
			if to == start {
				chain := []string{start}
				for ; n != start; n = from[n] {
					chain = append(chain, n)
				}
				chain = append(chain, start)
				slices.Reverse(chain)
				return chain
			}
			if _, seen := from[to]; !seen && slices.Contains(set, to) {
				from[to] = n
				queue = append(queue, to)
			}
		}
	}
	return nil
}
