package llm

import (
	"encoding/json"
	"errors"
	"strings"
)

// JSON returns the JSON object in the text of a reply: models that are only
// asked for one put it into a code fence, or their thoughts before it. It does
// not look into the object. The error says what stands there instead.
func JSON(text string) (json.RawMessage, error) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "\ufeff"))
	if isObject(text) {
		return json.RawMessage(text), nil
	}
	for rest, ok := afterThoughts(text); ok; rest, ok = afterThoughts(text) {
		text = rest
	}
	if text == "" {
		return nil, errors.New("the answer is empty")
	}
	for _, candidate := range []string{text, fenced(text), outermost(text)} {
		if candidate = strings.TrimSpace(candidate); isObject(candidate) {
			return json.RawMessage(candidate), nil
		}
	}
	return nil, errors.New("the answer is not a JSON object")
}

func isObject(s string) bool { return strings.HasPrefix(s, "{") && json.Valid([]byte(s)) }

// afterThoughts takes the thoughts off that some local models begin with. If they
// never end there is no answer.
func afterThoughts(text string) (string, bool) {
	for _, tag := range []string{"think", "thinking", "reasoning"} {
		if strings.HasPrefix(text, "<"+tag+">") {
			_, rest, _ := strings.Cut(text, "</"+tag+">")
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

// fenced returns what is in the first code fence of a text.
func fenced(text string) string {
	_, rest, ok := strings.Cut(text, "```")
	if !ok {
		return ""
	}
	_, rest, ok = strings.Cut(rest, "\n") // the language
	end := strings.LastIndex(rest, "```")
	if !ok || end < 0 {
		return ""
	}
	return rest[:end]
}

// outermost returns what is between the first and the last brace.
func outermost(text string) string {
	from, to := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}')
	if from < 0 || to < from {
		return ""
	}
	return text[from : to+1]
}
