// Package plan decides what a walkthrough tells and in which order. A plan has no
// language: its items point at facts (package factgraph), and package wording
// makes sentences of them.
//
// A journey starts where something sets the target to work, an event, a timer, a
// goroutine, a call from outside, and goes through the functions that this leads
// to. Each function is told once, as the tree of its control flow, of which what
// changes nothing and decides nothing is left out. Where an item stands in the
// tree says under which conditions it happens.
package plan

import "github.com/kdoc-dev/kdoc/internal/walk/factgraph"

// A Kind is a kind of item.
type Kind string

// The kinds of items.
const (
	Acts    Kind = "acts"    // Acts happen, one after another
	When    Kind = "when"    // Items, if Cond holds
	Else    Kind = "else"    // Items, if the When before does not hold
	By      Kind = "by"      // Items, which are Is, by what Over is
	Is      Kind = "is"      // one case; Cond is nil if no other fits
	Waits   Kind = "waits"   // Items, which are Comes, by what happens first
	Comes   Kind = "comes"   // Act happens first; nil if nothing can at once
	Each    Kind = "each"    // Items for each element of Over
	While   Kind = "while"   // Items as long as Cond holds
	Forever Kind = "forever" // Items over and over
	Leaves  Kind = "leaves"  // the function, loop or process is left
	Says    Kind = "says"    // what a comment says, by itself
	Fails   Kind = "fails"   // Items, if the act before returns an error
	Runs    Kind = "runs"    // the items of a function literal
)

// A Link says how an item follows the one before it in its list.
type Link string

// The links.
const (
	// Plain items follow as a matter of course.
	Plain Link = ""
	// Otherwise is what happens if the When before did not hold, which leaves.
	Otherwise Link = "otherwise"
	// Unless is what happens if nothing before has left.
	Unless Link = "unless"
	// Then is what follows an item that happens only sometimes itself.
	Then Link = "then"
)

// A Fate says what becomes of the error of an act.
type Fate string

// The fates. Errors that are returned, as most are, have none of their own.
const (
	Returned Fate = ""
	Logged   Fate = "logged"  // and nothing else
	Ignored  Fate = "ignored" // asked for, and dropped
	Quiet    Fate = "quiet"   // the function ends without an error
	Next     Fate = "next"    // the loop goes on with the next
	Stops    Fate = "stops"   // the loop is left
	Closed   Fate = "closed"  // not an error: what it takes from is shut down, and it ends
	Handled  Fate = "handled" // as the item Fails below says
	Unasked  Fate = "unasked" // there is none, or nobody asks right away
)

// An Item is a statement of a plan.
type Item struct {
	// ID numbers the items of a document, for a model to point at.
	ID    string
	Kind  Kind
	Link  Link
	At    []factgraph.Pos
	Acts  []*factgraph.Act
	Fates []Fate
	Cond  *factgraph.Cond
	Over  string
	Each  string
	Exit  *factgraph.Exit
	Note  *factgraph.Note
	// Label is what a literal is handed over as, or, of the case that is left, the
	// cases that are not told.
	Label string
	// Diverts reports that what follows the item in its list may not come to pass
	// because of it, Ends that it leaves in any case once its condition holds.
	Diverts, Ends bool
	// Guards are the conditions under which the item happens, outermost first, as
	// the source writes them; "!(…)" where one does not hold, "" where the source
	// has none, as for the end of a loop.
	Guards []string
	Items  []*Item
}

// A Part tells one function, or a literal, of a journey.
type Part struct {
	// ID numbers the parts of a document, "P1" and so on.
	ID    string
	Func  *factgraph.Func
	Items []*Item
	// Level is how much is told: 0 is the name alone, 3 everything.
	Level int
	// Omitted are the places of what there was to tell and is not told.
	Omitted []factgraph.Pos
	// Depth is how many calls lie between the start of the journey and the part.
	Depth int
	// Lead is how the part follows the one told before it, if a plan says so; see
	// package planner.
	Lead Lead

	body []*factgraph.Node
}

// A Lead is a connection between two parts that the facts prove.
type Lead struct {
	Kind LeadKind
	// Other is the part connected to, Queue what joins them.
	Other *Part
	Queue string
}

// A LeadKind is a kind of Lead.
type LeadKind string

// The kinds of leads; "" is none.
const (
	// Meanwhile parts run on goroutines of their own.
	Meanwhile LeadKind = "meanwhile"
	// Feeds: the other part puts what this one takes into Queue.
	Feeds LeadKind = "feeds"
	// Called: the other part calls this one.
	Called LeadKind = "called"
)

// A TriggerKind says what sets something to work.
type TriggerKind string

// The kinds of triggers.
const (
	Event     TriggerKind = "event"     // a change of objects that an informer tells of
	Timer     TriggerKind = "timer"     // again and again, after a time
	Goroutine TriggerKind = "goroutine" // a goroutine that is started
	Callback  TriggerKind = "callback"  // a function handed to another package
	Route     TriggerKind = "route"     // an HTTP request
	Call      TriggerKind = "call"      // a call from outside of the target
	Main      TriggerKind = "main"      // the program starts
)

// A Trigger is what a journey starts from.
type Trigger struct {
	Kind TriggerKind
	// On is the informer, path or function, Verb "add", "update", "delete" or a
	// label.
	On, Verb string
	// Object is the kind of object whose changes are told.
	Object string
	// Period is how often, as the source writes it; Values what it amounts to.
	Period string
	Values []factgraph.Binding
	// Times is how many goroutines run it, "" if it is one.
	Times string
	At    factgraph.Pos
	// From is the function that the trigger is set up in.
	From *factgraph.Func
	// Queue is the queue or channel that feeds it, Filled who puts into it.
	Queue  string
	Filled []string

	target factgraph.Sym
	lit    *factgraph.Lit
}

// A Journey goes from triggers to effects.
type Journey struct {
	Triggers []*Trigger
	Parts    []*Part
}

// A Document is all that a walkthrough tells of control flow.
type Document struct {
	Journeys []*Journey
	// Startup is what sets the triggers up, in order.
	Startup []*Part
	// Rest are functions that no journey tells.
	Rest []*factgraph.Func
	// Trivial are functions that do nothing but return a constant.
	Trivial []*factgraph.Func
}

// Parts lists all parts, in the order in which they are told.
func (d *Document) Parts() (out []*Part) {
	for _, j := range d.Journeys {
		out = append(out, j.Parts...)
	}
	return append(out, d.Startup...)
}

// Walk calls f for items and what they hold, in order.
func Walk(items []*Item, f func(*Item)) {
	for _, it := range items {
		f(it)
		Walk(it.Items, f)
	}
}

// Leads reports whether one part calls, starts or hands on the function of
// another.
func Leads(from, to *Part) bool {
	if to.Func == nil {
		return false
	}
	found := false
	factgraph.InspectActs(from.body, func(a *factgraph.Act) {
		found = found || a.Target == to.Func.Sym
		for _, h := range a.Funcs {
			found = found || h.Target == to.Func.Sym
		}
		for _, t := range a.Impls {
			found = found || factgraph.Sym{Pkg: t.Pkg, Name: t.Name + "." + lastOf(a.Target.Name)} == to.Func.Sym
		}
	})
	return found
}
