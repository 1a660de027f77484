package llm

import (
	"slices"
	"strings"
)

// A Tier is how an endpoint is told the form of the answer. Each is understood
// by more endpoints than the one before it.
type Tier string

// The tiers.
const (
	// Schema sends the schema for the endpoint to enforce. It is where a client
	// begins that knows no better.
	Schema Tier = "schema"
	// Object asks for any JSON object, and puts the schema into the prompt.
	Object Tier = "json_object"
	// Plain only puts the schema into the prompt.
	Plain Tier = "plain"
)

// Tiers returns all tiers in order.
func Tiers() []Tier { return []Tier{Schema, Object, Plain} }

// rank returns the place of t among the tiers, -1 if it is none.
func (t Tier) rank() int { return slices.Index(Tiers(), t) }

// A style is which options a model takes.
type style int

const (
	// ordinary models take max_tokens and a temperature.
	ordinary style = iota
	// reasoning models take max_completion_tokens, and no sampling options.
	reasoning
)

// styleOf tells a model's style by its name: the client library refuses
// max_tokens for the names below before it sends anything, and so do the
// endpoints behind them. A name may have the maker before it, as in
// openai/gpt-5-mini.
func styleOf(model string) style {
	name := strings.ToLower(model[strings.LastIndexByte(model, '/')+1:])
	digit := func(i int) bool { return i < len(name) && '0' <= name[i] && name[i] <= '9' }
	if strings.HasPrefix(name, "o") && digit(1) && !digit(2) && (len(name) == 2 || name[2] == '-') {
		return reasoning
	}
	if strings.HasPrefix(name, "gpt-") && digit(4) && (name[4] >= '5' || digit(5)) {
		return reasoning
	}
	return ordinary
}

// Sampling returns the options that shape a model's answers, as they are part of
// an AnswerKey.
func Sampling(model string) string {
	if styleOf(model) == reasoning {
		return "reasoning"
	}
	return "temperature=0"
}

// A form is how requests are written for one endpoint and model.
type form struct {
	tier  Tier
	style style
}

// after returns the form to try next when the endpoint has refused this one.
func (f form) after(e *Error) (form, bool) {
	if e.Kind != BadRequest || e.Status != 400 && e.Status != 422 {
		return f, false
	}
	if f.style == ordinary && refusesOptions(e) {
		f.style = reasoning
		return f, true
	}
	if f.tier == Plain {
		return f, false
	}
	f.tier = Tiers()[f.tier.rank()+1]
	return f, true
}

// refusesOptions tells whether it was max_tokens or the temperature that an
// endpoint did not like: a reasoning model under a name of its own.
func refusesOptions(e *Error) bool {
	said := strings.ToLower(e.Code + " " + e.Message)
	unsupported := strings.Contains(said, "unsupported") || strings.Contains(said, "not support")
	return unsupported && (strings.Contains(said, "max_tokens") || strings.Contains(said, "temperature"))
}
