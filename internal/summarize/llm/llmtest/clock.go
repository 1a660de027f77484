package llmtest

import (
	"context"
	"sync"
	"time"
)

// A Clock is a time of its own, in which sleeping takes no time: whoever sleeps
// moves it on. It never runs back, and nobody wakes before the time they asked
// for. Server and client of one test share one.
type Clock struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

// NewClock returns a clock that stands at a fixed instant.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)}
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep moves the clock on by d, unless the context has ended.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.now = c.now.Add(d)
		c.slept += d
	}
	return nil
}

// Slept returns the sum of all sleep.
func (c *Clock) Slept() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.slept
}

// systemClock is the time of the machine, for servers whose client is another
// process.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }
