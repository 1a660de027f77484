package llm

import (
	"context"
	"fmt"
	"sync"
)

// Prices are what tokens cost, per million and in any one currency. The zero
// value is no prices: then only tokens are counted.
type Prices struct {
	In     float64 // sent
	Cached float64 // sent, but kept by the endpoint from before; 0 is as In
	Out    float64 // answered, thoughts included
	// Batch is the factor for batches, such as 0.5; 0 is 1.
	Batch float64
}

// Known tells whether there are prices.
func (p Prices) Known() bool { return p.In > 0 || p.Out > 0 }

// ForBatch returns the prices in a batch.
func (p Prices) ForBatch() Prices {
	if p.Batch > 0 {
		p.In, p.Cached, p.Out, p.Batch = p.In*p.Batch, p.Cached*p.Batch, p.Out*p.Batch, 1
	}
	return p
}

// Cost returns what u costs, 0 without prices.
func (p Prices) Cost(u Usage) float64 {
	cached := p.Cached
	if cached == 0 {
		cached = p.In
	}
	return (float64(u.In-u.Cached)*p.In + float64(u.Cached)*cached + float64(u.Out)*p.Out) / 1e6
}

// Check says what is wrong with prices.
func (p Prices) Check() error {
	for _, v := range []float64{p.In, p.Cached, p.Out, p.Batch} {
		if !(v >= 0 && v < 1e9) {
			return fmt.Errorf("the price %v cannot be: give it per million tokens, as a number from 0", v)
		}
	}
	return nil
}

// Limits bound what an Endpoint may use in all. 0 is no limit.
type Limits struct {
	Requests int // sent, those sent again counted again
	Tokens   int // sent and answered
	Cost     float64
}

// A budget keeps what was used within the limits: what a request may cost at
// most is set aside before it is sent.
type budget struct {
	limits Limits
	prices Prices

	mu       sync.Mutex
	changed  chan struct{} // closed when something is given back
	requests int
	used     Usage
	aside    Usage
}

func newBudget(l Limits, p Prices) *budget {
	return &budget{limits: l, prices: p, changed: make(chan struct{})}
}

// A reservation is what is set aside for one request.
type reservation struct {
	b    *budget
	most Usage
}

func (u Usage) plus(v Usage) Usage {
	return Usage{In: u.In + v.In, Cached: u.Cached + v.Cached, Out: u.Out + v.Out}
}

func (u Usage) minus(v Usage) Usage {
	return Usage{In: u.In - v.In, Cached: u.Cached - v.Cached, Out: u.Out - v.Out}
}

// reserve sets most aside. While that would fit only if other requests use less
// than what is set aside for them, it waits for those.
func (b *budget) reserve(ctx context.Context, most Usage) (*reservation, error) {
	for {
		b.mu.Lock()
		if err := b.room(b.used.plus(most)); err != nil {
			b.mu.Unlock()
			return nil, err
		}
		if b.room(b.used.plus(b.aside).plus(most)) == nil {
			b.aside = b.aside.plus(most)
			b.mu.Unlock()
			return &reservation{b, most}, nil
		}
		changed := b.changed
		b.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// room says why there is none for u in all. An *Error in an error would not be
// nil when it is none, so the type is error.
func (b *budget) room(u Usage) error {
	if n := u.In + u.Out; b.limits.Tokens > 0 && n > b.limits.Tokens {
		return newError(Budget, fmt.Sprintf("the limit of %d tokens has no room for another request", b.limits.Tokens))
	}
	if c := b.prices.Cost(u); b.limits.Cost > 0 && c > b.limits.Cost {
		return newError(Budget, fmt.Sprintf("the limit of %v in cost has no room for another request", b.limits.Cost))
	}
	if b.limits.Requests > 0 && b.requests >= b.limits.Requests {
		return newError(Budget, fmt.Sprintf("the limit in requests, %d, is reached", b.limits.Requests))
	}
	return nil
}

// attempt counts a request that is about to be sent. If one before it was lost
// on the way, the endpoint may have answered and charged it: then what was set
// aside is taken as used, and set aside anew.
func (r *reservation) attempt(lost bool) error {
	b := r.b
	b.mu.Lock()
	defer b.mu.Unlock()
	used := b.used
	if lost {
		used = used.plus(r.most)
	}
	if err := b.room(used.plus(b.aside)); err != nil {
		return err
	}
	b.used = used
	b.requests++
	return nil
}

// settle gives back what was set aside, and counts what was used instead.
func (r *reservation) settle(used Usage) {
	b := r.b
	b.mu.Lock()
	defer b.mu.Unlock()
	b.aside = b.aside.minus(r.most)
	b.used = b.used.plus(used)
	close(b.changed)
	b.changed = make(chan struct{})
}

// spent returns what was used so far.
func (b *budget) spent() (requests int, u Usage, cost float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.requests, b.used, b.prices.Cost(b.used)
}
