package llmtest

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// RetryAfter is the form in which a server says when to come again.
type RetryAfter int

const (
	// Seconds is a Retry-After with whole seconds.
	Seconds RetryAfter = iota
	// Date is a Retry-After with an HTTP date.
	Date
	// Milliseconds is a Retry-After-Ms.
	Milliseconds
	// Silent says nothing.
	Silent
)

// header sets the header, and returns the delay as the client can know it.
func (f RetryAfter) header(h http.Header, now time.Time, d time.Duration) time.Duration {
	switch f {
	case Date:
		at := now.Add(d + time.Second - 1).Truncate(time.Second)
		h.Set("Retry-After", at.UTC().Format(http.TimeFormat))
		return at.Sub(now)
	case Milliseconds:
		ms := (d + time.Millisecond - 1).Milliseconds()
		h.Set("Retry-After-Ms", strconv.FormatInt(ms, 10))
		return time.Duration(ms) * time.Millisecond
	case Silent:
		return 0
	default:
		s := int(math.Ceil(d.Seconds()))
		h.Set("Retry-After", strconv.Itoa(s))
		return time.Duration(s) * time.Second
	}
}

// limits are two buckets that fill evenly over a minute.
type limits struct {
	mu               sync.Mutex
	requests, tokens bucket
}

type bucket struct {
	capacity, left float64
	at             time.Time
}

func newLimits(o Options) *limits {
	now := o.Clock.Now()
	r, t := float64(o.RequestsPerMinute), float64(o.TokensPerMinute)
	return &limits{requests: bucket{r, r, now}, tokens: bucket{t, t, now}}
}

// take takes n out, or says how long it will be until there are n. Being turned
// away costs one, as it does at real endpoints: asking again and again makes the
// wait longer.
func (b *bucket) take(now time.Time, n float64) (wait time.Duration) {
	if b.capacity == 0 {
		return 0
	}
	rate := b.capacity / 60
	b.left = min(b.capacity, b.left+now.Sub(b.at).Seconds()*rate)
	b.at = now
	if n > b.left {
		b.left = max(0, b.left-1)
		return time.Duration(math.Ceil((n - b.left) / rate * float64(time.Second)))
	}
	b.left -= n
	return 0
}

// full returns how long it will be until the bucket is full.
func (b *bucket) full() time.Duration {
	return time.Duration((b.capacity - b.left) / b.capacity * float64(time.Minute))
}

func (b *bucket) headers(h http.Header, name string) {
	if b.capacity == 0 {
		return
	}
	h.Set("X-Ratelimit-Limit-"+name, strconv.Itoa(int(b.capacity)))
	h.Set("X-Ratelimit-Remaining-"+name, strconv.Itoa(int(b.left)))
	h.Set("X-Ratelimit-Reset-"+name, b.full().Round(time.Millisecond).String())
}

// admitted lets a request through the limiter, or turns it away.
func (x *exchange) admitted() bool {
	l := x.s.limits
	_, n := x.req.prompt()
	l.mu.Lock()
	now := x.s.o.Clock.Now() // within the lock, so that it never runs back
	need := float64(n + x.req.MaxTokens)
	tooLarge := l.tokens.capacity > 0 && need > l.tokens.capacity
	wait := l.requests.take(now, 1)
	if wait == 0 && !tooLarge {
		wait = l.tokens.take(now, need)
	}
	l.requests.headers(x.w.Header(), "Requests")
	l.tokens.headers(x.w.Header(), "Tokens")
	l.mu.Unlock()
	switch {
	case wait > 0:
		x.tooMany(x.s.o.RetryAfter, wait)
	case tooLarge:
		x.fail(http.StatusTooManyRequests, "tokens", "rate_limit_exceeded", fmt.Sprintf("Request too large: limit %.0f, requested %.0f", l.tokens.capacity, need))
	}
	return wait == 0 && !tooLarge
}

// later sets the header that asks for a delay, and remembers it.
func (x *exchange) later(form RetryAfter, wait time.Duration) time.Duration {
	s, now := x.s, x.s.o.Clock.Now()
	wait = form.header(x.w.Header(), now, wait)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.due[x.sum] = now.Add(wait)
	return wait
}

// tooMany replies with 429.
func (x *exchange) tooMany(form RetryAfter, wait time.Duration) {
	wait = x.later(form, wait)
	x.fail(http.StatusTooManyRequests, "requests", "rate_limit_exceeded", fmt.Sprintf("rate limit reached; please try again in %s", wait))
}

// punctual fails the test if a request comes again before it may.
func (x *exchange) punctual() bool {
	s, now := x.s, x.s.o.Clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.quota[x.sum] {
		s.t.Errorf("llmtest: a request came again after its quota was said to be used up")
	}
	if at := s.due[x.sum]; now.Before(at) {
		s.t.Errorf("llmtest: a request came again %s before it was to", at.Sub(now))
	}
	return true
}
