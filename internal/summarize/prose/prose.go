// Package prose has a language model put walkthroughs into better words, and
// keeps of what it writes only what the source proves.
//
// Each section of a walkthrough is one call: its evidence (package evidence)
// goes out, sentences come back, and the gates (package gates) decide about each.
// What they refuse goes back once with the reasons; what they refuse again is
// left out. The walkthrough itself stays complete beneath, so that a page whose
// calls fail is the page that there would be without a model.
//
// English is written from the evidence. Another language is written from the
// English sentences that were accepted, sentence by sentence, and passes the same
// gates, so that all languages say the same about the same evidence.
//
// Replies are kept as they came and judged each time they are used: gates that
// have become stricter need no new calls.
package prose

import (
	"cmp"
	"context"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// A Mode says whether a model is asked.
type Mode string

// The modes.
const (
	Off       Mode = "off"
	CacheOnly Mode = "cache-only" // only what earlier runs have kept
	On        Mode = "on"
)

// Modes lists the modes.
func Modes() []Mode { return []Mode{Off, CacheOnly, On} }

// Set takes a mode from a command line. The error lists the modes.
func (m *Mode) Set(s string) error {
	for _, x := range Modes() {
		if s == string(x) {
			*m = x
			return nil
		}
	}
	return fmt.Errorf("unknown mode %q: use off, cache-only or on", s)
}

// String returns the mode, Type what help texts call it.
func (m *Mode) String() string { return string(*m) }

// Type is "mode".
func (m *Mode) Type() string { return "mode" }

// Answers keep replies; *llm.Answers are some. They are used concurrently.
type Answers interface {
	Find(k llm.AnswerKey) (*llm.Reply, bool)
	Put(key string, r *llm.Reply) error
}

// A Writer writes pages.
type Writer struct {
	Mode   Mode
	Client llm.Client // required if Mode is On
	// Answers are required if Mode is CacheOnly; else nil keeps nothing.
	Answers Answers
	// Model is the name of the model asked, required unless Mode is Off.
	Model string
	// Tier returns how the endpoint is told the form of answers, such as
	// Endpoint.Tier; nil is llm.Schema.
	Tier func() llm.Tier
	// Prices are for footers and plans.
	Prices llm.Prices
	// Estimate returns what a request may use at most, such as
	// Endpoint.Estimate; nil is llm.Estimate and the limit of the answer.
	Estimate func(llm.Request) llm.Usage
	// Evidence says how much is shown.
	Evidence evidence.Options
	// Workers is how many sections are worked on at a time; 0 is 4.
	Workers int
	// Progress, if not nil, is told after each section, one at a time.
	Progress func(Event)

	_ struct{}
}

// An Event tells how far a Writer is.
type Event struct {
	Done, Total int // sections
	// Page is the walkthrough's title, Lang its language.
	Page, Lang, Section string
	// Calls were made for the section; 0 is that all came from Answers.
	Calls             int
	Accepted, Written int
	// Err is why the section stays as it is, or nil.
	Err error
}

// A Summary says what writing came to.
type Summary struct {
	// Pages were to be written, in Sections; of those WithProse have some.
	Pages, Sections, WithProse int
	// Calls were made, Kept replies found.
	Calls, Kept       int
	Accepted, Written int
	// Usage is that of the calls, Cost what it costs, 0 without prices.
	Usage llm.Usage
	Cost  float64
	// Refusals counts the sentences that the gates refused for good, by gate.
	Refusals map[string]int
	// Redacted counts the secrets taken out of what was or would be sent.
	Redacted int
	// Unkept is why a reply could not be kept, if one could not.
	Unkept error
	// Failed are the sections that no answer could be had for, in their order.
	Failed []Failure
}

// A Failure is a section that stays without prose for want of an answer.
type Failure struct {
	Page, Lang, Section string
	Err                 error
}

// Write has the model write about pages: walkthroughs made with
// summarize.Options.Evidence, which are completed in place. Those in other
// languages than English share the evidence of an English one, whether or not
// that is among them. The error is the context's, and then no page has changed,
// but what was answered is kept; what else goes wrong costs a section and is in
// the Summary.
func (w *Writer) Write(ctx context.Context, pages []*summarize.Walkthrough) (*Summary, error) {
	out := &Summary{Refusals: map[string]int{}}
	if w.Mode == Off || w.Mode == "" {
		return out, nil
	}
	r := newRun(w)
	tasks := r.tasks(pages)
	if err := r.work(ctx, tasks); err != nil {
		return nil, err
	}
	r.merge(pages, tasks, out)
	return out, nil
}

func (w *Writer) workers() int { return cmp.Or(max(w.Workers, 0), 4) }

func (w *Writer) tier() llm.Tier {
	if w.Tier == nil {
		return llm.Schema
	}
	return w.Tier()
}

func (w *Writer) estimate(r llm.Request) llm.Usage {
	if w.Estimate != nil {
		return w.Estimate(r)
	}
	return llm.Usage{In: llm.Estimate(r), Out: r.MaxTokens}
}

// key is what a reply is kept under: all that it depends on.
func (w *Writer) key(lang, hash string) llm.AnswerKey {
	return llm.AnswerKey{Schema: SchemaVersion, Prompt: PromptVersion, Language: lang, Model: w.Model, Sampling: llm.Sampling(w.Model), Tier: w.tier(), Bundle: hash}
}
