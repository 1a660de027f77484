package walk_test

import (
	"sync"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestDerive(t *testing.T) {
	tree := walktest.Open(t, "-- a.go --\npackage a\n", walk.Options{})
	type key struct{}
	built := 0
	derive := func() int {
		return tree.Derive(key{}, func() any { built++; return built }).(int)
	}
	if a, b := derive(), derive(); a != 1 || b != 1 {
		t.Errorf("derived %d and %d, want the same value twice", a, b)
	}
	if err := tree.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := derive(); got != 2 {
		t.Errorf("derived %d after new facts were loaded, want it built again", got)
	}
}

// Whoever comes while a value is built waits for it.
func TestDeriveTogether(t *testing.T) {
	tree := walktest.Open(t, "-- a.go --\npackage a\n", walk.Options{})
	type inner struct{}
	type outer struct{}
	built := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			tree.Derive(outer{}, func() any {
				return tree.Derive(inner{}, func() any { built++; return built })
			})
		})
	}
	wg.Wait()
	if built != 1 {
		t.Errorf("built %d times", built)
	}
}
