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
package prose

import (
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

// A Cache keeps replies by key. It must be safe for concurrent use.
type Cache interface {
	Get(key string) (*llm.Reply, bool)
	Put(key string, r *llm.Reply) error
}

// A Page is a walkthrough to write, with the evidence it was made from.
type Page struct {
	// Walkthrough is completed in place: Section.Prose and Model. It must have
	// been made with summarize.Options.Evidence.
	Walkthrough *summarize.Walkthrough
}

// A Writer writes pages.
type Writer struct {
	Mode   Mode
	Client llm.Client // required if Mode is On
	Cache  Cache      // required unless Mode is Off
	// Model is the name of the model asked, part of every cache key together with
	// Sampling, which stands for the options that shape its answers.
	Model, Sampling string
	Evidence        evidence.Options
	// Workers is how many calls are under way at a time; 0 is 4.
	Workers int
	// Progress, if not nil, is told after each section, one at a time.
	Progress func(Event)
}

// An Event tells how far a Writer is.
type Event struct {
	Done, Total int // sections
	Page        string
	Section     string
	Cached      bool
	Err         error
}

// A Summary says what writing came to.
type Summary struct {
	Pages, Sections   int
	Calls, Hits       int
	Accepted, Written int
	Usage             llm.Usage
	// Failed are sections left as they were, by page and section, with the reason.
	Failed []Failure
}

// A Failure is a section that no call could be made for.
type Failure struct {
	Page, Section string
	Err           error
}
