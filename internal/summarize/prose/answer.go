package prose

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
)

// SchemaVersion is the version of the form of answers, part of every cache key.
const SchemaVersion = "1"

// An answer is what a model replies with.
type answer struct {
	Sections []answerSection `json:"sections"`
	// Unknown is what the model found no evidence for. It is not shown.
	Unknown []string `json:"unknown"`
}

type answerSection struct {
	ID        string           `json:"id"`
	Sentences []gates.Sentence `json:"sentences"`
}

// Schema returns the JSON Schema of answers. It is strict: every property is
// required and there are no others.
func Schema() json.RawMessage {
	object := func(properties map[string]any, order ...string) map[string]any {
		return map[string]any{"type": "object", "additionalProperties": false, "required": order, "properties": properties}
	}
	list := func(items any) map[string]any { return map[string]any{"type": "array", "items": items} }
	text := map[string]any{"type": "string"}
	claim := object(map[string]any{"s": text, "r": map[string]any{"type": "string", "enum": evidence.Vocabulary()}, "o": text}, "s", "r", "o")
	sentence := object(map[string]any{"text": text, "evidence": list(text), "symbols": list(text), "claims": list(claim)}, "text", "evidence", "symbols", "claims")
	section := object(map[string]any{"id": text, "sentences": list(sentence)}, "id", "sentences")
	out, _ := json.Marshal(object(map[string]any{"sections": list(section), "unknown": list(text)}, "sections", "unknown")) // maps marshal, sorted
	return out
}

// maxAnswer is how long an answer may be, in bytes.
const maxAnswer = 256 << 10

// decode reads an answer: one JSON object of the schema and nothing else, but for
// a code fence around it and the thoughts that some models put before it.
func decode(text string) (*answer, error) {
	if len(text) > maxAnswer {
		return nil, fmt.Errorf("the answer has %d bytes, more than %d", len(text), maxAnswer)
	}
	text = unfenced(afterThoughts(text))
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	var a answer
	if err := d.Decode(&a); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the answer is empty")
		}
		return nil, fmt.Errorf("the answer is not JSON of the schema: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the answer's JSON object")
	}
	if err := complete(text); err != nil {
		return nil, err
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
	ok = ok && !strings.ContainsAny(lead, "{}[]`") && (lead == "" || strings.HasSuffix(lead, "\n"))
	if !ok {
		return text
	}
	inner, closed := strings.CutSuffix(inner, "```")
	first, rest, more := strings.Cut(inner, "\n")
	if !ok || !closed || !more || strings.ContainsAny(first, "{[`") {
		return text
	}
	return rest
}

// complete checks that nothing of the schema is missing or null, which decoding
// does not.
func complete(text string) error {
	var a struct {
		Sections *[]struct {
			ID        *string `json:"id"`
			Sentences *[]struct {
				Text     *string              `json:"text"`
				Evidence *[]string            `json:"evidence"`
				Symbols  *[]string            `json:"symbols"`
				Claims   *[]map[string]string `json:"claims"`
			} `json:"sentences"`
		} `json:"sections"`
		Unknown *[]string `json:"unknown"`
	}
	if err := json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&a); err != nil {
		return fmt.Errorf("the answer is not JSON of the schema: %w", err)
	}
	if a.Sections == nil || a.Unknown == nil {
		return errors.New("the answer lacks sections or unknown")
	}
	for _, s := range *a.Sections {
		if s.ID == nil || s.Sentences == nil {
			return errors.New("a section lacks its id or sentences")
		}
		for _, x := range *s.Sentences {
			if x.Text == nil || x.Evidence == nil || x.Symbols == nil || x.Claims == nil {
				return errors.New("a sentence lacks text, evidence, symbols or claims")
			}
			for _, c := range *x.Claims {
				if len(c) != 3 {
					return errors.New("a claim lacks s, r or o")
				}
			}
		}
	}
	return nil
}

// maxSentences is how many sentences of one answer are looked at.
const maxSentences = 40

// sentencesOf are the sentences of a section. The error says why there are none.
func sentencesOf(text, section string) ([]gates.Sentence, error) {
	a, err := decode(text)
	if err != nil {
		return nil, err
	}
	var out []gates.Sentence
	for _, s := range a.Sections {
		if s.ID != section {
			return nil, fmt.Errorf("the section is %q, not %q", section, evidence.Plain(s.ID[:min(len(s.ID), 40)]))
		}
		out = append(out, s.Sentences...)
	}
	return out[:min(len(out), maxSentences)], nil
}
