package llm

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// A failure is what an endpoint says about a request that it did not serve.
// Endpoints differ in where they say it; see parseFailure.
type failure struct{ code, kind, message string }

// parseFailure reads the body of a reply that is an error: OpenAI's form, that
// of servers whose error is but a text, and that of frameworks with a detail. It
// tells whether there was one.
func parseFailure(body []byte) (failure, bool) {
	var outer struct {
		Error, Message, Detail, Code, Type json.RawMessage
	}
	if json.Unmarshal(body, &outer) != nil {
		return failure{message: string(body)}, false
	}
	if f, ok := failureIn(outer.Error); ok {
		return f, true
	}
	f := failure{code: plain(outer.Code), kind: plain(outer.Type), message: plain(outer.Message)}
	if f.message == "" {
		f.message = plain(outer.Detail)
	}
	if f.message == "" {
		f.message = string(body)
	}
	return f, false
}

func failureIn(raw json.RawMessage) (failure, bool) {
	var inner struct{ Code, Type, Message json.RawMessage }
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return failure{}, false
	case json.Unmarshal(raw, &inner) != nil:
		return failure{message: plain(raw)}, true
	}
	return failure{plain(inner.Code), plain(inner.Type), plain(inner.Message)}, true
}

// plain returns a JSON string without its quotes, anything else as it stands,
// and nothing for null.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// codes name the kinds that endpoints tell apart by more than the status. What
// is listed first wins.
var codes = []struct {
	kind  Kind
	words []string
}{
	{Quota, []string{"insufficient_quota", "credit_balance_exhausted", "insufficient_balance", "billing_hard_limit_reached", "billing_not_active", "exceeded_current_quota_error", "insufficient_user_quota"}},
	{ContextLength, []string{"context_length_exceeded", "string_above_max_length", "exceed_context_size_error", "request_too_large"}},
	{Filtered, []string{"content_filter", "content_policy_violation", "responsibleaipolicyviolation"}},
	{Auth, []string{"invalid_api_key", "authentication_error", "permission_denied", "permission_error"}},
	{NotFound, []string{"model_not_found", "deploymentnotfound"}},
	{RateLimited, []string{"rate_limit_exceeded", "rate_limit_error", "too_many_requests"}},
	{Unavailable, []string{"server_error", "internal_server_error", "overloaded_error", "overloaded", "service_unavailable", "timeout"}},
}

// tooLong is how endpoints without a code say that a request is too long.
var tooLong = []string{"context length", "maximum context", "context window", "context size", "request too large", "prompt is too long", "too many tokens"}

// kindOf returns the kind of a failure.
func kindOf(status int, f failure) Kind {
	said := strings.ToLower(f.message)
	if slices.ContainsFunc(tooLong, func(w string) bool { return strings.Contains(said, w) }) && status >= 400 && status < 500 {
		return ContextLength
	}
	for _, c := range codes {
		if slices.Contains(c.words, strings.ToLower(f.code)) || slices.Contains(c.words, strings.ToLower(f.kind)) {
			return c.kind
		}
	}
	switch {
	case status == http.StatusPaymentRequired:
		return Quota
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusProxyAuthRequired:
		return Auth
	case status == http.StatusNotFound:
		return NotFound
	case status == http.StatusRequestEntityTooLarge:
		return ContextLength
	case status == http.StatusTooManyRequests:
		return RateLimited
	case status == http.StatusRequestTimeout, status == http.StatusConflict, status >= 500:
		return Unavailable
	case status >= 300 && status < 400:
		return Redirect
	case status < 300:
		return Malformed
	}
	return BadRequest
}

// notJSON begins the message about what no API sends.
const notJSON = "the reply is not JSON"

// judge returns what is wrong with a reply, nil if it is a completion or a list.
func judge(status int, h http.Header, body []byte) *Error {
	f, is := parseFailure(body)
	if status >= 200 && status < 300 {
		switch {
		case is: // some say 200 and mean another status, which is the code
			if n, err := strconv.Atoi(f.code); err == nil && n >= 400 && n < 600 {
				status, f.code = n, ""
			}
		case !json.Valid(body):
			e := newError(Malformed, notJSON+media(h, body))
			e.Status = status
			return e
		default:
			return nil
		}
	}
	e := newError(kindOf(status, f), redact(f.message))
	if e.Message == "" {
		e.Message = strings.ToLower(fmt.Sprintf("no reply but %q", http.StatusText(status)))
	}
	e.Status, e.Code = status, redact(f.code)
	if e.Code == "" && is {
		e.Code = redact(f.kind)
	}
	return e
}

func media(h http.Header, body []byte) string {
	m, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	switch {
	case len(body) == 0:
		return " but empty"
	case m == "text/event-stream":
		return " but a stream, which was not asked for"
	case m == "text/html":
		return " but " + redact("<html>"+string(body))
	}
	return ""
}
