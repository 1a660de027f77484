package llm

import (
	"context"
	"time"
)

// A Clock is the time as an Endpoint knows it. Tests have one of their own, so
// that they need not wait.
type Clock interface {
	Now() time.Time
	// Sleep returns after d, or earlier with the context's error if that ends.
	Sleep(ctx context.Context, d time.Duration) error
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
