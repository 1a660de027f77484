// Package evidence is what a language model is shown of a walkthrough: a closed
// list of cards, each with what the analyser proved and a line to prove it by.
//
// A card carries no sentence and no language. A model cites cards by their ids,
// and so can cite nothing that is not there; package gates decides whether what
// it wrote follows from them. What leaves the machine is redacted here, before
// it is hashed, so that a cache never depends on a secret.
package evidence

import (
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A Record is everything that is known about the target of a walkthrough, in the
// order in which the walkthrough tells it.
type Record struct {
	// Target is the full name of what is explained, Kind what it is, Package the
	// name of its package.
	Target, Kind, Package string
	// Parts follow the sections of the walkthrough.
	Parts []Part
}

// A Part is what is known in one section of the walkthrough.
type Part struct {
	// Section is the section's id.
	Section  string
	Cards    []Card
	Excerpts []Excerpt
}

// A Relation says that S stands in the relation R to O. Names are written as the
// walkthrough writes them, members behind their type.
type Relation struct {
	S string `json:"s"`
	R string `json:"r"`
	O string `json:"o"`
}

// A Card is one thing that the analyser found.
type Card struct {
	// ID is "E1", "E2", …, in the order of the cards of a bundle.
	ID string `json:"id"`
	// Fact names the statement of the walkthrough.
	Fact string `json:"fact"`
	// Relations are what the card proves, in the words of
	// Vocabulary. An empty list proves nothing but that its names exist.
	Relations []Relation `json:"relations,omitempty"`
	// Names are further names that the card is about.
	Names []string `json:"names,omitempty"`
	// Literals are numbers, values, paths and constraints of the statement.
	Literals []string `json:"literals,omitempty"`
	// Quote is what a comment or a help text says, which is no proof that it is so.
	Quote string `json:"quote,omitempty"`
	// Line is a line of source that the card was read from.
	Line string `json:"line,omitempty"`
	// At are the places that a sentence resting on the card cites. They are not
	// part of the bundle's hash and never sent.
	At []factgraph.Pos `json:"-"`
	// Part is the walkthrough's section that the card is from.
	Part string `json:"-"`
	// Rank says how much the card matters; the lowest are dropped first.
	Rank float64 `json:"-"`
}

// CommentOnly reports whether the card holds nothing but what a comment says.
func (c *Card) CommentOnly() bool {
	if c.Quote == "" {
		return false
	}
	for _, r := range c.Relations {
		if r.R != Says {
			return false
		}
	}
	return true
}

// An Excerpt is a few lines of source around a name, for understanding. It is no
// evidence.
type Excerpt struct {
	Name string `json:"name"`
	Text string `json:"text"`
	// Rank says how much it matters, as of a Card.
	Rank float64
}

// The relations of cards. A closed list: the schema of answers names them all.
const (
	Calls         = "calls"          // S calls O
	MayCall       = "may call"       // on some branches, or in a function it makes
	GoCalls       = "calls aside"    // on a goroutine of its own
	Starts        = "starts"         // S starts O on a goroutine of its own
	Hands         = "hands"          // S hands the function O to another
	HandsTo       = "hands to"       // S hands a function to O
	Registers     = "registers"      // S registers the function O under a name
	Under         = "under"          // S is registered under the name or key O
	RegistersWith = "registers with" // S registers functions with O
	Runs          = "runs on"        // the handler S runs O
	Returns       = "returns"        // S returns the function O
	Keeps         = "keeps"          // S keeps the function O in a field
	KeptIn        = "kept in"        // the function S is kept in the field O
	Defers        = "runs on return" // when S returns, O runs
	Reads         = "reads"
	Sets          = "sets"
	Sends         = "sends to"
	Receives      = "receives from"
	Closes        = "closes"
	PutsInto      = "puts into"  // S puts items into the queue O
	TakesFrom     = "takes from" // S takes items out of the queue O
	Makes         = "makes"      // S makes values of the type O
	Uses          = "uses"
	Asks          = "asks" // S asks about the feature gate O
	Locks         = "locks"
	Implements    = "implements"
	Requires      = "requires" // the interface S has the method O
	Embeds        = "embeds"
	Has           = "has"  // S has the field or method O
	Is            = "is"   // S is O: a kind, a type, a value
	In            = "in"   // S lies in the directory or package O
	Gets          = "gets" // the parameter S is given the argument O, the function S the parameter O
	Defaults      = "defaults to"
	Declares      = "declares"
	Built         = "built under" // the file S has the build constraint O
	LeadsTo       = "leads to"    // S calls, starts or hands on O
	Imports       = "imports"
	Says          = "says"   // the comment or help text of S says something; O is "comment"
	Before        = "before" // S happens before O in the same run of a function
	Lacks         = "lacks"  // S has or does no O, over the whole of what was read
	OnlyIn        = "only"   // S is the only one that calls, starts or hands on O
)

// Vocabulary lists the relations, in the order of the prompt.
func Vocabulary() []string {
	return []string{Calls, MayCall, GoCalls, Starts, Hands, HandsTo, Registers, Under, RegistersWith, Runs, Returns, Keeps, KeptIn, Defers,
		Reads, Sets, Sends, Receives, Closes, PutsInto, TakesFrom, Makes, Uses, Asks, Locks, Implements, Requires, Embeds, Has, Is, In, Gets,
		Defaults, Declares, Built, LeadsTo, Imports, Says, Before, Lacks, OnlyIn}
}
