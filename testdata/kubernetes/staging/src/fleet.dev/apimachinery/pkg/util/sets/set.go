// Package sets has a set of comparable values.
package sets

import (
	"cmp"
	"maps"
	"slices"
)

// Set is a collection without order or duplicates.
type Set[T comparable] map[T]struct{}

// New returns a set of the given items.
func New[T comparable](items ...T) Set[T] {
	s := make(Set[T], len(items))
	s.Insert(items...)
	return s
}

// Insert adds items.
func (s Set[T]) Insert(items ...T) {
	for _, item := range items {
		s[item] = struct{}{}
	}
}

// Delete removes items that are there.
func (s Set[T]) Delete(items ...T) {
	for _, item := range items {
		delete(s, item)
	}
}

// Has reports whether item is in the set.
func (s Set[T]) Has(item T) bool {
	_, ok := s[item]
	return ok
}

// List returns the items in order.
func List[T cmp.Ordered](s Set[T]) []T {
	return slices.Sorted(maps.Keys(s))
}
