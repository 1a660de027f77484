package wait

import (
	"math/rand/v2"
	"time"
)

// Backoff is a growing series of pauses.
type Backoff struct {
	// Base is the first pause.
	Base time.Duration
	// Factor multiplies each pause to get the next; 2 if it is 0.
	Factor float64
	// Jitter adds up to this share of a pause at random, so that clients which
	// failed together do not return together.
	Jitter float64
	// Cap is the longest pause before jitter; unlimited if it is 0.
	Cap time.Duration
}

// Delay is the pause before attempt number n, counted from zero.
func (b Backoff) Delay(n int) time.Duration {
	factor := b.Factor
	if factor == 0 {
		factor = 2
	}
	pause := float64(b.Base)
	for range n {
		pause *= factor
		if b.Cap > 0 && pause >= float64(b.Cap) {
			pause = float64(b.Cap)
			break
		}
	}
	if b.Jitter > 0 {
		pause += pause * b.Jitter * rand.Float64()
	}
	return time.Duration(pause)
}
