package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Usage is what replies have cost, in tokens.
type Usage struct{ In, Cached, Out int }

// An exchange is a request and the reply to it.
type exchange struct {
	s     *Server
	w     http.ResponseWriter
	r     *http.Request
	req   *Request
	sum   [32]byte
	fault Fault
}

type completion struct {
	ID                string     `json:"id"`
	Object            string     `json:"object"`
	Created           int64      `json:"created"`
	Model             string     `json:"model"`
	SystemFingerprint string     `json:"system_fingerprint"`
	Choices           []choice   `json:"choices"`
	Usage             *wireUsage `json:"usage,omitempty"`
}

type choice struct {
	Index        int            `json:"index"`
	Message      *answer        `json:"message,omitempty"`
	Delta        map[string]any `json:"delta,omitempty"` // in chunks
	FinishReason *string        `json:"finish_reason"`
	LogProbs     *struct{}      `json:"logprobs"`
}

type answer struct {
	Role    string  `json:"role"`
	Content *string `json:"content"`
	Refusal *string `json:"refusal"`
}

type wireUsage struct {
	Prompt        int `json:"prompt_tokens"`
	Completion    int `json:"completion_tokens"`
	Total         int `json:"total_tokens"`
	PromptDetails struct {
		Cached int `json:"cached_tokens"`
	} `json:"prompt_tokens_details"`
}

// complete serves a request for a completion.
func (x *exchange) complete(deployment string) {
	if !x.read(deployment) || !x.punctual() {
		return
	}
	if !x.admitted() {
		return
	}
	if x.fault.raw != nil {
		x.fault.raw(x)
		return
	}
	if no := x.s.judge(x.req); no != nil {
		x.fail(no.status, no.kind, no.code, no.message)
		return
	}
	c := x.answer()
	if x.fault.alter != nil {
		x.fault.alter(c)
	}
	if x.req.raw.Stream {
		x.stream(c)
		return
	}
	x.send(http.StatusOK, x.s.contract.response, c)
}

// answer lets the model answer, within the tokens that were allowed.
func (x *exchange) answer() *completion {
	s, r := x.s, x.req
	text, finish := s.o.Answer(r), "stop"
	if r.MaxTokens > 0 && Tokens(text) > r.MaxTokens {
		text, finish = head(text, r.MaxTokens), "length"
	}
	prompt, in := r.prompt()
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &wireUsage{Prompt: in, Completion: Tokens(text)}
	u.Total = u.Prompt + u.Completion
	u.PromptDetails.Cached = cachedTokens(prompt, s.prompts[r.Model])
	s.prompts[r.Model] = append(s.prompts[r.Model], prompt)
	s.usage.In += u.Prompt
	s.usage.Cached += u.PromptDetails.Cached
	s.usage.Out += u.Completion
	return &completion{
		ID: fmt.Sprintf("chatcmpl-%x", x.sum[:6]), Object: "chat.completion",
		Created: s.o.Clock.Now().Unix(), Model: r.Model, SystemFingerprint: "fp_llmtest",
		Choices: []choice{{Message: &answer{Role: "assistant", Content: &text}, FinishReason: &finish}},
		Usage:   u,
	}
}

func (x *exchange) models() {
	type model struct {
		ID      string `json:"id"`
		Object  string `json:"object"`
		Created int64  `json:"created"`
		OwnedBy string `json:"owned_by"`
	}
	list := struct {
		Object string  `json:"object"`
		Data   []model `json:"data"`
	}{Object: "list", Data: []model{}}
	for _, m := range x.s.o.Models {
		list.Data = append(list.Data, model{m.Name, "model", x.s.o.Clock.Now().Unix(), "llmtest"})
	}
	x.send(http.StatusOK, x.s.contract.models, list)
}

// fail replies with an error of the published shape.
func (x *exchange) fail(status int, kind, code, message string) {
	x.send(status, x.s.contract.failure, failure(kind, code, message))
}

func failure(kind, code, message string) any {
	type body struct {
		Message string  `json:"message"`
		Type    string  `json:"type"`
		Param   *string `json:"param"`
		Code    *string `json:"code"`
	}
	e := struct {
		Error body `json:"error"`
	}{body{Message: message, Type: kind}}
	if code != "" {
		e.Error.Code = &code
	}
	return e
}

// send replies with a value, which must meet the contract too.
func (x *exchange) send(status int, schema *jsonschema.Schema, v any) {
	b, err := json.Marshal(v)
	if err == nil {
		err = meets(schema, b)
	}
	if err != nil {
		x.s.t.Errorf("llmtest: the server's own reply breaks the contract: %v\n%s", err, b)
	}
	x.w.Header().Set("Content-Type", "application/json")
	x.w.WriteHeader(status)
	_, _ = x.w.Write(b) // the client may have gone
}

// stream replies with server-sent events.
func (x *exchange) stream(c *completion) {
	x.w.Header().Set("Content-Type", "text/event-stream")
	for _, b := range x.chunks(c) {
		fmt.Fprintf(x.w, "data: %s\n\n", b)
	}
	fmt.Fprint(x.w, "data: [DONE]\n\n")
}

// chunks cuts a completion to pieces, word by word.
func (x *exchange) chunks(c *completion) [][]byte {
	var out [][]byte
	add := func(delta map[string]any, finish *string) {
		part := *c
		part.Object, part.Usage = "chat.completion.chunk", nil
		part.Choices = []choice{{Delta: delta, FinishReason: finish}}
		b, err := json.Marshal(part)
		if err == nil {
			err = meets(x.s.contract.chunk, b)
		}
		if err != nil {
			x.s.t.Errorf("llmtest: the server's own chunk breaks the contract: %v\n%s", err, b)
		}
		out = append(out, b)
	}
	add(map[string]any{"role": "assistant", "content": ""}, nil)
	for _, ch := range c.Choices {
		if ch.Message.Content != nil {
			for _, word := range strings.SplitAfter(*ch.Message.Content, " ") {
				add(map[string]any{"content": word}, nil)
			}
		}
		add(map[string]any{"content": nil}, ch.FinishReason)
	}
	return out
}
