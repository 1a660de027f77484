package llm

import (
	"context"
	"net/http"
	"sync"
	"time"
)

const (
	// DefaultWorkers is how many requests are under way at once at most.
	DefaultWorkers = 4
	// growAfter is how many successes let one more request be under way.
	growAfter = 20
)

// A flow decides when a request may be sent: it keeps their number within what
// the endpoint bears, and their rate within what it has said.
type flow struct {
	clock Clock
	most  int

	mu       sync.Mutex
	changed  chan struct{} // closed when a request is done
	limit    int           // how many may be under way now
	underWay int
	pending  int // tokens that those under way may use
	// finished are those done so far, finishedTokens what they may have used.
	finished, finishedTokens int
	successes                int // since the limit last changed
	admitted                 int
	cutAt                    int       // admitted when the limit was last halved
	until                    time.Time // nothing is sent before
	requests                 bucket
	tokens                   bucket
	waits                    int
	waited                   time.Duration
}

func newFlow(clock Clock, most int) *flow {
	return &flow{clock: clock, most: most, limit: most, changed: make(chan struct{})}
}

// A ticket is a request under way, with what was done when it was admitted.
type ticket struct {
	number, tokens         int
	doneBefore, usedBefore int
}

// admit waits until a request that may use so many tokens may be sent.
func (f *flow) admit(ctx context.Context, tokens int) (ticket, error) {
	for {
		if err := ctx.Err(); err != nil {
			return ticket{}, err
		}
		f.mu.Lock()
		if f.underWay >= f.limit {
			changed := f.changed
			f.mu.Unlock()
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		wait := f.wait(tokens)
		if wait <= 0 {
			f.underWay++
			f.pending += tokens
			f.admitted++
			f.requests.left--
			f.tokens.left -= float64(tokens)
			t := ticket{f.admitted, tokens, f.finished, f.finishedTokens}
			f.mu.Unlock()
			return t, nil
		}
		f.waits++
		f.waited += wait
		f.mu.Unlock()
		if err := f.clock.Sleep(ctx, wait); err != nil {
			return ticket{}, err
		}
	}
}

// wait returns how long nothing may be sent yet. What the buckets would make
// wait for very long is sent all the same: the endpoint knows better.
func (f *flow) wait(tokens int) time.Duration {
	now := f.clock.Now()
	wait := max(f.requests.wait(now, 1), f.tokens.wait(now, float64(tokens)))
	if wait > longestDelay {
		wait = 0
	}
	return max(wait, f.until.Sub(now))
}

// pause keeps everything back for d.
func (f *flow) pause(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if until := f.clock.Now().Add(d); until.After(f.until) {
		f.until = until
	}
}

// waiting counts a wait that a request does on its own.
func (f *flow) waiting(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waits++
	f.waited += d
}

// done takes a request out, and learns from how it went.
func (f *flow) done(t ticket, went outcome) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.underWay--
	f.pending -= t.tokens
	f.observe(went.header, t)
	f.finished++
	f.finishedTokens += t.tokens
	switch {
	case went.tooMany:
		// Those of one burst count once.
		if t.number > f.cutAt {
			f.limit, f.successes, f.cutAt = max(1, f.limit/2), 0, f.admitted
		}
	case went.err == nil:
		if f.successes++; f.successes >= growAfter && f.limit < f.most {
			f.limit, f.successes = f.limit+1, 0
		}
	}
	close(f.changed)
	f.changed = make(chan struct{})
}

// observe takes over what the endpoint says is left, less what it may not have
// counted when it said so: what is under way, and what was done since t was
// admitted.
func (f *flow) observe(h http.Header, t ticket) {
	now := f.clock.Now()
	f.requests.observe(h, "Requests", now, float64(f.underWay+f.finished-t.doneBefore))
	f.tokens.observe(h, "Tokens", now, float64(f.pending+f.finishedTokens-t.usedBefore))
}
