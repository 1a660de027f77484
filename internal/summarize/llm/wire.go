package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// coldest is a temperature of 0: the client library leaves a true 0 out, which
// endpoints take as 1.
const coldest = math.SmallestNonzeroFloat32

// reasoningTokens is what a reasoning model may spend on thoughts, which count
// against max_completion_tokens, before the answer.
const reasoningTokens = 8192

// cap returns how many tokens the answer to r may have.
func (f form) cap(r Request) int {
	if f.style == reasoning {
		return r.MaxTokens + reasoningTokens
	}
	return r.MaxTokens
}

// announced is what stands before a schema that is part of the prompt. It says
// "JSON", which endpoints insist on if they are asked for an object.
const announced = "\n\nAnswer with one JSON object and nothing before or after it. It must meet this JSON Schema:\n"

// write returns a request as the endpoint takes it.
func (f form) write(r Request, model string) (openai.ChatCompletionRequest, error) {
	out := openai.ChatCompletionRequest{Model: model}
	if r.User == "" || r.MaxTokens <= 0 {
		return out, errors.New("a request needs a User text and MaxTokens")
	}
	system, err := f.system(r)
	if err != nil {
		return out, err
	}
	if system != "" {
		out.Messages = append(out.Messages, message(openai.ChatMessageRoleSystem, system))
	}
	out.Messages = append(out.Messages, message(openai.ChatMessageRoleUser, r.User))
	for _, turn := range r.Earlier {
		if turn.Answer == "" || turn.Said == "" {
			return out, errors.New("a turn needs an Answer and what was Said to it")
		}
		out.Messages = append(out.Messages,
			message(openai.ChatMessageRoleAssistant, turn.Answer),
			message(openai.ChatMessageRoleUser, turn.Said))
	}
	if f.style == reasoning {
		out.MaxCompletionTokens = f.cap(r)
	} else {
		//lint:ignore SA1019 many compatible servers know no other name for it
		out.MaxTokens = f.cap(r)
		out.Temperature = coldest
	}
	if len(r.Schema) > 0 {
		out.ResponseFormat = f.format(r)
	}
	return out, nil
}

func message(role, text string) openai.ChatCompletionMessage {
	return openai.ChatCompletionMessage{Role: role, Content: text}
}

// system returns the system message, with the schema if it is not sent apart.
func (f form) system(r Request) (string, error) {
	if len(r.Schema) == 0 {
		return r.System, nil
	}
	var schema bytes.Buffer
	if err := json.Compact(&schema, r.Schema); err != nil {
		return "", errors.New("the schema of the answer is not JSON")
	}
	if f.tier == Schema {
		return r.System, nil
	}
	return strings.TrimLeft(r.System+announced+schema.String(), "\n"), nil
}

func (f form) format(r Request) *openai.ChatCompletionResponseFormat {
	switch f.tier {
	case Schema:
		return &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: r.SchemaName, Schema: r.Schema, Strict: true,
			},
		}
	case Object:
		return &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	return nil
}

// read returns the answer in a completion. The usage is there even if the answer
// is of no use; it is zero if the endpoint gave none.
func read(c *openai.ChatCompletionResponse) (*Reply, *Error) {
	reply := &Reply{Model: redact(c.Model), Usage: Usage{In: max(0, c.Usage.PromptTokens), Out: max(0, c.Usage.CompletionTokens)}}
	if d := c.Usage.PromptTokensDetails; d != nil {
		reply.Usage.Cached = min(max(0, d.CachedTokens), reply.Usage.In)
	}
	if len(c.Choices) == 0 {
		return reply, newError(Malformed, "the reply has no choices")
	}
	choice := c.Choices[0]
	reply.Text = choice.Message.Content
	switch choice.FinishReason {
	case openai.FinishReasonLength:
		return reply, newError(Length, "the answer was longer than allowed")
	case openai.FinishReasonContentFilter:
		return reply, newError(Filtered, "the endpoint's content filter cut the answer off")
	case openai.FinishReasonToolCalls, openai.FinishReasonFunctionCall:
		return reply, newError(Malformed, "the model called a tool, though it has none")
	case "", openai.FinishReasonNull:
		return reply, newError(Malformed, "the reply does not say that it is complete")
	}
	if choice.Message.Refusal != "" {
		return reply, newError(Refused, "the model refused: "+redact(choice.Message.Refusal))
	}
	if strings.TrimSpace(reply.Text) == "" {
		return reply, newError(Malformed, "the answer is empty")
	}
	return reply, nil
}
