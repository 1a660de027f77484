// Package cache keeps a local copy of server objects up to date and tells
// handlers about changes.
package cache

import (
	"maps"
	"slices"
	"sync"

	metav1 "fleet.dev/apimachinery/pkg/apis/meta/v1"
)

// Store holds objects by name. The zero value is empty and ready to use, also
// from several goroutines. Objects in a store are shared: copy before changing.
type Store[T metav1.Object] struct {
	mu      sync.RWMutex
	objects map[string]T
}

// Get returns the object of that name, if there is one.
func (s *Store[T]) Get(name string) (T, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	obj, ok := s.objects[name]
	return obj, ok
}

// List returns all objects, ordered by name.
func (s *Store[T]) List() []T {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]T, 0, len(s.objects))
	for _, name := range slices.Sorted(maps.Keys(s.objects)) {
		all = append(all, s.objects[name])
	}
	return all
}

// Add stores obj in place of any object of the same name, which it returns.
func (s *Store[T]) Add(obj T) (old T, replaced bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.objects == nil {
		s.objects = map[string]T{}
	}
	old, replaced = s.objects[obj.GetName()]
	s.objects[obj.GetName()] = obj
	return old, replaced
}

// Delete forgets the object of that name and returns it.
func (s *Store[T]) Delete(name string) (old T, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found = s.objects[name]
	delete(s.objects, name)
	return old, found
}
