// Package gates decides, without a model, whether a sentence that a model wrote
// follows from the evidence it names.
//
// There are seven gates: the evidence exists and belongs to the section; every
// name in the text is one of the cited cards'; every relation is one of theirs
// and told the right way round, order included; numbers, flags and paths stand
// in them; what only a comment says is told as such; nothing is denied or made
// exclusive without the analyser having looked; and the form is that of one
// plain sentence in the language asked for. What a gate cannot make out it
// rejects: a sentence that is left out costs less than one that is wrong.
package gates

import "github.com/kdoc-dev/kdoc/internal/summarize/evidence"

// A Sentence is what a model wrote.
type Sentence struct {
	Text string `json:"text"`
	// Evidence are the ids of cards, Symbols the names that Text uses.
	Evidence []string            `json:"evidence"`
	Symbols  []string            `json:"symbols"`
	Claims   []evidence.Relation `json:"claims"`
}

// A Gate is one of the seven.
type Gate string

// The gates.
const (
	Evidence  Gate = "evidence"
	Symbols   Gate = "symbols"
	Relations Gate = "relations"
	Literals  Gate = "literals"
	Comments  Gate = "comments"
	Negation  Gate = "negation"
	Form      Gate = "form"
)

// A Rejection says which gate refused a sentence and why, in words that a model
// can act on.
type Rejection struct {
	Gate   Gate   `json:"gate"`
	Reason string `json:"reason"`
}
