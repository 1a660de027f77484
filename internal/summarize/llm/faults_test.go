package llm_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
)

// Every fault, what becomes of it, and how often it is sent.
func TestFaults(t *testing.T) {
	many := func(f llmtest.Fault) func(int, *llmtest.Request) llmtest.Fault {
		return func(int, *llmtest.Request) llmtest.Fault { return f }
	}
	once := func(f llmtest.Fault) func(int, *llmtest.Request) llmtest.Fault { return llmtest.Script(f) }
	for _, c := range []struct {
		name  string
		fault func(int, *llmtest.Request) llmtest.Fault
		kind  llm.Kind // "" if an answer comes
		sent  int
		stop  bool
		says  string
	}{
		{"408", once(llmtest.Status(408)), "", 2, false, ""},
		{"409", once(llmtest.Status(409)), "", 2, false, ""},
		{"500", once(llmtest.Status(500)), "", 2, false, ""},
		{"503", once(llmtest.Status(503)), "", 2, false, ""},
		{"500 always", many(llmtest.Status(500)), llm.Unavailable, 5, false, "(status 500, server_error); try again later"},
		{"502 HTML always", many(llmtest.BadGateway()), llm.Unavailable, 5, false, "an HTML page titled 502 Bad Gateway (status 502)"},
		{"503 for good", many(llmtest.Final(503)), llm.Unavailable, 1, false, ""},
		{"reset", once(llmtest.Reset()), "", 2, false, ""},
		{"reset always", many(llmtest.Reset()), llm.Unavailable, 5, false, "the connection broke"},
		{"reset in the body", once(llmtest.ResetBody()), "", 2, false, ""},
		{"400", once(llmtest.Code(400, "invalid_prompt", "no")), "", 2, false, ""}, // in the next tier
		{"400 always", many(llmtest.Code(400, "invalid_prompt", "no")), llm.BadRequest, 3, false, "no (status 400, invalid_prompt)"},
		{"401", many(llmtest.Code(401, "invalid_api_key", "no such key: "+llmtest.DefaultKey)), llm.Auth, 1, true, "no such key: [key] (status 401, invalid_api_key); check the key"},
		{"402", many(llmtest.Code(402, "", "balance")), llm.Quota, 1, true, "balance"},
		{"403", many(llmtest.Code(403, "", "region")), llm.Auth, 1, true, "region"},
		{"404", many(llmtest.Code(404, "model_not_found", "no such model")), llm.NotFound, 1, true, "check the model's name"},
		{"404 HTML", many(llmtest.Body("text/html", "<!DOCTYPE html><html><body>Welcome</body></html>")), llm.Malformed, 1, false, "the reply is not JSON but an HTML page (status 200)"},
		{"413", many(llmtest.Code(413, "", "too large")), llm.ContextLength, 1, false, ""},
		{"context", many(llmtest.Code(400, "context_length_exceeded", "maximum context length is 8192")), llm.ContextLength, 1, false, ""},
		{"context, no code", many(llmtest.Code(400, "", "the request exceeds the available context size")), llm.ContextLength, 1, false, ""},
		{"filter", many(llmtest.Code(400, "content_filter", "filtered")), llm.Filtered, 1, false, ""},
		{"quota", many(llmtest.QuotaExceeded()), llm.Quota, 1, true, "see to the account's balance"},
		{"429 always", many(llmtest.TooMany(llmtest.Silent, 0)), llm.RateLimited, 5, false, ""},
		{"too large for the rate", many(llmtest.Code(429, "rate_limit_exceeded", "Request too large for this model")), llm.ContextLength, 1, false, ""},
		{"200, error", once(llmtest.ErrorIn200("server_error", "try again")), "", 2, false, ""},
		{"200, other error", many(llmtest.Body("application/json", `{"error":{"code":"odd","message":"cannot"}}`)), llm.Malformed, 1, false, "cannot (status 200, odd)"},
		{"200, quota", many(llmtest.ErrorIn200("insufficient_quota", "pay")), llm.Quota, 1, true, ""},
		{"200, error as a text", many(llmtest.Body("application/json", `{"error":"model is loading"}`)), llm.Malformed, 1, false, "model is loading"},
		{"200, status within", once(llmtest.Body("application/json", `{"error":{"code":503,"message":"busy"}}`)), "", 2, false, ""},
		{"no choices", many(llmtest.NoChoices()), llm.Malformed, 1, false, "no choices"},
		{"null", many(llmtest.NullContent()), llm.Malformed, 1, false, "the answer is empty"},
		{"refusal", many(llmtest.Refusal("I cannot\n\nhelp")), llm.Refused, 1, false, "the model refused: I cannot help"},
		{"length", many(llmtest.Finish("length")), llm.Length, 1, false, ""},
		{"content_filter", many(llmtest.Finish("content_filter")), llm.Filtered, 1, false, ""},
		{"tool_calls", many(llmtest.Finish("tool_calls")), llm.Malformed, 1, false, "tool"},
		{"truncated JSON", many(llmtest.TruncatedJSON()), llm.Malformed, 1, false, "not JSON"},
		{"empty", many(llmtest.Body("application/json", "")), llm.Malformed, 1, false, "not JSON but empty"},
		{"a list", many(llmtest.Body("application/json", "[]")), llm.Malformed, 1, false, "not the form"},
		{"null body", many(llmtest.Body("application/json", "null")), llm.Malformed, 1, false, "no choices"},
		{"unfinished", many(llmtest.Body("application/json", `{"choices":[{"message":{"content":"{}"},"finish_reason":null}]}`)), llm.Malformed, 1, false, "complete"},
		{"stream", many(llmtest.StreamCut()), llm.Malformed, 1, false, "a stream"},
		{"stream, twice", many(llmtest.DuplicateChunk()), llm.Malformed, 1, false, "a stream"},
		{"50 MB", many(llmtest.Huge(50 << 20)), llm.Malformed, 1, false, "longer than 8 MiB"},
		{"no usage", many(llmtest.NoUsage()), "", 1, false, ""},
		{"fence", many(llmtest.Fenced()), "", 1, false, ""},
		{"thoughts", many(llmtest.Thinking()), "", 1, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, e := pair(t, llmtest.Options{Fault: c.fault, Concurrency: 4}, nil)
			reply, err := e.Complete(t.Context(), ask(0))
			if kindOf(err) != c.kind || (err == nil) != (c.kind == "") || len(s.Requests()) != c.sent {
				t.Fatalf("%v after %d requests, want kind %q after %d", err, len(s.Requests()), c.kind, c.sent)
			}
			if err == nil {
				if object, err := llm.JSON(reply.Text); err != nil || string(object) != `{"a":"Question 0."}` {
					t.Errorf("%s, %v", reply.Text, err)
				}
				if u := reply.Usage; u.In < 40 || u.Out < 4 || u.Out > 100 {
					t.Errorf("usage %+v", u)
				}
				return
			}
			if text := err.Error(); !strings.Contains(text, c.says) || len(text) > 500 || strings.ContainsAny(text, "\n<") || strings.Contains(text, llmtest.DefaultKey) {
				t.Errorf("says %q, want %q", text, c.says)
			}
			_, again := e.Complete(t.Context(), ask(1))
			if stopped := len(s.Requests()) == c.sent; stopped != c.stop || again == nil {
				t.Errorf("stopped: %v, then %v", stopped, again)
			}
		})
	}
}

// A 403 may be about one request: a filter in front of the model.
func TestForbiddenOnce(t *testing.T) {
	_, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.Fault{}, llmtest.Code(403, "", "flagged"))}, nil)
	for i, want := range []llm.Kind{"", llm.Auth, ""} {
		if _, err := e.Complete(t.Context(), ask(i)); kindOf(err) != want {
			t.Errorf("request %d: %v", i, err)
		}
	}
}

// The server fails the test if it is asked again too early.
func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		form llmtest.RetryAfter
		wait time.Duration
	}{
		{llmtest.Seconds, 7 * time.Second},
		{llmtest.Date, 95 * time.Second},
		{llmtest.Milliseconds, 1700 * time.Millisecond},
		{llmtest.Silent, 0},
	} {
		clock := llmtest.NewClock()
		s := llmtest.New(t, llmtest.Options{Clock: clock, Fault: llmtest.Script(llmtest.TooMany(c.form, c.wait), llmtest.Busy(c.form, c.wait))})
		e := dial(t, s, clock, nil)
		if _, err := e.Complete(t.Context(), ask(0)); err != nil {
			t.Error(err)
		}
		st := e.Stats()
		if slept := clock.Slept(); slept < 2*c.wait || slept > 2*c.wait+3*time.Second || st.Waited < slept || st.Waits < 2 {
			t.Errorf("form %d: slept %s for twice %s; stats %+v", c.form, slept, c.wait, st)
		}
		if st.Retries != 2 || st.Requests != 3 || st.Replies != 1 {
			t.Errorf("form %d: %+v", c.form, st)
		}
	}
}

// A stuck clock tells when somebody sleeps, and lets nobody wake until it is
// freed.
type stuck struct {
	*llmtest.Clock
	slept chan time.Duration
	free  chan bool
}

func (c stuck) Sleep(ctx context.Context, d time.Duration) error {
	c.slept <- d
	<-c.free
	return c.Clock.Sleep(ctx, d)
}

// While one waits as it was told to, the others are not sent either.
func TestOthersWaitToo(t *testing.T) {
	clock := stuck{llmtest.NewClock(), make(chan time.Duration, 99), make(chan bool)}
	s := llmtest.New(t, llmtest.Options{Clock: clock, Fault: llmtest.Script(llmtest.Fault{}, llmtest.TooMany(llmtest.Seconds, time.Minute))})
	e := dial(t, s, clock.Clock, func(o *llm.Options) { o.Clock = clock })
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); err != nil {
				t.Error(err)
			}
		})
		if i == 0 {
			wg.Wait()
		} else if d := <-clock.slept; d < time.Minute {
			t.Errorf("request %d waits %s", i, d)
		}
	}
	if n := len(s.Requests()); n != 2 {
		t.Errorf("%d requests while waiting", n)
	}
	close(clock.free)
	wg.Wait()
}

func TestLongDelayStops(t *testing.T) {
	s, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.Fault{}, llmtest.TooMany(llmtest.Seconds, 121*time.Second))}, nil)
	for i, want := range []llm.Kind{"", llm.RateLimited, llm.RateLimited} {
		_, err := e.Complete(t.Context(), ask(i))
		if kindOf(err) != want || err != nil && !strings.Contains(err.Error(), "asks to wait 2m1s") {
			t.Errorf("request %d: %v", i, err)
		}
	}
	if n := len(s.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

// An answer of no use shows as well that the endpoint serves: then requests go
// together.
func TestRefusedFirst(t *testing.T) {
	both := make(chan bool)
	_, e := pair(t, llmtest.Options{
		Fault: llmtest.Script(llmtest.Refusal("no")),
		Answer: func(r *llmtest.Request) string {
			if strings.Contains(r.Last(), "Question 0.") {
				return "{}"
			}
			select { // the two must meet
			case both <- true:
			case <-both:
			}
			return "{}"
		},
	}, nil)
	if _, err := e.Complete(t.Context(), ask(0)); kindOf(err) != llm.Refused {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i+1)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// However many wait, a quota that is used up is met once.
func TestQuotaOnce(t *testing.T) {
	s, e := pair(t, llmtest.Options{Fault: func(int, *llmtest.Request) llmtest.Fault { return llmtest.QuotaExceeded() }}, nil)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); kindOf(err) != llm.Quota {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(s.Requests()); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

// Where everything fails, the requests share few retries, and after some nothing
// is sent any more.
func TestGivesUp(t *testing.T) {
	s, e := pair(t, llmtest.Options{Fault: func(int, *llmtest.Request) llmtest.Fault { return llmtest.Status(503) }}, nil)
	for i := range 50 {
		if _, err := e.Complete(t.Context(), ask(i)); kindOf(err) != llm.Unavailable {
			t.Error(err)
		}
	}
	// 8 requests, and 10 retries and a fifth of 8 between them.
	if n := len(s.Requests()); n < 18 || n > 20 {
		t.Errorf("%d requests", n)
	}
}

// An endpoint that has refused every request so far will refuse the next.
func TestGivesUpWhereNothingPasses(t *testing.T) {
	s, e := pair(t, llmtest.Options{Fault: func(int, *llmtest.Request) llmtest.Fault { return llmtest.Code(400, "", "no") }}, nil)
	for i := range 20 {
		if _, err := e.Complete(t.Context(), ask(i)); kindOf(err) != llm.BadRequest {
			t.Error(err)
		}
	}
	if n := len(s.Requests()); n != 8*3 { // in each tier
		t.Errorf("%d requests", n)
	}
	s, e = pair(t, llmtest.Options{Fault: func(n int, _ *llmtest.Request) llmtest.Fault {
		if n == 0 {
			return llmtest.Fault{}
		}
		return llmtest.Code(400, "", "no")
	}}, nil)
	for i := range 20 {
		_, _ = e.Complete(t.Context(), ask(i))
	}
	if n := len(s.Requests()); n != 1+19*3 {
		t.Errorf("%d requests, after one was served", n)
	}
}

// What answers with anything but replies is sent no more than a few requests:
// it may be no endpoint at all. Where replies have come, one that is none is
// about its request alone.
func TestGivesUpOnNoEndpoint(t *testing.T) {
	page := llmtest.Body("text/html", "<html><title>Welcome</title></html>")
	for from, want := range map[int]int{0: 8, 1: 21} {
		s, e := pair(t, llmtest.Options{Fault: func(n int, _ *llmtest.Request) llmtest.Fault {
			if n < from {
				return llmtest.Fault{}
			}
			return page
		}}, nil)
		for i := range 21 {
			if _, err := e.Complete(t.Context(), ask(i)); i >= from && (kindOf(err) != llm.Malformed || !strings.Contains(err.Error(), "check that the URL is the API's base")) {
				t.Error(err)
			}
		}
		if n := len(s.Requests()); n != want {
			t.Errorf("%d requests after %d replies, want %d", n, from, want)
		}
	}
}

func TestUnreachable(t *testing.T) {
	clock := llmtest.NewClock()
	e, err := llm.New(llm.Options{URL: "http://127.0.0.1:1/v1", Model: "x", Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Complete(t.Context(), ask(0))
	if kindOf(err) != llm.Unavailable || !strings.Contains(err.Error(), "127.0.0.1:1: no connection") {
		t.Error(err)
	}
	s := llmtest.New(t, llmtest.Options{})
	plain, err2 := llm.New(llm.Options{URL: strings.Replace(s.URL, "http:", "https:", 1), Model: "x", Clock: clock})
	if err2 != nil {
		t.Fatal(err2)
	}
	if _, err = plain.Complete(t.Context(), ask(0)); kindOf(err) != llm.Unavailable || !strings.Contains(err.Error(), "give its URL with http") || plain.Stats().Requests != 1 {
		t.Error(err)
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	strange, err2 := llm.New(llm.Options{URL: secure.URL, Model: "x", Clock: clock})
	if err2 != nil {
		t.Fatal(err2)
	}
	if _, err = strange.Complete(t.Context(), ask(0)); kindOf(err) != llm.Unavailable || !strings.Contains(err.Error(), "certificate does not hold") || strange.Stats().Requests != 1 {
		t.Error(err)
	}
	for _, e := range []*llm.Endpoint{e, plain, strange} {
		if u := e.Stats().Usage; u != (llm.Usage{}) {
			t.Errorf("what never left was charged: %+v", u)
		}
	}
}
