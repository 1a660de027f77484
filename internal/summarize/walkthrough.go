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
	// Model says what a language model added, nil if none was asked.
	Model *Model `json:"model,omitempty"`
	// Reading is what a language model makes of the page, in its own words, which
	// nothing proves; nil unless it was asked for.
	Reading []Paragraph `json:"reading,omitempty"`
	// Plan is what the page tells of control flow, the same in all languages; nil
	// unless Options.Evidence asks for it.
	Plan *plan.Document `json:"-"`
	// Full is all that there is to tell, for a plan of another's making; nil unless
	// Options.Evidence asks for it.
	Full *plan.Document `json:"-"`

	facts *facts
}

// A Model says what a language model had a part in.
type Model struct {
	// Name is the model, as its endpoint calls it.
	Name string `json:"name"`
	// Facts of Chosen statements that the model's plan asked for are told,
	// Connections of Claimed hold.
	Facts       int `json:"facts"`
	Chosen      int `json:"chosen"`
	Connections int `json:"connections"`
	Claimed     int `json:"claimed"`
	// In and Out are tokens, Cached those of In that the endpoint had kept.
	In     int `json:"in"`
	Cached int `json:"cached,omitempty"`
	Out    int `json:"out"`
	// Cost is the price of the tokens, as people write it; "" if none is known.
	Cost string `json:"cost,omitempty"`
	// Redacted is how many secrets were taken out of what was sent.
	Redacted int `json:"redacted,omitempty"`
	// Missing is why there is no plan of the model's, one word such as "refused",
	// or "".
	Missing string `json:"missing,omitempty"`
}

// A Paragraph is a paragraph of a model's reading and the statements that it says
// it rests on, by their places.
type Paragraph struct {
	Text string          `json:"text"`
	At   []factgraph.Pos `json:"at,omitempty"`
}

// Replan has the page tell another plan of the same facts.
func (w *Walkthrough) Replan(doc *plan.Document) {
	if w.facts == nil {
		return
	}
	f := *w.facts
	f.doc = doc
	next := f.write(LanguageOf(w.Lang))
	w.Sections, w.Words, w.Plan = next.Sections, next.Words, doc
}

// Statements words the items of the full plan in English, for evidence: by id.
func (w *Walkthrough) Statements() map[string]Sentence {
	out := map[string]Sentence{}
	if w.facts == nil || w.Full == nil {
		return out
	}
	wr := wording.New("en", w.facts.names.of)
	var enter func(list []Sentence)
	enter = func(list []Sentence) {
		for _, s := range list {
			out[s.ID] = s
			enter(s.Items)
		}
	}
	for _, part := range w.Full.Parts() {
		wr.Forget()
		enter(wr.Items(part.Items))
	}
	return out
}

// PartName is what a page calls a part of its plan.
func (w *Walkthrough) PartName(p *plan.Part) string {
	if p.Func == nil || w.facts == nil {
		return ""
	}
	return w.facts.names.of(p.Func.Sym)
}

// TriggerText says in English what a journey of the plan starts from.
func (w *Walkthrough) TriggerText(j *plan.Journey) string {
	if w.facts == nil {
		return ""
	}
	return plain(wording.New("en", w.facts.names.of).Trigger(j.Triggers))
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
