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
}

// A Section is a part under a heading.
type Section struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
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
