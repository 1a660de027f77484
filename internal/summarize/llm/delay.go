package llm

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// The delay between attempts is that of OpenAI's own clients: what the server
// asks for at least, or else doubling from half a second, all of it by chance.
const (
	attempts     = 5
	firstDelay   = 500 * time.Millisecond
	longestBase  = time.Minute
	longestDelay = 2 * time.Minute // that a server may ask for
)

// backoff returns how long to wait after the nth failure, from 0.
func backoff(n int, random func() float64) time.Duration {
	base := firstDelay << min(n, 10)
	return time.Duration(random() * float64(min(base, longestBase)))
}

// asked returns the delay that a reply asks for, 0 if none. A date is taken by
// the server's clock if it shows one.
func asked(h http.Header, now time.Time) time.Duration {
	if ms, ok := number(h.Get("Retry-After-Ms")); ok {
		return seconds(ms / 1000)
	}
	after := strings.TrimSpace(h.Get("Retry-After"))
	if s, ok := number(after); ok {
		return seconds(s)
	}
	at, err := http.ParseTime(after)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(0, at.Sub(now))
}

// retries are the attempts after the first that all requests share: where most
// fail, sending them again and again makes it worse.
type retries struct {
	mu    sync.Mutex
	first int
	used  int
}

// Of the first attempts, a share may be repeated, and some to begin with.
const (
	retryShare = 0.2
	retryFloor = 10
)

func (r *retries) began() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.first++
}

// take tells whether there may be another retry.
func (r *retries) take() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if float64(r.used) >= retryFloor+retryShare*float64(r.first) {
		return false
	}
	r.used++
	return true
}
