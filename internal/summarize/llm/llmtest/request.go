package llmtest

import (
	"encoding/json"
	"net/http"
	"strings"
)

// A Request is one that came to the server.
type Request struct {
	Model    string
	Messages []Message
	// Format is the type of response_format, "" if there was none; Schema is
	// the schema with it.
	Format string
	Schema json.RawMessage
	// MaxTokens is max_tokens or max_completion_tokens, 0 if neither was given.
	MaxTokens int
	// Body and Header are the request as it came.
	Body   []byte
	Header http.Header

	raw wireRequest
}

// A Message is one of a conversation.
type Message struct{ Role, Text string }

// System returns the text of the system messages.
func (r *Request) System() string { return r.of("system", "developer") }

// User returns the text of the user's messages, the last one last.
func (r *Request) User() string { return r.of("user") }

// Last returns the text of the last message.
func (r *Request) Last() string {
	if len(r.Messages) == 0 {
		return ""
	}
	return r.Messages[len(r.Messages)-1].Text
}

// Repair tells whether the conversation holds an answer already.
func (r *Request) Repair() bool { return r.of("assistant") != "" }

// Text returns the whole conversation.
func (r *Request) Text() string { return r.of("system", "developer", "user", "assistant") }

func (r *Request) of(roles ...string) string {
	var out []string
	for _, m := range r.Messages {
		for _, role := range roles {
			if m.Role == role {
				out = append(out, m.Text)
			}
		}
	}
	return strings.Join(out, "\n")
}

type wireRequest struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string          `json:"role"`
		Content json.RawMessage `json:"content"`
	} `json:"messages"`
	MaxTokens           *int     `json:"max_tokens"`
	MaxCompletionTokens *int     `json:"max_completion_tokens"`
	Temperature         *float64 `json:"temperature"`
	TopP                *float64 `json:"top_p"`
	PresencePenalty     *float64 `json:"presence_penalty"`
	FrequencyPenalty    *float64 `json:"frequency_penalty"`
	Stream              bool     `json:"stream"`
	ResponseFormat      *struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Schema json.RawMessage `json:"schema"`
			Strict bool            `json:"strict"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

func newRequest(h *http.Request, body []byte) (*Request, error) {
	r := &Request{Body: body, Header: h.Header.Clone()}
	if err := json.Unmarshal(body, &r.raw); err != nil {
		return r, err
	}
	r.Model = r.raw.Model
	for _, m := range r.raw.Messages {
		r.Messages = append(r.Messages, Message{m.Role, contentText(m.Content)})
	}
	if f := r.raw.ResponseFormat; f != nil {
		r.Format, r.Schema = f.Type, f.JSONSchema.Schema
	}
	for _, n := range []*int{r.raw.MaxTokens, r.raw.MaxCompletionTokens} {
		if n != nil {
			r.MaxTokens = *n
		}
	}
	return r, nil
}

// contentText returns the text of a content, which is a string or a list of
// parts.
func contentText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var parts []struct{ Text string }
	_ = json.Unmarshal(raw, &parts) // the contract was checked
	var out strings.Builder
	for _, p := range parts {
		out.WriteString(p.Text)
	}
	return out.String()
}

// Every message costs some tokens for its role, and so does the answer's begin.
const (
	messageTokens = 4
	replyTokens   = 3
)

// prompt returns all that the model reads, and its tokens.
func (r *Request) prompt() (text string, tokens int) {
	text = string(r.Schema) + r.Text()
	return text, Tokens(string(r.Schema)) + Tokens(r.Text()) + messageTokens*len(r.Messages) + replyTokens
}
