// Package gates decides, without a model, whether a sentence that a model wrote
// follows from the evidence it names.
//
// There are seven gates. The evidence exists and belongs to the section. Every
// name in the text is one of the cited cards'. Every relation is one of theirs,
// is in the words, and is told the right way round, order included. Numbers,
// values and paths stand in the cards. What only a comment says is told as such.
// Nothing is denied, and nothing made exclusive or general, that the analyser has
// not looked at as a whole. The form is that of one plain sentence in the
// language asked for, in words that explain rather than add.
//
// What a gate cannot make out it rejects: a sentence that is left out costs less
// than one that is wrong.
package gates

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

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

// String is "gate: reason".
func (r Rejection) String() string { return string(r.Gate) + ": " + r.Reason }

// A Judge decides about sentences on one bundle in one language.
type Judge struct {
	bundle *evidence.Bundle
	lang   language
}

// NewJudge returns the judge of a bundle. lang is a BCP 47 tag; other languages
// than English and Chinese have no words to check by, and all is rejected.
func NewJudge(b *evidence.Bundle, lang string) *Judge {
	return &Judge{bundle: b, lang: languageOf(lang)}
}

// Check returns why a sentence may not be shown; nil is acceptance.
func (j *Judge) Check(s Sentence) []Rejection {
	c := &checking{Judge: j, s: s}
	c.check()
	return c.found
}

// Rendition returns why a sentence may not stand for an accepted one in another
// language: besides what Check asks, both name the same evidence, names and
// values, and deny or order things in both or in neither.
func (j *Judge) Rendition(s, original Sentence) []Rejection {
	c := &checking{Judge: j, s: s, original: &original}
	c.check()
	if len(c.found) == 0 {
		c.parity()
	}
	return c.found
}

// checking is the check of one sentence.
type checking struct {
	*Judge
	s        Sentence
	original *Sentence

	cards   []*evidence.Card
	text    *text
	claims  []claim
	comment bool // the text says what a comment says
	found   []Rejection
}

func (c *checking) reject(g Gate, format string, args ...any) {
	c.found = append(c.found, Rejection{g, fmt.Sprintf(format, args...)})
}

// check runs the gates in order. What a later gate looks at must have passed the
// ones that make sense of it.
func (c *checking) check() {
	c.text = parse(c.s.Text)
	if !c.form() || !c.evidence() {
		return
	}
	c.comment = c.lang.attributes(c.text)
	c.symbols()
	c.relate()
	if len(c.found) > 0 {
		return
	}
	c.literals()
	c.comments()
	c.negation()
	if !c.comment {
		c.directions()
	}
	c.order()
	c.grounded()
}

// evidence is gate 1.
func (c *checking) evidence() bool {
	if len(c.s.Evidence) == 0 {
		c.reject(Evidence, "name at least one card")
		return false
	}
	const most = 6
	if len(c.s.Evidence) > most {
		c.reject(Evidence, "more than %d cards for one sentence; say less in it", most)
		return false
	}
	for i, id := range c.s.Evidence {
		card := c.bundle.Card(id)
		switch {
		case card == nil:
			c.reject(Evidence, "%q is no card of this section", clip(id))
		case slices.Contains(c.s.Evidence[:i], id):
			c.reject(Evidence, "%s is named twice", id)
		default:
			c.cards = append(c.cards, card)
		}
	}
	return len(c.found) == 0
}

// parity compares a rendition with what it renders.
func (c *checking) parity() {
	if !sameSet(c.s.Evidence, c.original.Evidence) {
		c.reject(Evidence, "name the same cards as the original: %s", strings.Join(c.original.Evidence, ", "))
	}
	from := parse(c.original.Text)
	mine, theirs := c.names(c.text), c.names(from)
	slices.Sort(mine)
	slices.Sort(theirs)
	if !slices.Equal(mine, theirs) {
		c.reject(Symbols, "use the names of the original, each as often: %s", strings.Join(theirs, ", "))
	}
	mine, theirs = c.text.values(), from.values()
	if !sameSet(mine, theirs) {
		c.reject(Literals, "use the values of the original: %s", strings.Join(theirs, ", "))
	}
	en := english()
	if c.lang.denies(c.text) != en.denies(from) {
		c.reject(Negation, "deny, limit or generalise where the original does, and only there")
	}
	if c.lang.orders(c.text) != en.orders(from) {
		c.reject(Relations, "tell an order where the original does, and only there")
	}
	if c.comment != en.attributes(from) {
		c.reject(Comments, "say that a comment says it where the original does, and only there")
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// clip keeps what a model made up short in a reason.
func clip(s string) string {
	s = evidence.Plain(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
