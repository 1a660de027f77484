package llmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// A recorder takes down what a server would fail a test with.
type recorder struct {
	testing.TB
	mu     sync.Mutex
	failed []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = append(r.failed, fmt.Sprintf(format, args...))
}

func (r *recorder) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.failed, "\n")
}

type call struct {
	method, path, key, media, body string
}

func chat(body string) call {
	return call{"POST", "/chat/completions", DefaultKey, "application/json", body}
}

func (c call) send(t *testing.T, s *Server) (status int, header http.Header, body string) {
	t.Helper()
	req, err := http.NewRequest(c.method, s.URL+c.path, strings.NewReader(c.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", c.media)
	req.Header.Set("Authorization", "Bearer "+c.key)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

const hello = `"messages":[{"role":"system","content":"You are terse."},{"role":"user","content":"Say JSON."}]`

// What a server refuses, with which code, and which of it fails the test.
func TestRefuses(t *testing.T) {
	format := func(schema string) string {
		return `{"model":"test-model",` + hello + `,"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":` + schema + `}}}`
	}
	for _, c := range []struct {
		name    string
		dialect Dialect
		call    call
		status  int
		code    string // in the body
		fails   string // in what fails the test; "" if nothing does
	}{
		{"fine", OpenAI, chat(`{"model":"test-model",` + hello + `}`), 200, `"finish_reason":"stop"`, ""},
		{"no such path", OpenAI, call{"POST", "/completions", DefaultKey, "application/json", "{}"}, 404, `"param":null`, ""},
		{"wrong key", OpenAI, call{"POST", "/chat/completions", "no", "application/json", "{}"}, 401, "invalid_api_key", ""},
		{"no JSON", OpenAI, call{"POST", "/chat/completions", DefaultKey, "text/plain", "{}"}, 415, "unsupported_media_type", ""},
		{"no messages", OpenAI, chat(`{"model":"test-model"}`), 400, "contract", "missing property 'messages'"},
		{"misspelt option", OpenAI, chat(`{"model":"test-model","temprature":0,` + hello + `}`), 400, "contract", "temprature"},
		{"out of range", OpenAI, chat(`{"model":"test-model","temperature":3,` + hello + `}`), 400, "contract", "temperature"},
		{"not an object", OpenAI, chat(`[`), 400, "contract", "breaks the contract"},
		{"unknown model", OpenAI, chat(`{"model":"x",` + hello + `}`), 404, "model_not_found", ""},
		{"window", OpenAI, chat(`{"model":"small","max_tokens":100,` + hello + `}`), 400, "context_length_exceeded", ""},
		{"reasoning, max_tokens", OpenAI, chat(`{"model":"deep","max_tokens":100,` + hello + `}`), 400, "unsupported_parameter", ""},
		{"reasoning, temperature", OpenAI, chat(`{"model":"deep","temperature":0.5,` + hello + `}`), 400, "unsupported_value", ""},
		{"reasoning", OpenAI, chat(`{"model":"deep","max_completion_tokens":100,` + hello + `}`), 200, "stop", ""},
		{"schema", OpenAI, chat(format(`{"type":"object","properties":{},"additionalProperties":false}`)), 200, "stop", ""},
		{"open schema", OpenAI, chat(format(`{"type":"object","properties":{}}`)), 400, "invalid_json_schema", "additionalProperties must be false"},
		{"optional property", OpenAI, chat(format(`{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"b":{"type":"string"}},"required":[]}}},"required":["a"],"additionalProperties":false}`)), 400, "invalid_json_schema", `#/properties/a/items: property "b" must be required`},
		{"open schema elsewhere", OllamaCloud, chat(format(`{"type":"object"}`)), 200, "stop", ""},
		{"DeepSeek", DeepSeek, chat(format(`{"type":"object"}`)), 400, "unavailable", ""},
		{"Mistral", Mistral, chat(format(`{"type":"object"}`)), 422, "input should be", ""},
		{"json_object", DeepSeek, chat(`{"model":"test-model",` + hello + `,"response_format":{"type":"json_object"}}`), 200, "stop", ""},
		{"json_object unannounced", OpenAI, chat(`{"model":"test-model","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"}}`), 400, "must contain the word 'json'", ""},
		{"plain only", PlainOnly, chat(`{"model":"test-model",` + hello + `,"response_format":{"type":"json_object"}}`), 400, "unavailable", ""},
		{"key in the body", OpenAI, chat(`{"model":"test-model","messages":[{"role":"user","content":"` + DefaultKey + `"}]}`), 200, "stop", "holds the key"},
		{"models", OpenAI, call{"GET", "/models", DefaultKey, "", ""}, 200, `"id":"deep"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &recorder{TB: t}
			s := New(r, Options{Dialect: c.dialect, Models: []Model{{Name: "test-model"}, {Name: "small", Window: 110}, {Name: "deep", Reasoning: true}}})
			status, _, body := c.call.send(t, s)
			if status != c.status || !strings.Contains(body, c.code) {
				t.Errorf("status %d, want %d: %s", status, c.status, body)
			}
			if got := r.String(); (c.fails == "") != (got == "") || !strings.Contains(got, c.fails) {
				t.Errorf("fails the test with %q, want %q", got, c.fails)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	s := New(t, Options{Answer: func(r *Request) string {
		return strings.Repeat("word ", 50) + r.Messages[0].Role
	}})
	ask := func(last string, limit int) (got struct {
		Choices []struct {
			Message struct{ Content string }
			Finish  string `json:"finish_reason"`
		}
		Usage struct {
			Prompt  int `json:"prompt_tokens"`
			Out     int `json:"completion_tokens"`
			Details struct {
				Cached int `json:"cached_tokens"`
			} `json:"prompt_tokens_details"`
		}
	}) {
		t.Helper()
		body, _ := json.Marshal(map[string]any{
			"model": DefaultModel, "max_tokens": limit,
			"messages": []said{{"system", strings.Repeat("a rule ", 700)}, {"user", last}},
		})
		_, _, reply := chat(string(body)).send(t, s)
		if err := json.Unmarshal([]byte(reply), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	first, second := ask("one", 1000), ask("two", 20)
	if first.Usage.Details.Cached != 0 || second.Usage.Details.Cached != 1280 {
		t.Errorf("cached %d, then %d of %d", first.Usage.Details.Cached, second.Usage.Details.Cached, second.Usage.Prompt)
	}
	if c := first.Choices[0]; c.Finish != "stop" || first.Usage.Out != 51 {
		t.Errorf("first: %s after %d tokens", c.Finish, first.Usage.Out)
	}
	if c := second.Choices[0]; c.Finish != "length" || second.Usage.Out != 20 || !strings.HasPrefix(first.Choices[0].Message.Content, c.Message.Content) {
		t.Errorf("second: %s after %d tokens: %s", c.Finish, second.Usage.Out, c.Message.Content)
	}
	if u := s.Usage(); u.In != first.Usage.Prompt+second.Usage.Prompt || u.Out != 71 || u.Cached != 1280 {
		t.Errorf("in all: %+v", u)
	}
	if p := s.CommonPrefix(); !strings.HasSuffix(p, "rule \n") {
		t.Errorf("common prefix ends with %q", p[len(p)-10:])
	}
}

// said is a message as it is written.
type said struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

func TestTokensAreAsDenseAsMeasured(t *testing.T) {
	var code bytes.Buffer
	for _, file := range []string{"server.go", "limits.go", "reply.go"} {
		code.WriteString(source(t, file))
	}
	if d := float64(code.Len()) / float64(Tokens(code.String())); d < 3.4 || d > 4.3 {
		t.Errorf("%.2f bytes of Go to a token", d)
	}
	const chinese = "控制器从工作队列中取出键，比较期望状态与实际状态，然后更新对象。"
	if d := float64(len([]rune(chinese))) / float64(Tokens(chinese)); d < 1.7 || d > 2 {
		t.Errorf("%.2f runes of Chinese to a token", d)
	}
}

func TestLimiter(t *testing.T) {
	for form, name := range map[RetryAfter]string{Seconds: "Retry-After", Date: "Retry-After", Milliseconds: "Retry-After-Ms", Silent: ""} {
		clock, r := NewClock(), &recorder{TB: t}
		s := New(r, Options{Clock: clock, RequestsPerMinute: 2, TokensPerMinute: 10_000, RetryAfter: form})
		body := chat(`{"model":"test-model","max_tokens":100,` + hello + `}`)
		var status int
		var h http.Header
		for range 3 {
			status, h, _ = body.send(t, s)
		}
		if status != 429 || name != "" && h.Get(name) == "" || name == "" && h.Get("Retry-After")+h.Get("Retry-After-Ms") != "" {
			t.Errorf("form %d: status %d, %v", form, status, h)
		}
		if h.Get("X-Ratelimit-Limit-Requests") != "2" || h.Get("X-Ratelimit-Remaining-Requests") != "0" || h.Get("X-Ratelimit-Reset-Requests") != "1m0s" || h.Get("X-Ratelimit-Remaining-Tokens") == "10000" {
			t.Errorf("headers %v", h)
		}
		_ = clock.Sleep(t.Context(), 20*time.Second)
		body.send(t, s)
		if early := strings.Contains(r.String(), "before it was to"); early != (form != Silent) {
			t.Errorf("form %d: coming early fails the test: %v", form, early)
		}
	}
}

func TestWatches(t *testing.T) {
	t.Run("quota", func(t *testing.T) {
		r := &recorder{TB: t}
		s := New(r, Options{Fault: Script(QuotaExceeded())})
		for range 2 {
			chat(`{"model":"test-model",`+hello+`}`).send(t, s)
		}
		if !strings.Contains(r.String(), "quota") {
			t.Error("the second request passes")
		}
	})
	t.Run("concurrency", func(t *testing.T) {
		r := &recorder{TB: t}
		both := make(chan bool)
		s := New(r, Options{Concurrency: 1, Answer: func(*Request) string {
			select {
			case both <- true:
			case <-both:
			}
			return "{}"
		}})
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() { chat(`{"model":"test-model",`+hello+`}`).send(t, s) })
		}
		wg.Wait()
		if !strings.Contains(r.String(), "2 requests at once") {
			t.Error("two at once pass")
		}
	})
	t.Run("leak", func(t *testing.T) {
		r := &recorder{TB: t}
		s := New(r, Options{})
		chat(`{"model":"test-model",`+hello+`}`).send(t, s)
		if s.Lacks("absent"); r.String() != "" {
			t.Error(r)
		}
		if s.Lacks("terse"); r.String() == "" {
			t.Error("a planted word passes")
		}
	})
}

func TestStream(t *testing.T) {
	s := New(t, Options{
		Answer: func(*Request) string { return "one two three" },
		Fault:  Script(Fault{}, StreamCut(), DuplicateChunk()),
	})
	ask := chat(`{"model":"test-model","stream":true,` + hello + `}`)
	for _, want := range []struct {
		text, finish string
		done         bool
	}{{"one two three", "stop", true}, {"one two three", "", false}, {"one one two three", "stop", true}} {
		_, _, body := ask.send(t, s)
		var text, finish string
		for _, line := range strings.Split(body, "\n") {
			var chunk struct {
				Choices []struct {
					Delta  struct{ Content string }
					Finish string `json:"finish_reason"`
				}
			}
			if data, ok := strings.CutPrefix(line, "data: {"); ok {
				if err := json.Unmarshal([]byte("{"+data), &chunk); err != nil {
					t.Fatal(err)
				}
				text += chunk.Choices[0].Delta.Content
				finish = chunk.Choices[0].Finish
			}
		}
		if text != want.text || finish != want.finish || strings.HasSuffix(body, "data: [DONE]\n\n") != want.done {
			t.Errorf("%q, %q, want %+v:\n%s", text, finish, want, body)
		}
	}
}

func source(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
