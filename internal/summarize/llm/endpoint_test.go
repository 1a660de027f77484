package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
)

const schema = `{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string"}}}`

// ask is the nth of several requests that begin alike.
func ask(n int) llm.Request {
	return llm.Request{
		System: "You answer tersely.", User: fmt.Sprintf("Question %d.", n),
		Schema: json.RawMessage(schema), SchemaName: "answer", MaxTokens: 100,
	}
}

// dial returns an endpoint at a server, on the server's clock.
func dial(t *testing.T, s *llmtest.Server, clock *llmtest.Clock, change func(*llm.Options)) *llm.Endpoint {
	t.Helper()
	key, err := llm.NewSecret(llmtest.DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	o := llm.Options{URL: s.URL, Model: llmtest.DefaultModel, Key: key, Clock: clock, Random: func() float64 { return 0.5 }}
	if change != nil {
		change(&o)
	}
	e, err := llm.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// pair returns a server and an endpoint that is at it.
func pair(t *testing.T, o llmtest.Options, change func(*llm.Options)) (*llmtest.Server, *llm.Endpoint) {
	t.Helper()
	clock := llmtest.NewClock()
	o.Clock = clock
	if o.Answer == nil {
		o.Answer = func(r *llmtest.Request) string { return `{"a":"` + r.Last() + `"}` }
	}
	s := llmtest.New(t, o)
	return s, dial(t, s, clock, change)
}

func kindOf(err error) llm.Kind {
	var e *llm.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// The tier is found by one request each, and then remembered.
func TestTiers(t *testing.T) {
	for _, c := range []struct {
		dialect llmtest.Dialect
		start   llm.Tier
		want    llm.Tier
		sent    int // for two questions
	}{
		{llmtest.OpenAI, "", llm.Schema, 2},
		{llmtest.OllamaCloud, "", llm.Schema, 2},
		{llmtest.DeepSeek, "", llm.Object, 3},
		{llmtest.DeepSeek, llm.Object, llm.Object, 2},
		{llmtest.Mistral, "", llm.Object, 3},
		{llmtest.PlainOnly, "", llm.Plain, 4},
		{llmtest.PlainOnly, llm.Plain, llm.Plain, 2},
	} {
		s, e := pair(t, llmtest.Options{Dialect: c.dialect}, func(o *llm.Options) { o.Tier = c.start })
		for i := range 2 {
			reply, err := e.Complete(t.Context(), ask(i))
			if err != nil || reply.Tier != c.want || reply.Text != fmt.Sprintf(`{"a":"Question %d."}`, i) || reply.Model != llmtest.DefaultModel {
				t.Errorf("dialect %d: %+v, %v", c.dialect, reply, err)
			}
		}
		all := s.Requests()
		if len(all) != c.sent || e.Tier() != c.want {
			t.Errorf("dialect %d: %d requests, want %d; tier %s", c.dialect, len(all), c.sent, e.Tier())
		}
		last := all[len(all)-1]
		if inPrompt := strings.Contains(last.System(), schema); inPrompt != (c.want != llm.Schema) {
			t.Errorf("dialect %d: schema in the prompt: %v", c.dialect, inPrompt)
		}
		if c.want == llm.Schema && !strings.Contains(string(last.Body), `"strict":true`) {
			t.Errorf("dialect %d: %s", c.dialect, last.Body)
		}
		if (last.Format == "json_schema") != (c.want == llm.Schema) || (last.Format == "") != (c.want == llm.Plain) {
			t.Errorf("dialect %d: format %q", c.dialect, last.Format)
		}
	}
}

// Many at the start find the tier once: the first goes alone.
func TestFirstAlone(t *testing.T) {
	s, e := pair(t, llmtest.Options{Dialect: llmtest.DeepSeek, Concurrency: 4}, nil)
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			if _, err := e.Complete(t.Context(), ask(i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(s.Requests()); n != 11 {
		t.Errorf("%d requests for 10 answers and one refusal", n)
	}
}

func TestModelRules(t *testing.T) {
	for _, c := range []struct {
		model     string
		reasoning bool // at the server
		wants     bool // a reasoning request in the end
		sent      int
	}{
		{"gpt-4o-mini", false, false, 1},
		{"qwen3:8b", false, false, 1},
		{"gpt-oss:20b", false, false, 1},
		{"o3-like-but-longer", true, true, 1},
		{"ollama-o3", false, false, 1},
		{"o1", true, true, 1},
		{"o4-mini", true, true, 1},
		{"gpt-5.1-chat-latest", true, true, 1},
		{"gpt-6-sol", true, true, 1},
		{"openai/gpt-5-mini", true, true, 1},
		{"our-deployment", true, true, 2},
	} {
		s, e := pair(t, llmtest.Options{Models: []llmtest.Model{{Name: c.model, Reasoning: c.reasoning}}}, func(o *llm.Options) { o.Model = c.model })
		for range 2 {
			if _, err := e.Complete(t.Context(), ask(0)); err != nil {
				t.Errorf("%s: %v", c.model, err)
			}
		}
		all := s.Requests()
		if len(all) != c.sent+1 {
			t.Errorf("%s: %d requests for two answers, want %d", c.model, len(all), c.sent+1)
		}
		body := string(all[len(all)-1].Body)
		if c.wants == strings.Contains(body, `"max_tokens":100`) || c.wants == strings.Contains(body, `"temperature":`) || c.wants != strings.Contains(body, `"max_completion_tokens":8292`) { // with room for thoughts
			t.Errorf("%s: %s", c.model, body)
		}
		if known := llm.Sampling(c.model) == "reasoning"; known != (c.wants && c.sent == 1) {
			t.Errorf("%s: sampling %q", c.model, llm.Sampling(c.model))
		}
	}
}

func TestAzure(t *testing.T) {
	const version = "2024-10-21"
	s, e := pair(t, llmtest.Options{Azure: version, Models: []llmtest.Model{{Name: "team-3.5:a"}}}, func(o *llm.Options) {
		o.AzureVersion, o.Model = version, "team-3.5:a"
	})
	if _, err := e.Complete(t.Context(), ask(0)); err != nil {
		t.Error(err)
	}
	if names, err := e.Models(t.Context()); err != nil || !slices.Equal(names, []string{"team-3.5:a"}) {
		t.Errorf("%v, %v", names, err)
	}
	if r := s.Requests()[0]; r.Header.Get("Authorization") != "" {
		t.Error("a bearer key goes to Azure")
	}
}

func TestModels(t *testing.T) {
	_, e := pair(t, llmtest.Options{Models: []llmtest.Model{{Name: "b"}, {Name: "a"}, {Name: "b"}}}, nil)
	if names, err := e.Models(t.Context()); err != nil || !slices.Equal(names, []string{"a", "b"}) {
		t.Errorf("%v, %v", names, err)
	}
	s, _ := pair(t, llmtest.Options{Key: "another"}, nil)
	_, err := dial(t, s, llmtest.NewClock(), nil).Models(t.Context())
	if kindOf(err) != llm.Auth {
		t.Errorf("with a wrong key: %v", err)
	}
	// A server that has no list still has its model.
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}`)
	}))
	defer bare.Close()
	e, err = llm.New(llm.Options{URL: bare.URL, Model: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Models(t.Context()); kindOf(err) != llm.NotFound {
		t.Errorf("without a list: %v", err)
	}
	if _, err := e.Complete(t.Context(), ask(0)); err != nil {
		t.Errorf("after that: %v", err)
	}
}

// What is alike in all requests comes first, so that endpoints keep it; and what
// they kept is counted.
func TestPrefixAndUsage(t *testing.T) {
	s, e := pair(t, llmtest.Options{}, func(o *llm.Options) { o.Prices = llm.Prices{In: 2, Cached: 1, Out: 10} })
	rules := strings.Repeat("A rule that holds for every section. ", 200)
	for i := range 3 {
		r := ask(i)
		r.System = rules
		r.Earlier = []llm.Turn{{Answer: `{"a":"x"}`, Said: fmt.Sprintf("Better, for the %dth time.", i)}}
		if _, err := e.Complete(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if p := s.CommonPrefix(); !strings.HasPrefix(p, rules+"\nQuestion ") {
		t.Errorf("prompts begin alike for only %d bytes", len(p))
	}
	want := s.Usage()
	got := e.Stats()
	if got.Usage != (llm.Usage{In: want.In, Cached: want.Cached, Out: want.Out}) || got.Usage.Cached < 2*1024 || got.Replies != 3 || got.Requests != 3 {
		t.Errorf("%+v, the server says %+v", got, want)
	}
	cost := (float64(want.In-want.Cached)*2 + float64(want.Cached) + float64(want.Out)*10) / 1e6
	if d := got.Cost - cost; d < -1e-12 || d > 1e-12 {
		t.Errorf("cost %v, want %v", got.Cost, cost)
	}
	if m := s.Requests()[2].Messages; len(m) != 4 || m[2].Role != "assistant" || m[3].Role != "user" {
		t.Errorf("messages %+v", m)
	}
}

func TestNoRedirectElsewhere(t *testing.T) {
	var reached bool
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		s, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.Redirect(status, other.URL+"/v1/chat/completions"))}, nil)
		_, err := e.Complete(t.Context(), ask(0))
		if kindOf(err) != llm.Redirect || !strings.Contains(err.Error(), strings.TrimPrefix(other.URL, "http://")) {
			t.Errorf("%d: %v", status, err)
		}
		if _, again := e.Complete(t.Context(), ask(1)); kindOf(again) != llm.Redirect || len(s.Requests()) != 1 {
			t.Errorf("%d: then %v, %d requests", status, again, len(s.Requests()))
		}
	}
	if reached {
		t.Error("the other host was reached")
	}
	_, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.Redirect(307, "/v1/chat/completions"))}, nil)
	if r, err := e.Complete(t.Context(), ask(0)); err != nil || r.Text == "" {
		t.Errorf("within the host: %v", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	s, e := pair(t, llmtest.Options{Fault: func(int, *llmtest.Request) llmtest.Fault {
		cancel(nil)
		return llmtest.Slow()
	}}, nil)
	if _, err := e.Complete(ctx, ask(0)); !errors.Is(err, context.Canceled) {
		t.Errorf("under way: %v", err)
	}
	if _, err := e.Complete(ctx, ask(1)); !errors.Is(err, context.Canceled) || len(s.Requests()) != 1 {
		t.Errorf("before: %v", err)
	}
	// What was on its way may have to be paid.
	if u := e.Stats().Usage; u.In == 0 || u.Out != 100 {
		t.Errorf("used %+v", u)
	}
}

func TestTimeout(t *testing.T) {
	s, e := pair(t, llmtest.Options{Fault: llmtest.Script(llmtest.Slow())}, func(o *llm.Options) { o.Timeout = 50 * time.Millisecond })
	most := e.Estimate(ask(0))
	if _, err := e.Complete(t.Context(), ask(0)); err != nil || len(s.Requests()) < 2 {
		t.Errorf("%v after %d requests", err, len(s.Requests()))
	}
	if u := e.Stats().Usage; u.In <= most.In || u.Out <= most.Out {
		t.Errorf("what was cut off counts for nothing: %+v", u)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, o := range map[string]llm.Options{
		"no model":     {},
		"http":         {Model: "x", URL: "http://example.com/v1"},
		"cost, prices": {Model: "x", Limits: llm.Limits{Cost: 1}},
		"price":        {Model: "x", Prices: llm.Prices{In: -1}},
	} {
		if _, err := llm.New(o); err == nil {
			t.Errorf("%s: passes", name)
		}
	}
	e, err := llm.New(llm.Options{Model: "x"})
	if err != nil || e.Host() != "api.openai.com" || e.Model() != "x" || e.Tier() != llm.Schema {
		t.Errorf("%+v, %v", e, err)
	}
	for name, r := range map[string]llm.Request{
		"no text":   {MaxTokens: 1},
		"no limit":  {User: "x"},
		"no schema": {User: "x", MaxTokens: 1, Schema: json.RawMessage("{")},
		"half turn": {User: "x", MaxTokens: 1, Earlier: []llm.Turn{{Answer: "x"}}},
	} {
		if _, err := e.Complete(t.Context(), r); kindOf(err) != llm.BadRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
}
