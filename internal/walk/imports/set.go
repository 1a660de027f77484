package imports

import (
	"iter"
	"math/bits"
)

// A Set is a set of the nodes of one Graph.
type Set []uint64

// NewSet returns an empty set with room for all of g's nodes.
func (g *Graph) NewSet() Set { return make(Set, (len(g.nodes)+63)/64) }

// Has reports whether id is in the set.
func (s Set) Has(id ID) bool { return s[id>>6]&(1<<(id&63)) != 0 }

// Add puts id into the set.
func (s Set) Add(id ID) { s[id>>6] |= 1 << (id & 63) }

// Union adds all of t, which must be a set of the same graph.
func (s Set) Union(t Set) {
	for i, w := range t {
		s[i] |= w
	}
}

// Empty reports whether nothing is in the set.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// Len counts the set's nodes.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the set's nodes in ascending order.
func (s Set) All() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(ID(i<<6 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}
