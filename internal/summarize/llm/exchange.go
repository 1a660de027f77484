package llm

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// bodyLimit bounds a reply, in bytes.
const bodyLimit = 8 << 20

// An exchange sends one request, again if need be, and returns the reply with
// its body read and found to be JSON. The client library, which sends through
// it, so sees successes only. All retries are here.
type exchange struct {
	e *Endpoint
	// reserved is what the request may use; nil for lists of models.
	reserved *reservation
	// lost tells whether the last attempt may have been charged without a reply.
	lost bool
}

// An outcome is how one attempt went.
type outcome struct {
	resp    *http.Response // if err is nil
	err     error          // an *Error, or the context's
	header  http.Header
	tooMany bool          // 429
	again   bool          // it is worth another attempt
	after   time.Duration // the server asks for
	lost    bool          // it was sent, and may have been charged
}

// Do sends req.
func (x *exchange) Do(req *http.Request) (*http.Response, error) {
	ctx, e := req.Context(), x.e
	e.retries.began()
	for n := 0; ; n++ {
		went, err := x.attempt(req)
		if err != nil {
			return nil, err
		}
		x.lost = went.lost
		if went.err == nil {
			return went.resp, nil
		}
		if err := x.again(ctx, went, n); err != nil {
			return nil, err
		}
	}
}

// attempt sends req once, when its time has come.
func (x *exchange) attempt(req *http.Request) (outcome, error) {
	tokens := 0
	if x.reserved != nil {
		tokens = x.reserved.most.In + x.reserved.most.Out
	}
	t, err := x.e.flow.admit(req.Context(), tokens)
	if err != nil {
		return outcome{}, err
	}
	err = x.e.stopped()
	if err == nil && x.reserved != nil {
		err = x.reserved.attempt(x.lost)
	}
	if err != nil {
		x.e.flow.done(t, outcome{err: err})
		return outcome{}, err
	}
	x.lost = false
	went := x.once(req)
	x.e.flow.done(t, went)
	return went, nil
}

// again waits for the next attempt, or returns why there is none.
func (x *exchange) again(ctx context.Context, went outcome, n int) error {
	e := x.e
	var failed *Error
	if !errors.As(went.err, &failed) {
		return went.err
	}
	switch {
	case went.again && went.after > longestDelay:
		failed.Kind, failed.Stop = RateLimited, true
		failed.Message = fmt.Sprintf("the endpoint asks to wait %s: %s", went.after.Round(time.Second), failed.Message)
		return e.stop(failed)
	case x.stops(failed):
		return e.stop(failed)
	case !went.again || n+1 >= attempts || !e.retries.take():
		return failed
	}
	delay := went.after + backoff(n, e.random)
	if went.tooMany {
		e.flow.pause(went.after)
	}
	e.flow.waiting(delay)
	return e.clock.Sleep(ctx, delay)
}

// stops tells whether an error is one that all other requests would get.
func (x *exchange) stops(failed *Error) bool {
	switch failed.Kind {
	case Quota, Redirect:
		return true
	case Auth:
		// 403 can be a filter's word about this request, if others have passed.
		return failed.Status != http.StatusForbidden || !x.e.hasServed()
	case NotFound:
		return x.reserved != nil // a server may do without a list of models
	}
	return false
}

// once sends req and judges the reply.
func (x *exchange) once(req *http.Request) outcome {
	e := x.e
	ctx, cancel := context.WithTimeout(req.Context(), e.timeout)
	defer cancel()
	attempt := req.Clone(ctx)
	attempt.Header.Set("User-Agent", "kdoc")
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return outcome{err: e.fails(BadRequest, "the request cannot be sent again")}
		}
		attempt.Body = body
	}
	resp, err := e.http.Do(attempt)
	if err != nil {
		return x.broken(req.Context(), err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, bodyLimit+1))
	went := outcome{resp: resp, header: resp.Header}
	switch {
	case err != nil:
		return x.broken(req.Context(), err)
	case len(body) > bodyLimit:
		went.lost = true
		went.err = e.fails(Malformed, fmt.Sprintf("the reply is longer than %d MiB", bodyLimit>>20))
		return went
	}
	if failed := judge(resp.StatusCode, resp.Header, body); failed != nil {
		failed.Host, failed.Message, failed.Code = e.host, e.secret.redact(failed.Message), e.secret.redact(failed.Code)
		went.err = failed
		went.tooMany = failed.Kind == RateLimited
		went.after = asked(resp.Header, e.clock.Now())
		went.again = (failed.Kind == RateLimited || failed.Kind == Unavailable) && resp.Header.Get("X-Should-Retry") != "false"
		went.lost = failed.Kind == Malformed
		return went
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return went
}

// broken is an attempt that brought no whole reply.
func (x *exchange) broken(ctx context.Context, err error) outcome {
	e := x.e
	if ctx.Err() != nil {
		return outcome{err: ctx.Err(), lost: true}
	}
	var away *elsewhere
	var certificate *tls.CertificateVerificationError
	var dial *net.OpError
	switch {
	case errors.As(err, &away):
		return outcome{err: e.fails(Redirect, away.Error())}
	case errors.As(err, &certificate):
		return outcome{err: e.fails(Unavailable, "the endpoint's certificate does not hold: "+redact(certificate.Err.Error()))}
	case errors.Is(err, http.ErrSchemeMismatch):
		return outcome{err: e.fails(Unavailable, "the endpoint answers without encryption: on this machine give its URL with http")}
	case errors.Is(err, errAway):
		return outcome{err: e.fails(Redirect, errAway.Error())}
	case errors.As(err, &dial) && dial.Op == "dial":
		return outcome{err: e.fails(Unavailable, "no connection: "+reason(err)), again: true}
	case errors.Is(err, context.DeadlineExceeded):
		return outcome{err: e.fails(Unavailable, fmt.Sprintf("no reply within %s", e.timeout)), again: true, lost: true}
	}
	return outcome{err: e.fails(Unavailable, "the connection broke: "+reason(err)), again: true, lost: true}
}

// reason returns what went wrong on the way, without the URL.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return redact(err.Error())
}

// elsewhere is a redirect that is not followed.
type elsewhere struct{ to *url.URL }

func (e *elsewhere) Error() string {
	return fmt.Sprintf("the endpoint redirects to %s, where nothing was sent", redact(e.to.Scheme+"://"+e.to.Host))
}

// follow lets a request be redirected within the host, as it was: the evidence
// in it was meant for that host alone.
func follow(req *http.Request, via []*http.Request) error {
	first := via[0]
	if len(via) > 3 || req.URL.Scheme != first.URL.Scheme || req.URL.Host != first.URL.Host || req.Method != first.Method {
		return &elsewhere{req.URL}
	}
	return nil
}
