package llmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A Fault is something that goes wrong with a reply. The zero Fault is none.
type Fault struct {
	// raw replies in place of the server; alter changes the reply.
	raw   func(*exchange)
	alter func(*completion)
}

// Script returns a function for Options.Fault that deals the faults out in
// turn, and none after the last.
func Script(faults ...Fault) func(int, *Request) Fault {
	return func(n int, _ *Request) Fault {
		if n < len(faults) {
			return faults[n]
		}
		return Fault{}
	}
}

// Status is an error with a status and nothing more to it, such as 500 or 503.
func Status(code int) Fault {
	return Fault{raw: func(x *exchange) {
		x.fail(code, "server_error", "", "the server had an error while processing your request")
	}}
}

// Final is a Status that says that trying again is of no use.
func Final(code int) Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("X-Should-Retry", "false")
		Status(code).raw(x)
	}}
}

// Code is an error with a status, and a code to go with it.
func Code(status int, code, message string) Fault {
	return Fault{raw: func(x *exchange) { x.fail(status, code, code, message) }}
}

// BadGateway is the page that a proxy shows.
func BadGateway() Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Content-Type", "text/html")
		x.w.WriteHeader(http.StatusBadGateway)
		fmt.Fprintf(x.w, "<html><head><title>502 Bad Gateway</title></head><body>%s</body></html>", strings.Repeat("<p>nginx</p>", 500))
	}}
}

// TooMany is a 429 that asks for a delay.
func TooMany(form RetryAfter, wait time.Duration) Fault {
	return Fault{raw: func(x *exchange) { x.tooMany(form, wait) }}
}

// Busy is a 503 that asks for a delay.
func Busy(form RetryAfter, wait time.Duration) Fault {
	return Fault{raw: func(x *exchange) {
		x.later(form, wait)
		Status(http.StatusServiceUnavailable).raw(x)
	}}
}

// QuotaExceeded is the 429 after which no other request can succeed. Sending
// the same again fails the test.
func QuotaExceeded() Fault {
	return Fault{raw: func(x *exchange) {
		x.s.mu.Lock()
		x.s.quota[x.sum] = true
		x.s.mu.Unlock()
		x.fail(http.StatusTooManyRequests, "insufficient_quota", "insufficient_quota", "you exceeded your current quota, please check your plan and billing details")
	}}
}

// Reset cuts the connection before anything is sent.
func Reset() Fault { return Fault{raw: func(x *exchange) { x.cut("") }} }

// ResetBody cuts the connection in the middle of the body.
func ResetBody() Fault {
	return Fault{raw: func(x *exchange) {
		x.cut("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"id\":\"chatcmpl-1\",")
	}}
}

// cut sends something and resets the connection.
func (x *exchange) cut(first string) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.s.t.Errorf("llmtest: %v", err)
		return
	}
	_, _ = conn.Write([]byte(first))
	if tcp, ok := conn.(*net.TCPConn); ok && first == "" {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// Slow never sends a first byte: it waits until the client has had enough.
func Slow() Fault { return Fault{raw: func(x *exchange) { <-x.r.Context().Done() }} }

// Body replies 200 with any body.
func Body(contentType, body string) Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Content-Type", contentType)
		_, _ = x.w.Write([]byte(body))
	}}
}

// TruncatedJSON is a reply of which only the first half was sent.
func TruncatedJSON() Fault {
	return Fault{raw: func(x *exchange) {
		b, _ := json.Marshal(x.answer())
		x.w.Header().Set("Content-Type", "application/json")
		_, _ = x.w.Write(b[:len(b)/2])
	}}
}

// ErrorIn200 is an error that comes with status 200.
func ErrorIn200(code, message string) Fault {
	return Fault{raw: func(x *exchange) {
		x.send(http.StatusOK, x.s.contract.failure, failure("server_error", code, message))
	}}
}

// NoChoices is a reply without an answer.
func NoChoices() Fault {
	return Fault{alter: func(c *completion) { c.Choices = []choice{} }}
}

// NullContent is a reply whose answer is null.
func NullContent() Fault {
	return Fault{alter: func(c *completion) { c.Choices[0].Message.Content = nil }}
}

// Refusal is a model that will not.
func Refusal(text string) Fault {
	return Fault{alter: func(c *completion) {
		c.Choices[0].Message.Content, c.Choices[0].Message.Refusal = nil, &text
	}}
}

// Finish gives another finish reason, with half of the answer.
func Finish(reason string) Fault {
	return Fault{alter: func(c *completion) {
		half := (*c.Choices[0].Message.Content)[:len(*c.Choices[0].Message.Content)/2]
		c.Choices[0].Message.Content, c.Choices[0].FinishReason = &half, &reason
	}}
}

// Rewritten changes the answer's text: into something that is no JSON, say.
func Rewritten(by func(string) string) Fault {
	return Fault{alter: func(c *completion) {
		text := by(*c.Choices[0].Message.Content)
		c.Choices[0].Message.Content = &text
	}}
}

// Fenced puts the answer into a code fence.
func Fenced() Fault {
	return Rewritten(func(s string) string { return "Here you are:\n```json\n" + s + "\n```\n" })
}

// Thinking puts the model's thoughts before the answer.
func Thinking() Fault {
	return Rewritten(func(s string) string { return "<think>\nThe user wants {JSON}. Hm.\n</think>\n\n" + s })
}

// NoUsage leaves out what the reply has cost, as some local servers do.
func NoUsage() Fault { return Fault{alter: func(c *completion) { c.Usage = nil }} }

// StreamCut is a stream that ends without saying so.
func StreamCut() Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Content-Type", "text/event-stream")
		chunks := x.chunks(x.answer())
		for _, b := range chunks[:len(chunks)-1] {
			fmt.Fprintf(x.w, "data: %s\n\n", b)
		}
	}}
}

// DuplicateChunk is a stream in which one chunk comes twice.
func DuplicateChunk() Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Content-Type", "text/event-stream")
		chunks := x.chunks(x.answer())
		for _, b := range slices.Insert(chunks, 1, chunks[1]) {
			fmt.Fprintf(x.w, "data: %s\n\n", b)
		}
		fmt.Fprint(x.w, "data: [DONE]\n\n")
	}}
}

// Redirect sends the client to another place with the request's body.
func Redirect(status int, to string) Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Location", to)
		x.w.WriteHeader(status)
	}}
}

// Huge is a body of n bytes.
func Huge(n int) Fault {
	return Fault{raw: func(x *exchange) {
		x.w.Header().Set("Content-Type", "application/json")
		part := bytes.Repeat([]byte(" "), 1<<16)
		for sent := 0; sent < n; sent += len(part) {
			if _, err := x.w.Write(part); err != nil {
				return
			}
		}
	}}
}
