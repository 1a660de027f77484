package walk

import "sync"

// derived holds what was made of a Tree's facts, by key, and what was attached
// to it.
type derived struct {
	mu       sync.Mutex
	values   map[any]func() any // each builds its value once
	attached map[any]any
}

// Attach gives the tree a value that does not come from its files, such as what
// its user says about it, for those who derive something: unlike what they
// derive it outlives Load. Keys are as for Derive. Attach before the first
// Derive that looks for the value.
func (t *Tree) Attach(key, value any) {
	t.derived.mu.Lock()
	defer t.derived.mu.Unlock()
	if t.derived.attached == nil {
		t.derived.attached = map[any]any{}
	}
	t.derived.attached[key] = value
}

// Attached returns the value attached under a key, or nil.
func (t *Tree) Attached(key any) any {
	t.derived.mu.Lock()
	defer t.derived.mu.Unlock()
	return t.derived.attached[key]
}

// Derive returns what build makes of the tree, which is built once for each
// key until the next Load. It is for views of the facts that many checks look
// through, also at the same time; the value must not be changed once built. Keys are values of a type
// of the caller's own, as for a context.
func (t *Tree) Derive(key any, build func() any) any {
	t.derived.mu.Lock()
	value, ok := t.derived.values[key]
	if !ok {
		if t.derived.values == nil {
			t.derived.values = map[any]func() any{}
		}
		value = sync.OnceValue(build)
		t.derived.values[key] = value
	}
	t.derived.mu.Unlock()
	return value() // unlocked: it may derive other things
}

func (t *Tree) forgetDerived() {
	t.derived.mu.Lock()
	t.derived.values = nil
	t.derived.mu.Unlock()
}
