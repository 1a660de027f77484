package config

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Decimal is a number of the file and the line it stands on.
type Decimal struct {
	N  float64
	at place
}

// UnmarshalYAML keeps the node's place.
func (n *Decimal) UnmarshalYAML(node ast.Node) error {
	n.at = placeOf(node)
	return yaml.NodeToValue(node, &n.N)
}

// rawPrice is an entry of llm-prices.
type rawPrice struct {
	Model  Text    `yaml:"model" jsonschema:"required" jsonschema_description:"Name of the model, as --llm-model has it."`
	Input  Decimal `yaml:"input" jsonschema_description:"Price of a million tokens sent."`
	Cached Decimal `yaml:"cached-input" jsonschema_description:"Price of a million tokens sent that the endpoint has kept from before. Without it, as input."`
	Output Decimal `yaml:"output" jsonschema_description:"Price of a million tokens answered."`
	Batch  Decimal `yaml:"batch" jsonschema_description:"Factor on all prices in a batch, such as 0.5."`
}

// A Price is what a million tokens of a language model cost, in any one currency.
type Price struct {
	Model                        string
	Input, Cached, Output, Batch float64
}

func (c *Config) prices() (out []Value[Price]) {
	for _, p := range c.raw.Prices {
		out = append(out, Value[Price]{Price{p.Model.S, p.Input.N, p.Cached.N, p.Output.N, p.Batch.N}, c.from(p.Model)})
	}
	return out
}

func (r *reader) prices(prices []rawPrice) {
	names := map[string]Text{}
	for _, p := range prices {
		switch old, ok := names[p.Model.S]; {
		case p.Model.at.line == 0 && p.Input.at.line == 0 && p.Output.at.line == 0:
			r.add(place{line: 1, col: 1}, "give each a model, and prices of input and output", "an entry of llm-prices is empty")
		case strings.TrimSpace(p.Model.S) == "":
			r.add(place{line: max(p.Model.at.line, p.Input.at.line, p.Output.at.line), col: 1}, "add the name of the model", "prices of no model")
		case ok:
			r.add(p.Model.at, fmt.Sprintf("line %d has it too", old.at.line), "second prices of %q", p.Model.S)
		case p.Input.N == 0 && p.Output.N == 0:
			r.add(p.Model.at, "add input and output, per million tokens", "the model %q has no prices", p.Model.S)
		}
		names[p.Model.S] = p.Model
		for _, n := range []Decimal{p.Input, p.Cached, p.Output, p.Batch} {
			if !(n.N >= 0 && n.N < 1e9) {
				r.add(n.at, "give it per million tokens, as a number from 0", "the price %v cannot be", n.N)
			}
		}
	}
}
