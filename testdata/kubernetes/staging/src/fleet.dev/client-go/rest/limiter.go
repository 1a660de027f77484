package rest

import (
	"context"
	"sync"
	"time"
)

const (
	defaultQPS   = 5
	defaultBurst = 10
)

// limiter is a bucket that fills at a steady rate and is emptied by requests.
type limiter struct {
	mu     sync.Mutex
	rate   float64
	size   float64
	tokens float64
	last   time.Time
}

func newLimiter(qps float32, burst int) *limiter {
	if qps == 0 {
		qps = defaultQPS
	}
	if burst == 0 {
		burst = defaultBurst
	}
	return &limiter{rate: float64(qps), size: float64(burst), tokens: float64(burst), last: time.Now()}
}

// wait returns when a request may be made, or with the error of ctx.
func (l *limiter) wait(ctx context.Context) error {
	l.mu.Lock()
	now := time.Now()
	l.tokens = min(l.size, l.tokens+now.Sub(l.last).Seconds()*l.rate) - 1
	l.last = now
	debt := -l.tokens
	l.mu.Unlock()
	if debt <= 0 {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(debt / l.rate * float64(time.Second))):
		return nil
	}
}
