// Package summarize explains a program, package, type, function or file of a
// tree from its source alone.
//
// It runs one way. Explain finds what a name stands for and who uses it, relates
// what it declares (package factgraph: facts), decides what is told and in which
// order (package plan), and has that worded (package wording); what comes out is
// a page without a format. Every sentence carries the places it was read from and
// the conditions under which it holds, and says nothing that is not in the facts.
// What comments say is quoted as such.
package summarize

import (
	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Version is the version of the JSON format.
const Version = 2

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
	Rev string `json:"revision,omitempty"`
	// Lead says in one sentence what the target is for, for lists of walkthroughs.
	Lead     string    `json:"lead,omitempty"`
	Sections []Section `json:"sections"`
	// Words is how many words the page has, details aside.
	Words int `json:"words"`
	// Notes say what limits the explanation, such as missing dependencies.
	Notes []Sentence `json:"notes,omitempty"`
	// Outside reports whether sources were read, or missed, that are neither of
	// the tree nor of the standard library: what was found may then change though
	// the tree does not.
	Outside bool `json:"-"`
	// Plan is what the page tells of control flow, the same in all languages.
	Plan *plan.Document `json:"-"`
}

// The types of sentences.
type (
	// A Sentence is a sentence with its places and conditions.
	Sentence = wording.Sentence
	// A Part is a piece of a sentence.
	Part = wording.Part
)

// A Section is a part under a heading.
type Section struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Sentences []Sentence `json:"sentences,omitempty"`
	// Running reports that the sentences make a paragraph, not a list.
	Running bool       `json:"running,omitempty"`
	Tables  []Table    `json:"tables,omitempty"`
	Groups  []Group    `json:"groups,omitempty"`
	After   []Sentence `json:"after,omitempty"`
	// Folded sections are left out unless details are asked for, or folded where a
	// format can.
	Folded bool `json:"folded,omitempty"`
}

// A Group is what is told under a heading of its own: a journey, and below it the
// functions that it goes through.
type Group struct {
	Title []Part        `json:"title"`
	At    factgraph.Pos `json:"at"`
	// Lead introduces the items, each of which is a step.
	Lead   []Sentence `json:"lead,omitempty"`
	Items  []Sentence `json:"items,omitempty"`
	Groups []Group    `json:"groups,omitempty"`
	// Flow is the picture of a journey, nil if there is none.
	Flow *Flow `json:"flow,omitempty"`
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

// Section returns the section with an id, or nil.
func (w *Walkthrough) Section(id string) *Section {
	for i := range w.Sections {
		if w.Sections[i].ID == id {
			return &w.Sections[i]
		}
	}
	return nil
}

// A Language is one that walkthroughs can be written in.
type Language struct {
	// Tag is the BCP 47 tag.
	Tag string
}

// English and Chinese are the languages there are.
func English() *Language { return &Language{"en"} }

// Chinese is the language written in simplified characters.
func Chinese() *Language { return &Language{"zh-CN"} }

// Languages are those a walkthrough can be written in.
func Languages() []*Language { return []*Language{English(), Chinese()} }

// LanguageOf returns the language of a tag or its first part, English for "" and
// nil for one that there is none of.
func LanguageOf(tag string) *Language {
	switch tag {
	case "", "en":
		return English()
	case "zh", "zh-CN":
		return Chinese()
	}
	return nil
}

// Phrase is a text of the catalogue, such as a heading.
func (l *Language) Phrase(id string) string { return wording.Phrase(l.Tag, id) }
