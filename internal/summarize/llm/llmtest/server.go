// Package llmtest is a strict server of the chat completions API for tests.
//
// It holds a client to the published contract, and to the rules that endpoints
// add to it: what breaks the contract fails the test, and what an endpoint would
// refuse is refused, with the codes and headers that real ones send. What it
// says is up to the test: an Answerer plays the model, honest or not, and Faults
// play the network. It listens on loopback only and never sleeps.
package llmtest

import (
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// DefaultKey is the key that a server asks for unless told otherwise.
const DefaultKey = "llmtest-key-0123456789"

// DefaultModel is the model that a server has unless told otherwise.
const DefaultModel = "test-model"

// An Answerer plays the model: it returns the text of the answer. It is called
// by several goroutines at once.
type Answerer func(r *Request) string

// A Model is one that the server offers.
type Model struct {
	Name string
	// Window is how many tokens prompt and answer may have together; 0 means
	// 128,000.
	Window int
	// Reasoning models refuse max_tokens and sampling options.
	Reasoning bool
}

// A Dialect is how an endpoint takes to structured output.
type Dialect int

const (
	// OpenAI takes a schema, and holds it to the rules of strict ones.
	OpenAI Dialect = iota
	// DeepSeek refuses a schema with 400; it takes json_object.
	DeepSeek
	// Mistral refuses a schema with 422; it takes json_object.
	Mistral
	// PlainOnly refuses every response_format.
	PlainOnly
	// OllamaCloud takes a schema and ignores it.
	OllamaCloud
)

// Options say how a server behaves. The zero value is a server with one model
// that answers `{}`.
type Options struct {
	// Answer plays the model.
	Answer Answerer
	// Models are what the server offers; DefaultModel if empty.
	Models []Model
	// Key is the bearer key it asks for; DefaultKey if empty.
	Key     string
	Dialect Dialect
	// Azure makes it serve /openai/deployments/NAME with the api-key header,
	// and refuse any other api-version than this.
	Azure string
	// Fault says what goes wrong with the nth request for a completion, from
	// 0; the zero Fault is none. See Script.
	Fault func(n int, r *Request) Fault
	// Concurrency is how many requests may be under way at once; one more
	// fails the test. 0 is any number.
	Concurrency int
	// RequestsPerMinute and TokensPerMinute limit the rate; 0 is no limit.
	RequestsPerMinute, TokensPerMinute int
	// RetryAfter is the form in which the limiter says when to come again.
	RetryAfter RetryAfter
	// Clock is the time; nil is the machine's.
	Clock interface{ Now() time.Time }
}

// A Server is a running server.
type Server struct {
	// URL is the base URL for a client: with /v1, or without on Azure.
	URL string

	t        testing.TB
	o        Options
	contract *contract
	limits   *limits

	mu       sync.Mutex
	requests []*Request
	prompts  map[string][]string // by model
	due      map[[32]byte]time.Time
	quota    map[[32]byte]bool
	usage    Usage
	underWay int
}

// New starts a server that is closed when the test ends.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Answer == nil {
		o.Answer = func(*Request) string { return "{}" }
	}
	if len(o.Models) == 0 {
		o.Models = []Model{{Name: DefaultModel}}
	}
	if o.Key == "" {
		o.Key = DefaultKey
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	c, err := newContract()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{
		t: t, o: o, contract: c, limits: newLimits(o),
		prompts: map[string][]string{}, due: map[[32]byte]time.Time{}, quota: map[[32]byte]bool{},
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL + "/v1"
	if o.Azure != "" {
		s.URL = server.URL
	}
	return s
}

// Requests returns the requests for completions that came, in order, refused
// ones included.
func (s *Server) Requests() []*Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*Request(nil), s.requests...)
}

// Usage returns the tokens of all replies.
func (s *Server) Usage() Usage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.usage
}

// Lacks fails the test if one of the words is in any request.
func (s *Server) Lacks(words ...string) {
	s.t.Helper()
	for i, r := range s.Requests() {
		for _, w := range words {
			if strings.Contains(string(r.Body), w) || strings.Contains(r.Text(), w) {
				s.t.Errorf("llmtest: request %d holds %q", i, w)
			}
		}
	}
}

// CommonPrefix returns what all prompts begin with.
func (s *Server) CommonPrefix() string {
	var out string
	for i, r := range s.Requests() {
		p := r.Text()
		if i == 0 {
			out = p
			continue
		}
		n := 0
		for n < len(out) && n < len(p) && out[n] == p[n] {
			n++
		}
		out = out[:n]
	}
	return out
}

// ServeHTTP serves a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer s.enter()()
	x := &exchange{s: s, w: w, r: r}
	w.Header().Set("Date", s.o.Clock.Now().UTC().Format(http.TimeFormat))
	model, route := s.route(r)
	switch {
	case route == "":
		x.fail(http.StatusNotFound, "invalid_request_error", "unknown_url", "unknown request URL: "+r.Method+" "+r.URL.Path)
	case !s.knows(r):
		x.fail(http.StatusUnauthorized, "invalid_request_error", "invalid_api_key", "incorrect API key provided")
	case route == "models":
		x.models()
	default:
		x.complete(model)
	}
}

// enter counts a request in, and returns what counts it out.
func (s *Server) enter() func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.underWay++
	if s.o.Concurrency > 0 && s.underWay > s.o.Concurrency {
		s.t.Errorf("llmtest: %d requests at once; at most %d were agreed", s.underWay, s.o.Concurrency)
	}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.underWay--
	}
}

// route returns what is asked for, and on Azure the deployment.
func (s *Server) route(r *http.Request) (model, route string) {
	path := r.URL.Path
	if s.o.Azure != "" {
		rest, ok := strings.CutPrefix(path, "/openai")
		if !ok || r.URL.Query().Get("api-version") != s.o.Azure {
			return "", ""
		}
		if deployment, ok := strings.CutPrefix(rest, "/deployments/"); ok {
			model, rest, _ = strings.Cut(deployment, "/")
			rest = "/" + rest
		}
		path = "/v1" + rest
	}
	switch r.Method + " " + path {
	case "POST /v1/chat/completions":
		return model, "chat"
	case "GET /v1/models":
		return model, "models"
	}
	return "", ""
}

func (s *Server) knows(r *http.Request) bool {
	if s.o.Azure != "" {
		return r.Header.Get("api-key") == s.o.Key
	}
	return r.Header.Get("Authorization") == "Bearer "+s.o.Key
}

// read takes in a request and holds it to the contract.
func (x *exchange) read(deployment string) bool {
	s := x.s
	if media, _, err := mime.ParseMediaType(x.r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		x.fail(http.StatusUnsupportedMediaType, "invalid_request_error", "unsupported_media_type", "the content type must be application/json")
		return false
	}
	body, err := io.ReadAll(io.LimitReader(x.r.Body, 32<<20))
	if err != nil {
		return false // the client has gone
	}
	x.sum = sha256.Sum256(body)
	x.req, err = newRequest(x.r, body)
	s.mu.Lock()
	n := len(s.requests)
	s.requests = append(s.requests, x.req)
	s.mu.Unlock()
	if invalid := meets(s.contract.request, body); err != nil || invalid != nil {
		s.t.Errorf("llmtest: request %d breaks the contract: %v %v\n%.2000s", n, err, invalid, body)
		x.fail(http.StatusBadRequest, "invalid_request_error", "", fmt.Sprint("the request breaks the contract: ", invalid))
		return false
	}
	if strings.Contains(string(body), s.o.Key) {
		s.t.Errorf("llmtest: the body of request %d holds the key", n)
	}
	if deployment != "" && x.req.Model != deployment {
		s.t.Errorf("llmtest: request %d goes to deployment %q, but names model %q", n, deployment, x.req.Model)
	}
	if s.o.Fault != nil {
		x.fault = s.o.Fault(n, x.req)
	}
	return true
}
