// Package llm speaks to a language model behind any endpoint that is compatible
// with OpenAI's chat completions.
//
// It knows nothing of what it carries. A Client completes a request once; what a
// request may cost, how often it is sent again and how many are under way at a
// time is decided here, and nowhere else in kdoc is there a network.
package llm

import (
	"context"
	"encoding/json"
)

// A Client completes requests. Both methods are safe for concurrent use.
type Client interface {
	// Complete sends a request and returns the reply. The error, if any, is an
	// *Error unless the context ended.
	Complete(ctx context.Context, r Request) (*Reply, error)
	// Models lists the names of the models that the endpoint offers, sorted.
	Models(ctx context.Context) ([]string, error)
}

// A Request is one turn of a conversation.
type Request struct {
	// System and User are the two messages. What is alike in all requests stands
	// in System, and first in User, so that endpoints can keep it.
	System, User string
	// Earlier are the turns between User and now: the model's answer and what
	// was said to it, in turn.
	Earlier []Turn
	// Schema is the JSON Schema of the answer, SchemaName its name. The reply
	// is not known to meet it: not every endpoint enforces one.
	Schema     json.RawMessage
	SchemaName string
	// MaxTokens bounds the answer.
	MaxTokens int
}

// A Turn is an answer of the model and what was said to it.
type Turn struct{ Answer, Said string }

// A Reply is the answer to a Request.
type Reply struct {
	// Text is the answer as it came.
	Text string `json:"text"`
	// Model is the name that the endpoint gave for the model that answered.
	Model string `json:"model"`
	// Tier is how the endpoint was told the form of the answer. It is part of
	// the AnswerKey under which a reply is kept.
	Tier  Tier  `json:"tier,omitempty"`
	Usage Usage `json:"usage"`
}

// Usage is what a reply has cost, in tokens.
type Usage struct {
	In     int `json:"in"`
	Cached int `json:"cached"` // of In
	Out    int `json:"out"`
}
