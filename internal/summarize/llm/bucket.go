package llm

import (
	"math"
	"net/http"
	"strconv"
	"time"
)

// A bucket is one of an endpoint's rate limits, as its x-ratelimit headers tell.
// The zero value, before any header came, holds nothing back.
type bucket struct {
	capacity, left, rate float64 // rate per second
	at                   time.Time
}

// wait returns how long until there is room for n, or, if there never is, until
// the bucket is full.
func (b *bucket) wait(now time.Time, n float64) time.Duration {
	if b.capacity <= 0 {
		return 0
	}
	if d := now.Sub(b.at).Seconds(); d > 0 {
		b.left, b.at = min(b.capacity, b.left+d*b.rate), now
	}
	lacks := min(n, b.capacity) - b.left
	if lacks <= 0 {
		return 0
	}
	return time.Duration(math.Ceil(min(lacks/b.rate, 1e6) * float64(time.Second)))
}

func (b *bucket) observe(h http.Header, name string, now time.Time, underWay float64) {
	limit, ok1 := number(h.Get("X-Ratelimit-Limit-" + name))
	left, ok2 := number(h.Get("X-Ratelimit-Remaining-" + name))
	if !ok1 || !ok2 || limit < 1 {
		return
	}
	left = min(left, limit)
	b.capacity, b.left, b.at = limit, left-underWay, now
	// What is left was rounded down, so up to one more may lack to the limit than
	// is filled in the time told. Near the limit that tells nothing.
	if reset, ok := span(h.Get("X-Ratelimit-Reset-" + name)); ok && reset > 0 && limit-left >= 2 {
		b.rate = (limit - left - 1) / reset.Seconds()
	} else if b.rate == 0 {
		b.rate = limit / 60
	}
}

func number(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v >= 0 && v < 1e15
}

// span reads a duration as endpoints write it: 6m0s, 120ms, or seconds.
func span(s string) (time.Duration, bool) {
	if v, ok := number(s); ok {
		return seconds(v), true
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d >= 0
}

// seconds returns a number of seconds, at most some centuries, as a duration.
func seconds(v float64) time.Duration {
	return time.Duration(min(v, 9e9) * float64(time.Second))
}
