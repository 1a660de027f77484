package llmtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A refusal is what an endpoint says to a request that it will not serve.
type refusal struct {
	status              int
	kind, code, message string
}

func badRequest(code, format string, args ...any) *refusal {
	return &refusal{400, "invalid_request_error", code, fmt.Sprintf(format, args...)}
}

// judge says why the endpoint would refuse a request that keeps the contract.
func (s *Server) judge(r *Request) *refusal {
	i := slices.IndexFunc(s.o.Models, func(m Model) bool { return m.Name == r.Model })
	if i < 0 {
		return &refusal{404, "invalid_request_error", "model_not_found", fmt.Sprintf("the model %q does not exist or you do not have access to it", r.Model)}
	}
	m := s.o.Models[i]
	if m.Reasoning {
		if no := reasoningRules(r.raw); no != nil {
			return no
		}
	}
	if no := s.formatRules(r); no != nil {
		return no
	}
	window := m.Window
	if window == 0 {
		window = 128_000
	}
	if _, n := r.prompt(); n+r.MaxTokens > window {
		return badRequest("context_length_exceeded", "this model's maximum context length is %d tokens, but %d were asked for (%d in the messages, %d in the completion)", window, n+r.MaxTokens, n, r.MaxTokens)
	}
	return nil
}

func reasoningRules(r wireRequest) *refusal {
	if r.MaxTokens != nil {
		return badRequest("unsupported_parameter", "unsupported parameter: 'max_tokens' is not supported with this model; use 'max_completion_tokens' instead")
	}
	for name, v := range map[string]*float64{
		"temperature": r.Temperature, "top_p": r.TopP,
		"presence_penalty": r.PresencePenalty, "frequency_penalty": r.FrequencyPenalty,
	} {
		if v != nil {
			return badRequest("unsupported_value", "unsupported value: '%s' does not support %v with this model", name, *v)
		}
	}
	return nil
}

func (s *Server) formatRules(r *Request) *refusal {
	structured := r.Format == "json_schema" || r.Format == "json_object"
	switch {
	case s.o.Dialect == PlainOnly && structured,
		s.o.Dialect == DeepSeek && r.Format == "json_schema":
		return badRequest("", "this response_format type is unavailable now")
	case s.o.Dialect == Mistral && r.Format == "json_schema":
		return &refusal{422, "invalid_request_error", "", "response_format: input should be 'text' or 'json_object'"}
	case r.Format == "json_object" && !strings.Contains(strings.ToLower(r.Text()), "json"):
		return badRequest("", "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'")
	case s.o.Dialect == OpenAI && r.Format == "json_schema" && r.raw.ResponseFormat.JSONSchema.Strict:
		if err := strictSchema(r.Schema); err != nil {
			// A client that goes on with less has still sent a wrong schema.
			s.t.Errorf("llmtest: the schema is not a strict one: %v", err)
			return badRequest("invalid_json_schema", "invalid schema for response_format: %v", err)
		}
	}
	return nil
}

// strictSchema says how a schema breaks the rules of strict ones: objects are
// closed and require all their properties.
func strictSchema(raw json.RawMessage) error {
	var root any
	if err := json.Unmarshal(raw, &root); err != nil {
		return err
	}
	if m, ok := root.(map[string]any); !ok || m["type"] != "object" {
		return fmt.Errorf("the root must be an object")
	}
	return strictNode(root, "#")
}

func strictNode(node any, at string) error {
	switch n := node.(type) {
	case []any:
		for i, v := range n {
			if err := strictNode(v, fmt.Sprintf("%s/%d", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		properties, _ := n["properties"].(map[string]any)
		if n["type"] == "object" || properties != nil {
			if err := strictObject(n, properties, at); err != nil {
				return err
			}
		}
		for _, name := range slices.Sorted(keys(n)) {
			if name == "properties" || name == "$defs" {
				for _, p := range slices.Sorted(keys(object(n[name]))) {
					if err := strictNode(object(n[name])[p], at+"/"+name+"/"+p); err != nil {
						return err
					}
				}
			} else if name != "enum" && name != "const" {
				if err := strictNode(n[name], at+"/"+name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func strictObject(n, properties map[string]any, at string) error {
	if n["additionalProperties"] != false {
		return fmt.Errorf("%s: additionalProperties must be false", at)
	}
	required, _ := n["required"].([]any)
	for _, p := range slices.Sorted(keys(properties)) {
		if !slices.Contains(required, any(p)) {
			return fmt.Errorf("%s: property %q must be required", at, p)
		}
	}
	return nil
}

func object(v any) map[string]any { m, _ := v.(map[string]any); return m }

func keys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
