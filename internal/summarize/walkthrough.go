// Package summarize explains a program, package, type, function or file of a
// tree from its source alone.
//
// Explain finds what a name stands for and who uses it, relates what it declares
// (package factgraph), ranks what a reader should hear of first, and words it:
// an outline of statements without any language in them, which a catalogue turns
// into sentences. Every sentence carries the places it was read from, and says
// nothing that is not in the graph. What comments say is quoted as such.
package summarize

import (
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Version is the version of the JSON format.
const Version = 1

// A Walkthrough is an explanation in one language, ready to be shown.
type Walkthrough struct {
	// Version is that of the JSON format.
	Version int `json:"version"`
	// Target is the full name of what is explained, Kind what it is.
	Target string `json:"target"`
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	// Lang is a BCP 47 tag.
	Lang string `json:"lang"`
	// Rev is the revision, if the tree was read from git.
	Rev      string    `json:"revision,omitempty"`
	Sections []Section `json:"sections"`
	// Flow is the call flow that the diagram shows.
	Flow Flow `json:"flow"`
	// Identifiers is how many different ones the text names.
	Identifiers int `json:"identifiers"`
	// Notes say what limits the explanation, such as missing dependencies.
	Notes []Sentence `json:"notes,omitempty"`
	// Outside reports whether sources were read, or missed, that are neither of
	// the tree nor of the standard library: what was found may then change though
	// the tree does not.
	Outside bool `json:"-"`
	// Evidence is what the walkthrough says, in no language, for a model to put
	// into words; nil unless Options.Evidence asks for it. It is the same in all
	// languages.
	Evidence *evidence.Record `json:"-"`
	// Model says what a language model added, nil if none was asked.
	Model *Model `json:"model,omitempty"`
}

// A Section is a part under a heading.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Prose is what a language model made of the section's facts, as far as they
	// prove it. It says nothing that the rest does not.
	Prose     []Sentence `json:"prose,omitempty"`
	Sentences []Sentence `json:"sentences,omitempty"`
	Ordered   bool       `json:"ordered,omitempty"` // the sentences are steps
	Tables    []Table    `json:"tables,omitempty"`
	Groups    []Group    `json:"groups,omitempty"`
	After     []Sentence `json:"after,omitempty"`
}

// A Group is what is said of one thing.
type Group struct {
	Name      string        `json:"name"`
	At        factgraph.Pos `json:"at"`
	Sentences []Sentence    `json:"sentences"`
}

// A Table holds rows that are each a statement with its place.
type Table struct {
	Caption Sentence `json:"caption"`
	Head    []string `json:"head"`
	Rows    []Row    `json:"rows"`
}

// A Row is a row of a Table.
type Row struct {
	Cells [][]Part      `json:"cells"`
	At    factgraph.Pos `json:"at"`
}

// A Sentence is a sentence with the places it was read from.
type Sentence struct {
	// Fact names the statement, the same in every language.
	Fact  string          `json:"fact"`
	Parts []Part          `json:"parts"`
	At    []factgraph.Pos `json:"at"`
}

// A Part is a piece of a sentence. Code is a name from the source, Quote what a
// comment says.
type Part struct {
	Text  string `json:"text"`
	Code  bool   `json:"code,omitempty"`
	Quote bool   `json:"quote,omitempty"`
}

// A Model says what a language model had a part in.
type Model struct {
	// Name is the model, as its endpoint calls it.
	Name string `json:"name"`
	// Accepted of Written sentences passed the gates.
	Accepted int `json:"accepted"`
	Written  int `json:"written"`
	// In and Out are tokens, Cached those of In that the endpoint had kept.
	In     int `json:"in"`
	Cached int `json:"cached,omitempty"`
	Out    int `json:"out"`
	// Cost is the price of the tokens, as people write it; "" if none is known.
	Cost string `json:"cost,omitempty"`
	// Redacted is how many secrets were taken out of what was sent.
	Redacted int `json:"redacted,omitempty"`
	// Missing are the sections, by title, that stayed without prose because no
	// answer could be had, with the reason.
	Missing []Missing `json:"missing,omitempty"`
}

// A Missing is a part of a walkthrough that a model was to write and did not.
type Missing struct {
	Title string `json:"title"`
	// Reason is one word, such as "refused" or "rate-limited"; Language.Footer
	// says it in full.
	Reason string `json:"reason"`
}

// A Flow is a call flow.
type Flow struct {
	Nodes []FlowNode `json:"nodes"`
	Edges []FlowEdge `json:"edges"`
}

// A FlowNode is a function.
type FlowNode struct {
	Name string        `json:"name"`
	At   factgraph.Pos `json:"at"`
}

// A FlowEdge leads from one node to another, by index.
type FlowEdge struct {
	From int `json:"from"`
	To   int `json:"to"`
	// Kind is "call", "go", "callback" or "handler".
	Kind string `json:"kind"`
}
