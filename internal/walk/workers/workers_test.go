package workers

import (
	"context"
	"slices"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestStarts(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module example.org/m

go 1.21
-- control/control.go --
package control

import "context"

type Controller struct{ next chan int }

// Run leads to a goroutine by way of start.
func (c *Controller) Run(ctx context.Context) { c.start(ctx) }

func (c *Controller) start(ctx context.Context) { go c.worker() }

func (c *Controller) worker() {
	for c.one() {
	}
}

func (c *Controller) one() bool { return false }

// Get takes a context, and is done when it returns.
func (c *Controller) Get(ctx context.Context) int { return 1 }

// Close works on, but nothing can stop it, and it is not called Run.
func (c *Controller) Close() { go c.worker() }
-- control/loop.go --
package control

type Loop[T any] struct{ next chan T }

func (l *Loop[T]) Until(stop <-chan struct{}) {
	for {
		select {
		case <-l.next:
		case <-stop:
			return
		}
	}
}

func (l *Loop[T]) Start() { l.Until(nil) }

type hidden struct{}

// Run is called through an interface.
func (hidden) Run() { go func() {}() }

func (l *Loop[T]) hidden(stop <-chan struct{}) { go l.Start() }
-- calm/calm.go --
package calm

import "context"

// Run ends by itself, and so does its loop.
func Run(ctx context.Context) {
	for {
		if ctx.Err() != nil {
			return
		}
		for i := 0; i < 3; i++ {
		}
	}
}
`, walk.Options{Extract: []*walk.Extractor{Extractor}})
	for dir, want := range map[string][]string{
		"control": {"Controller.Run", "Loop.Until", "Loop.Start", "hidden.Run"},
		"calm":    nil,
	} {
		if got := Starts(tree.PackageIn(dir)); !slices.Equal(got, want) {
			t.Errorf("%s starts %v, want %v", dir, got, want)
		}
	}
	for _, f := range tree.PackageIn("control").GoFiles() {
		d := walk.NewDecoder(string(Extractor.Append(nil, Of(f))))
		if got := Extractor.Read(d).([]Func); !slices.EqualFunc(got, Of(f), equal) || d.Err() != nil {
			t.Errorf("%s comes back as %v, %v", f.Path, got, d.Err())
		}
	}
	if err := tree.Load(context.Background(), Extractor); err != nil {
		t.Error(err)
	}
}

func equal(a, b Func) bool {
	return a.Name == b.Name && a.Stops == b.Stops && a.Works == b.Works && slices.Equal(a.Mentions, b.Mentions)
}
