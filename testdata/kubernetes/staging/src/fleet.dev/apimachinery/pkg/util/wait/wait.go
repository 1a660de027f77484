// Package wait repeats work until it is told to stop.
package wait

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrTimeout is returned when a condition has not become true in time.
var ErrTimeout = errors.New("timed out waiting for the condition")

// Until calls fn, waits for period, and calls it again until ctx is done. The
// pause starts when fn returns, so slow calls never overlap.
func Until(ctx context.Context, period time.Duration, fn func(context.Context)) {
	for ctx.Err() == nil {
		fn(ctx)
		select {
		case <-ctx.Done():
		case <-time.After(period):
		}
	}
}

// Poll asks condition right away and then every interval, until it is true,
// fails, or timeout has passed.
func Poll(ctx context.Context, interval, timeout time.Duration, condition func(context.Context) (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		done, err := condition(ctx)
		if err != nil || done {
			return err
		}
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return ErrTimeout
			}
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// Group starts goroutines and waits for them. The zero value is ready to use.
type Group struct {
	wg sync.WaitGroup
}

// StartWithContext runs fn in a goroutine of the group.
func (g *Group) StartWithContext(ctx context.Context, fn func(context.Context)) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		fn(ctx)
	}()
}

// Wait returns when everything started has finished.
func (g *Group) Wait() { g.wg.Wait() }
