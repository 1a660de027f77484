package llm

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// A still clock moves when it is slept on.
type still struct{ now time.Time }

func (c *still) Now() time.Time { return c.now }

func (c *still) Sleep(_ context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	return nil
}

func TestFlowAdapts(t *testing.T) {
	f := newFlow(&still{time.Unix(1e9, 0)}, 8)
	admit := func(n int) (out []ticket) {
		for range n {
			tk, err := f.admit(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, tk)
		}
		return out
	}
	tooMany := outcome{err: errors.New("x"), tooMany: true}
	for _, tk := range admit(8) {
		f.done(tk, tooMany)
	}
	if f.limit != 4 {
		t.Errorf("after a burst of 429: %d", f.limit)
	}
	for range 5 { // a 429 each time: 2, 1, 1 ...
		f.done(admit(1)[0], tooMany)
	}
	if f.limit != 1 {
		t.Errorf("after more of them: %d", f.limit)
	}
	for i := range growAfter*2 - 1 {
		f.done(admit(1)[0], outcome{})
		if i == 0 { // what fails otherwise says nothing about the rate
			f.done(admit(1)[0], outcome{err: errors.New("x")})
		}
	}
	if f.limit != 2 {
		t.Errorf("after %d successes: %d", growAfter*2-1, f.limit)
	}
	for range 20 * growAfter {
		f.done(admit(1)[0], outcome{})
	}
	if f.limit != 8 || f.underWay != 0 || f.pending != 0 {
		t.Errorf("in the end: %d, %d under way with %d tokens", f.limit, f.underWay, f.pending)
	}
}

func limitHeaders(name string, limit, left int, reset string) http.Header {
	return http.Header{
		"X-Ratelimit-Limit-" + name:     {strconv.Itoa(limit)},
		"X-Ratelimit-Remaining-" + name: {strconv.Itoa(left)},
		"X-Ratelimit-Reset-" + name:     {reset},
	}
}

func TestBucket(t *testing.T) {
	start := time.Unix(1e9, 0)
	for _, c := range []struct {
		headers  http.Header
		underWay float64
		need     float64
		want     time.Duration
	}{
		{nil, 0, 1e9, 0},
		{limitHeaders("Tokens", 600, 100, "50s"), 0, 100, 0},
		{limitHeaders("Tokens", 600, 100, "50s"), 0, 150, 5 * time.Second},
		{limitHeaders("Tokens", 600, 100, "50"), 60, 100, 6 * time.Second},
		{limitHeaders("Tokens", 600, 100, "500ms"), 0, 200, 100 * time.Millisecond},
		{limitHeaders("Tokens", 600, 100, "1m40s"), 0, 150, 10 * time.Second},
		{limitHeaders("Tokens", 600, 0, "soon"), 0, 10, time.Second},
		{limitHeaders("Tokens", 600, 600, "0s"), 0, 600, 0},
		{limitHeaders("Tokens", 600, 300, "30s"), 0, 10_000, 30 * time.Second}, // never fits: wait until full
		// Near the limit the time to the reset says nothing about the rate.
		{limitHeaders("Tokens", 600, 599, "1ms"), 600, 9, time.Second},
		{limitHeaders("Tokens", 600, 598, "10ms"), 600, 1, 30 * time.Millisecond},
		{limitHeaders("Tokens", 0, 0, "1s"), 0, 1, 0},
		{limitHeaders("Tokens", 600, -1, "1s"), 0, 1, 0},
		{limitHeaders("Tokens", 600, 0, "9999h"), 0, 600, 1e6 * time.Second},
	} {
		var b bucket
		b.observe(c.headers, "Tokens", start, c.underWay)
		if got := b.wait(start, c.need); got < c.want || got > c.want+c.want/100 {
			t.Errorf("%v, %v under way: %v for %v, want %v", c.headers, c.underWay, got, c.need, c.want)
		}
		if again := b.wait(start.Add(c.want+c.want/100), min(c.need, 600)); again > 0 && c.want < 1e5*time.Second {
			t.Errorf("%v: still %v", c.headers, again)
		}
	}
}

// What a reply says is left may not count what was under way when it was said.
func TestFlowCountsWhatTheEndpointMayNot(t *testing.T) {
	clock := &still{time.Unix(1e9, 0)}
	f := newFlow(clock, 8)
	var all []ticket
	for range 4 {
		tk, err := f.admit(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tk)
	}
	f.done(all[1], outcome{})
	said := limitHeaders("Tokens", 600, 300, "30s")
	maps.Copy(said, limitHeaders("Requests", 60, 30, "30s"))
	f.done(all[0], outcome{header: said})
	if f.tokens.left != 300-30 || f.requests.left != 30-3 { // two are under way, one came and went
		t.Errorf("%v tokens, %v requests left", f.tokens.left, f.requests.left)
	}
	tk, err := f.admit(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	f.done(tk, outcome{header: said})
	if f.tokens.left != 300-20 || f.requests.left != 30-2 {
		t.Errorf("then %v tokens, %v requests left", f.tokens.left, f.requests.left)
	}
}

// A delay that one request was asked for holds for all.
func TestFlowPauses(t *testing.T) {
	clock := &still{time.Unix(1e9, 0)}
	f := newFlow(clock, 2)
	f.pause(9 * time.Second)
	f.pause(3 * time.Second)
	if _, err := f.admit(t.Context(), 1); err != nil || clock.now.Unix() != 1e9+9 || f.waits != 1 || f.waited != 9*time.Second {
		t.Errorf("admitted at %v, %v", clock.now.Unix(), err)
	}
}

func TestAsked(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		header http.Header
		want   time.Duration
	}{
		{nil, 0},
		{http.Header{"Retry-After": {"3"}}, 3 * time.Second},
		{http.Header{"Retry-After": {" 1.5 "}}, 1500 * time.Millisecond},
		{http.Header{"Retry-After": {"-3"}}, 0},
		{http.Header{"Retry-After": {"soon"}}, 0},
		{http.Header{"Retry-After": {"NaN"}}, 0},
		{http.Header{"Retry-After": {"99999999999999"}}, 9e9 * time.Second},
		{http.Header{"Retry-After": {date(90 * time.Second)}}, 90 * time.Second},
		{http.Header{"Retry-After": {date(-time.Hour)}}, 0},
		// A clock that is an hour off at one of the two makes no difference.
		{http.Header{"Retry-After": {date(time.Hour + time.Minute)}, "Date": {date(time.Hour)}}, time.Minute},
		{http.Header{"Retry-After": {"9"}, "Retry-After-Ms": {"250"}}, 250 * time.Millisecond},
	} {
		if got := asked(c.header, now); got != c.want {
			t.Errorf("%v: %v, want %v", c.header, got, c.want)
		}
	}
}

func TestBackoff(t *testing.T) {
	for n, longest := range []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second} {
		if got := backoff(n, func() float64 { return 0.999999999 }).Round(time.Millisecond); got != longest {
			t.Errorf("%d: %v, want at most %v", n, got, longest)
		}
		if got := backoff(n, func() float64 { return 0 }); got != 0 {
			t.Errorf("%d: %v at least", n, got)
		}
	}
	if got := backoff(1000, func() float64 { return 0.5 }); got != 30*time.Second {
		t.Errorf("in the end: %v", got)
	}
}

func TestRetriesAreAShare(t *testing.T) {
	var r retries
	granted := 0
	for range 100 {
		r.began()
		for r.take() {
			granted++
		}
	}
	if granted != retryFloor+20 {
		t.Errorf("%d retries for 100 requests", granted)
	}
}

func TestRedact(t *testing.T) {
	for in, want := range map[string]string{
		"a\n b\t\x1b[31mc\u202e":                       "a b [31mc",
		"key sk-abcdefghijklmnop is bad":               "key [redacted] is bad",
		"Incorrect key: sk-ab****************wxyz.":    "Incorrect key: [redacted]",
		"Authorization: Bearer abc.def":                "Authorization: [redacted]",
		"https://me:pass@host/x":                       "https[redacted]host/x",
		`"api_key": "abc"`:                             `"[redacted]`,
		"<html><title>Oh &amp; no</title>":             "an HTML page titled Oh &amp; no",
		"<!doctype html><p>x":                          "an HTML page",
		"\xff\xfe":                                     "",
		"task-manager and pk-x stay, as does disk-abc": "task-manager and pk-x stay, as does disk-abc",
	} {
		if got := redact(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	long := ""
	for range 1000 {
		long += "节点 "
	}
	if got := []rune(redact(long)); len(got) != longest+1 {
		t.Errorf("a long text keeps %d runes", len(got))
	}
	s, err := NewSecret("unusual-key")
	if err != nil || s.redact("your unusual-key") != "your [key]" {
		t.Error("the key itself shows")
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	e := &Error{Kind: Quota, Host: "h", Message: "m"}
	for want, set := range map[string]func(){
		"h: m; see to the account's balance or spending limit":                 func() {},
		"h: m (c); see to the account's balance or spending limit":             func() { e.Code = "c" },
		"h: m (status 402, c); see to the account's balance or spending limit": func() { e.Code, e.Status = "c", 402 },
	} {
		e.Code, e.Status = "", 0
		if set(); e.Error() != want {
			t.Errorf("%q, want %q", e.Error(), want)
		}
	}
}
