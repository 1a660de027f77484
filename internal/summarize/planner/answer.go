package planner

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// SchemaVersion is the version of the answer's form, part of every cache key.
const SchemaVersion = "2"

// An Answer is the plan that a model answers with: which parts to tell, in which
// order, which statements of each, and how they are connected.
type Answer struct {
	// Focus is the part that readers should see first, "" if none.
	Focus string       `json:"focus"`
	Parts []AnswerPart `json:"parts"`
}

// An AnswerPart is one part of a plan.
type AnswerPart struct {
	ID string `json:"id"`
	// Fold leaves the part to its name.
	Fold bool `json:"fold"`
	// Lead is how it follows another part: "none", "feeds", "meanwhile" or
	// "called"; Other is that part, or "".
	Lead  string       `json:"lead"`
	Other string       `json:"other"`
	Tell  []AnswerItem `json:"tell"`
}

// An AnswerItem is a statement of a part.
type AnswerItem struct {
	ID string `json:"id"`
	// Join is how it is connected to the statement told before it; see Joins.
	Join string `json:"join"`
	// Quote are the sentences of its comment that are quoted, by number from 0.
	Quote []int `json:"quote"`
}

// The connections that a plan may claim.
const (
	joinNone      = "none"
	joinThen      = "then"       // in this order, in one list
	joinOtherwise = "otherwise"  // if what stands before did not apply
	joinUnless    = "unless"     // if nothing before has left
	joinIf        = "if"         // the statement stands under a condition
	joinForEach   = "for each"   // it stands in a loop over something
	joinUntil     = "until"      // it stands in a loop with a condition
	joinOnFailure = "on failure" // it happens because a call failed
	joinSo        = "so"         // it takes what the one before put
	joinBecause   = "because"    // the comment that is quoted explains it
	joinMeanwhile = "meanwhile"  // the one before starts a goroutine
)

// Joins lists the connections.
func Joins() []string {
	return []string{joinNone, joinThen, joinOtherwise, joinUnless, joinIf, joinForEach, joinUntil, joinOnFailure, joinSo, joinBecause, joinMeanwhile}
}

// Leads lists the connections of parts.
func Leads() []string { return []string{"none", "feeds", "meanwhile", "called"} }

// Schema returns the JSON Schema of answers. It is strict: every property is
// required and there are no others.
func Schema() json.RawMessage {
	object := func(properties map[string]any, order ...string) map[string]any {
		return map[string]any{"type": "object", "additionalProperties": false, "required": order, "properties": properties}
	}
	list := func(items any) map[string]any { return map[string]any{"type": "array", "items": items} }
	text := map[string]any{"type": "string"}
	one := func(of []string) map[string]any { return map[string]any{"type": "string", "enum": of} }
	item := object(map[string]any{"id": text, "join": one(Joins()), "quote": list(map[string]any{"type": "integer"})}, "id", "join", "quote")
	part := object(map[string]any{"id": text, "fold": map[string]any{"type": "boolean"}, "lead": one(Leads()), "other": text, "tell": list(item)},
		"id", "fold", "lead", "other", "tell")
	out, _ := json.Marshal(object(map[string]any{"focus": text, "parts": list(part)}, "focus", "parts")) // maps marshal, sorted
	return out
}

// How much of an answer is looked at.
const (
	maxAnswer = 256 << 10 // bytes
	maxParts  = 200
	maxItems  = 2000
)

// Decode reads an answer: one JSON object of the schema and nothing else, but for
// a code fence around it and the thoughts that some models put before it.
func Decode(text string) (*Answer, error) {
	if len(text) > maxAnswer {
		return nil, fmt.Errorf("the answer has %d bytes, more than %d", len(text), maxAnswer)
	}
	d := json.NewDecoder(strings.NewReader(unfenced(afterThoughts(text))))
	d.DisallowUnknownFields()
	var a Answer
	if err := d.Decode(&a); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the answer is empty")
		}
		return nil, fmt.Errorf("the answer is not JSON of the schema: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the answer's JSON object")
	}
	n := 0
	for _, p := range a.Parts {
		n += len(p.Tell)
	}
	switch {
	case len(a.Parts) == 0:
		return nil, errors.New("the plan has no parts")
	case len(a.Parts) > maxParts || n > maxItems:
		return nil, fmt.Errorf("the plan has %d parts and %d statements, more than %d and %d", len(a.Parts), n, maxParts, maxItems)
	}
	return &a, nil
}

// afterThoughts takes off what a model thought aloud. Thoughts that never end
// have no answer.
func afterThoughts(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	for _, tag := range []string{"think", "thinking", "reasoning"} {
		if rest, ok := strings.CutPrefix(text, "<"+tag+">"); ok {
			_, after, _ := strings.Cut(rest, "</"+tag+">")
			return strings.TrimSpace(after)
		}
	}
	return text
}

// unfenced takes off a code fence that the text ends with, and what may introduce
// it.
func unfenced(text string) string {
	lead, inner, ok := strings.Cut(text, "```")
	if !ok || strings.ContainsAny(lead, "{}[]`") || lead != "" && !strings.HasSuffix(lead, "\n") {
		return text
	}
	inner, closed := strings.CutSuffix(inner, "```")
	first, rest, more := strings.Cut(inner, "\n")
	if !closed || !more || strings.ContainsAny(first, "{[`") {
		return text
	}
	return rest
}
