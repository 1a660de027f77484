package llm

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// DefaultTimeout is how long an attempt may take, the answer included.
const DefaultTimeout = 5 * time.Minute

// dialTimeout is how long a connection to a server on this machine may take.
const dialTimeout = 30 * time.Second

// Options say what endpoint to speak to, and within what bounds.
type Options struct {
	// URL is the API's base, such as DefaultURL, which it is if empty. See
	// CheckURL.
	URL string
	// AzureVersion is the api-version of an Azure endpoint, whose deployment is
	// the Model; empty for all other endpoints. Schemas need 2024-08-01-preview
	// or later.
	AzureVersion string
	Model        string
	// Key may be empty: servers on the same machine mostly need none.
	Key Secret
	// Tier is where to begin, Schema if empty. See Endpoint.Tier.
	Tier Tier
	// Workers is how many requests are under way at once at most; 0 is
	// DefaultWorkers.
	Workers int
	Limits  Limits
	Prices  Prices
	// Timeout bounds one attempt; 0 is DefaultTimeout.
	Timeout time.Duration
	// Clock and Random, which returns a number in [0, 1), are for tests.
	Clock  Clock
	Random func() float64
}

// An Endpoint is a Client over HTTP. As long as no request has been served, one
// at a time is sent: whether key, model and form are right shows with the first.
type Endpoint struct {
	model   string
	host    string
	secret  Secret
	url     string // without a slash at the end
	azure   string // see Options.AzureVersion
	http    *http.Client
	timeout time.Duration
	clock   Clock
	random  func() float64

	budget    *budget
	flow      *flow
	retries   retries
	estimator estimator

	first  chan struct{} // holds one while the first request is under way
	served chan struct{} // closed when a request was served

	mu      sync.Mutex
	form    form
	halted  *Error // what every request gets that comes now
	failing int    // requests in a row that failed as giveUp says
	stats   Stats
}

// Stats are what an Endpoint has done so far.
type Stats struct {
	// Requests are those sent, Retries those of them that were sent again.
	Requests, Retries int
	// Replies are the answers that were of use.
	Replies int
	// Usage is what all requests have used; what came without a count is
	// estimated.
	Usage Usage
	// Cost is what that costs, 0 if there are no prices.
	Cost float64
	// Waits are the times that a request was held back, Waited their sum.
	Waits  int
	Waited time.Duration
}

// New returns an endpoint. It sends nothing.
func New(o Options) (*Endpoint, error) {
	if o.URL == "" {
		o.URL = DefaultURL
	}
	u, err := parseURL(o.URL)
	switch {
	case err != nil:
		return nil, err
	case o.Model == "":
		return nil, errors.New("no model: name one that the endpoint offers")
	case o.Limits.Cost > 0 && !o.Prices.Known():
		return nil, errors.New("a limit in cost needs prices: give what a million tokens cost, or limit the tokens")
	}
	if err := o.Prices.Check(); err != nil {
		return nil, err
	}
	e := &Endpoint{
		model: o.Model, host: u.Host, url: strings.TrimRight(o.URL, "/"), azure: o.AzureVersion, secret: o.Key, timeout: o.Timeout, clock: o.Clock, random: o.Random,
		budget: newBudget(o.Limits, o.Prices), form: form{o.Tier, styleOf(o.Model)},
		first: make(chan struct{}, 1), served: make(chan struct{}),
	}
	if e.timeout <= 0 {
		e.timeout = DefaultTimeout
	}
	if e.clock == nil {
		e.clock = systemClock{}
	}
	if e.random == nil {
		e.random = rand.Float64
	}
	if e.form.tier.rank() < 0 {
		e.form.tier = Schema
	}
	if o.Workers <= 0 {
		o.Workers = DefaultWorkers
	}
	e.flow = newFlow(e.clock, o.Workers)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxResponseHeaderBytes = 64 << 10
	transport.MaxIdleConnsPerHost = o.Workers
	if u.Scheme == "http" { // what is not encrypted passes no proxy either
		transport.Proxy = nil
		transport.DialContext = (&net.Dialer{Timeout: dialTimeout, Control: stayHere}).DialContext
	}
	e.http = &http.Client{Transport: transport, CheckRedirect: follow}
	return e, nil
}

// client returns the client library, sending through x.
func (e *Endpoint) client(x *exchange) *openai.Client {
	c := openai.DefaultConfig(e.secret.reveal())
	if e.azure != "" {
		c = openai.DefaultAzureConfig(e.secret.reveal(), e.url)
		c.APIVersion = e.azure
		// A deployment has the name that the user gave it, whatever characters
		// the library thinks are in one.
		c.AzureModelMapperFunc = func(model string) string { return model }
	}
	c.BaseURL, c.HTTPClient = e.url, x
	return openai.NewClientWithConfig(c)
}

// String returns model and host.
func (e *Endpoint) String() string { return e.model + " at " + e.host }

// Host returns the host and port that requests go to.
func (e *Endpoint) Host() string { return e.host }

// Model returns the model that is asked.
func (e *Endpoint) Model() string { return e.model }

// Tier returns the tier that requests are sent in now. Once a request was
// served, it is what the endpoint and model bear: to begin there another time
// saves a request.
func (e *Endpoint) Tier() Tier {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.form.tier
}

// Estimate returns how many tokens a request sends, and its answer has, at most.
// It knows better the more replies have come.
func (e *Endpoint) Estimate(r Request) Usage {
	e.mu.Lock()
	f := e.form
	e.mu.Unlock()
	return Usage{In: e.estimator.of(r), Out: f.cap(r)}
}

// Stats returns what was done so far.
func (e *Endpoint) Stats() Stats {
	e.mu.Lock()
	s := e.stats
	e.mu.Unlock()
	s.Requests, s.Usage, s.Cost = e.budget.spent()
	e.retries.mu.Lock()
	s.Retries = e.retries.used
	e.retries.mu.Unlock()
	e.flow.mu.Lock()
	s.Waits, s.Waited = e.flow.waits, e.flow.waited
	e.flow.mu.Unlock()
	return s
}

// Models lists the models.
func (e *Endpoint) Models(ctx context.Context) ([]string, error) {
	list, err := e.client(&exchange{e: e}).ListModels(ctx)
	if err != nil {
		return nil, e.mend(ctx, err)
	}
	var out []string
	for _, m := range list.Models {
		out = append(out, m.ID)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// hasServed tells whether any request was served.
func (e *Endpoint) hasServed() bool {
	select {
	case <-e.served:
		return true
	default:
		return false
	}
}

// fails returns an error of this endpoint.
func (e *Endpoint) fails(k Kind, message string) *Error {
	return &Error{Kind: k, Host: e.host, Message: e.secret.redact(message)}
}

// stop keeps every later request back.
func (e *Endpoint) stop(failed *Error) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	failed.Stop = true
	if e.halted == nil {
		e.halted = failed
	}
	return failed
}

// stopped returns why nothing is sent any more, if so.
func (e *Endpoint) stopped() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.halted == nil {
		return nil
	}
	again := *e.halted
	return &again
}

// mend turns an error of the client library into one of ours.
func (e *Endpoint) mend(ctx context.Context, err error) error {
	var ours *Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &ours):
		return ours
	}
	return e.fails(Malformed, "the reply has not the form of one: "+err.Error())
}
