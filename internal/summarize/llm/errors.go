package llm

import (
	"fmt"
	"strings"
)

// A Kind is what went wrong with a request, by what a caller can do about it.
type Kind string

// The kinds.
const (
	// Auth: the endpoint does not take the key. No other request will pass.
	Auth Kind = "auth"
	// Quota: what was paid for is used up. No other request will pass.
	Quota Kind = "quota"
	// NotFound: the endpoint does not have the model, or nothing is at the URL.
	NotFound Kind = "not-found"
	// Redirect: the endpoint sends requests elsewhere; nothing went there.
	Redirect Kind = "redirect"
	// RateLimited: there were too many requests, however long the waits
	// between, or the wait asked for is too long to sit out.
	RateLimited Kind = "rate-limited"
	// Unavailable: the endpoint or the way to it failed, several times over.
	Unavailable Kind = "unavailable"
	// ContextLength: the request is too long for the model. Drop some of it.
	ContextLength Kind = "context-length"
	// Length: the answer was cut off at the limit. Ask for less at a time.
	Length Kind = "length"
	// Refused: the model will not answer. Do without.
	Refused Kind = "refused"
	// Filtered: the endpoint's filter kept the answer back. Do without.
	Filtered Kind = "filtered"
	// Malformed: what came is no reply. Do without.
	Malformed Kind = "malformed"
	// BadRequest: the endpoint does not like the request. Do without.
	BadRequest Kind = "bad-request"
	// Budget: the request would go over a limit that the user has set.
	Budget Kind = "budget"
)

// An Error is a request that brought no answer.
type Error struct {
	Kind Kind
	// Host is the endpoint's, "" if the request was never meant to leave.
	Host string
	// Status is the HTTP status, 0 if there was none; Code is the endpoint's own
	// name for what went wrong, "" if it gave none.
	Status int
	Code   string
	// Message says what happened in one line: no key, no page of HTML.
	Message string
	// Stop tells that no other request can succeed now: all that come after get
	// this Error without being sent.
	Stop bool
}

// Error returns host, message, status and code, and what to do.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Host != "" {
		b.WriteString(e.Host + ": ")
	}
	b.WriteString(e.Message)
	switch {
	case e.Status != 0 && e.Code != "":
		fmt.Fprintf(&b, " (status %d, %s)", e.Status, e.Code)
	case e.Status != 0:
		fmt.Fprintf(&b, " (status %d)", e.Status)
	case e.Code != "":
		fmt.Fprintf(&b, " (%s)", e.Code)
	}
	if r := e.remedy(); r != "" {
		b.WriteString("; " + r)
	}
	return b.String()
}

func (e *Error) remedy() string {
	switch e.Kind {
	case Auth:
		return "check the key, and that it may use this model"
	case Quota:
		return "see to the account's balance or spending limit"
	case NotFound:
		return "check the model's name, and that the URL is the API's base, which mostly ends in /v1"
	case Redirect:
		return "give the URL that it leads to, if that is where evidence may go"
	case RateLimited:
		return "try again later, or with fewer workers"
	case Unavailable:
		if e.Status == 0 {
			return "check that the URL is right and a server is there, or try again later"
		}
		return "try again later"
	case Malformed:
		if strings.HasPrefix(e.Message, notJSON) {
			return "check that the URL is the API's base, which mostly ends in /v1"
		}
	case Length:
		return "another model may be briefer"
	case Budget:
		return "raise it, or leave it out, and run the same again"
	}
	return ""
}

func newError(k Kind, message string) *Error { return &Error{Kind: k, Message: message} }

// served tells whether the endpoint has taken the request, be the answer of use
// or not.
func (k Kind) served() bool {
	switch k {
	case Length, Refused, Filtered, Malformed:
		return true
	}
	return false
}
