// Package planner has a language model plan walkthroughs.
//
// The model writes no word of a page. It is shown all statements that there are
// about a target (package evidence) and answers with a plan: which of them to
// tell, in which order and grouping, how they are connected, and which sentences
// of which comments to quote. Apply holds the plan to the facts: a statement keeps
// its conditions, a connection that the control flow or the data flow does not
// prove is dropped, and what the source orders stays in its order. The page is
// then worded as any other is, in each language from the one plan. So nothing that
// a model says can make a page false; a bad plan makes a page that tells less.
//
// A reading (see Writer.Reading) is the exception, asked for apart and shown
// apart: a few paragraphs of a model's own, which nothing proves.
package planner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

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

// A Writer has pages planned.
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
	// Prices are for footers and estimates.
	Prices llm.Prices
	// Estimate returns what a request may use at most, such as
	// Endpoint.Estimate; nil is llm.Estimate and the limit of the answer.
	Estimate func(llm.Request) llm.Usage
	// Evidence says how much is shown.
	Evidence evidence.Options
	// Reading also asks for a reading of each page, in its language.
	Reading bool
	// Workers is how many targets are worked on at a time; 0 is 4.
	Workers int
	// Progress, if not nil, is told after each target, one at a time.
	Progress func(Event)

	_ struct{}
}

// An Event tells how far a Writer is.
type Event struct {
	Done, Total int // targets
	Page        string
	// Calls were made for the target; 0 is that all came from Answers.
	Calls int
	// Err is why the target keeps kdoc's own plan, or nil.
	Err error
}

// A Summary says what planning came to.
type Summary struct {
	// Targets were to be planned; of those Planned are.
	Targets, Planned int
	// Calls were made, Kept replies found.
	Calls, Kept int
	Outcome
	// Usage is that of the calls, Cost what it costs, 0 without prices.
	Usage llm.Usage
	Cost  float64
	// Redacted counts the secrets taken out of what was or would be sent.
	Redacted int
	// Unkept is why a reply could not be kept, if one could not.
	Unkept error
	// Failed are the targets that no plan could be had for, in their order.
	Failed []Failure
}

// A Failure is a target that keeps kdoc's own plan for want of an answer.
type Failure struct {
	Page string
	Err  error
}

var (
	// errPlanned stands for the answer to a request that is not sent.
	errPlanned = errors.New("not sent")
	// errNotKept says that no earlier answer is kept and none may be asked for.
	errNotKept = errors.New("no answer is kept from before")
)

// Write has the model plan pages: walkthroughs made with
// summarize.Options.Evidence, which are planned anew in place. Those of one target
// share a plan. The error is the context's, and then no page has changed, but what
// was answered is kept; what else goes wrong costs a plan and is in the Summary.
func (w *Writer) Write(ctx context.Context, pages []*summarize.Walkthrough) (*Summary, error) {
	out := &Summary{}
	if w.Mode == Off || w.Mode == "" {
		return out, nil
	}
	r := &run{Writer: w}
	tasks := r.tasks(pages)
	if err := r.work(ctx, tasks); err != nil {
		return nil, err
	}
	r.finish(tasks, out)
	return out, nil
}

// A task is the plan of one target.
type task struct {
	bundle   *evidence.Bundle
	pages    []*summarize.Walkthrough
	answer   *Answer
	err      error
	calls    int
	usage    llm.Usage
	readings map[string]*reading // by language
}

// A run is one call of a Writer's methods.
type run struct {
	*Writer
	// collect, if not nil, takes requests instead of the client; see Estimate.
	collect func(item)

	mu     sync.Mutex
	done   int
	calls  int
	kept   int
	usage  llm.Usage
	unkept error // the last reply that could not be kept
}

// tasks groups pages by target.
func (r *run) tasks(pages []*summarize.Walkthrough) (out []*task) {
	by := map[string]*task{}
	for _, p := range pages {
		t := by[p.Target]
		if t == nil {
			b := evidence.Of(p, r.Evidence)
			if b == nil || len(b.Parts) == 0 {
				continue
			}
			t = &task{bundle: b}
			by[p.Target] = t
			out = append(out, t)
		}
		t.pages = append(t.pages, p)
	}
	return out
}

// work does tasks, several at a time. The error is the context's.
func (r *run) work(ctx context.Context, tasks []*task) error {
	queue := make(chan *task)
	var group sync.WaitGroup
	for range min(cmp.Or(max(r.Workers, 0), 4), len(tasks)) {
		group.Go(func() {
			for t := range queue {
				r.plan(ctx, t)
				if r.Reading {
					r.read(ctx, t)
				}
				r.report(ctx, t, len(tasks))
			}
		})
	}
	for _, t := range tasks {
		select {
		case queue <- t:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
	}
	close(queue)
	group.Wait()
	return ctx.Err()
}

func (r *run) report(ctx context.Context, t *task, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done++; ctx.Err() == nil && r.Progress != nil {
		r.Progress(Event{Done: r.done, Total: total, Page: t.pages[0].Title, Calls: t.calls, Err: t.err})
	}
}

// plan asks for the plan of a target. If the evidence is too long for the model,
// or the plan for an answer, less is shown, once.
func (r *run) plan(ctx context.Context, t *task) {
	less := r.Evidence
	less.Tokens = int(lowerShare * float64(cmp.Or(less.Tokens, evidence.DefaultTokens)))
	if smaller := evidence.Of(t.pages[0], less); !r.has(t.bundle) && r.has(smaller) {
		t.bundle = smaller // an earlier run has found that out
	}
	r.attempt(ctx, t)
	var e *llm.Error
	if errors.As(t.err, &e) && (e.Kind == llm.ContextLength || e.Kind == llm.Length) {
		t.bundle = evidence.Of(t.pages[0], less)
		r.attempt(ctx, t)
	}
}

// lowerShare is how much of the evidence is shown to a model with too little room.
const lowerShare = 0.6

// attempt asks, and once more if the answer cannot be used.
func (r *run) attempt(ctx context.Context, t *task) {
	t.answer, t.err = nil, nil
	q := ask(t.bundle)
	reply, err := r.complete(ctx, t, "", t.bundle.Hash, q)
	if err != nil {
		t.err = err
		return
	}
	a, broken := Decode(reply.Text)
	if broken != nil {
		q.Earlier = []llm.Turn{{Answer: reply.Text, Said: again(broken)}}
		if reply, err = r.complete(ctx, t, "", t.bundle.Hash, q); err != nil {
			if t.err = err; errors.Is(err, errNotKept) {
				t.err = broken
			}
			return
		}
		a, broken = Decode(reply.Text)
	}
	if t.err = broken; broken == nil {
		t.answer = a
	}
}

// finish applies the plans and says what came of it.
func (r *run) finish(tasks []*task, out *Summary) {
	out.Targets, out.Calls, out.Kept, out.Usage, out.Unkept = len(tasks), r.calls, r.kept, r.usage, r.unkept
	out.Cost = r.Prices.Cost(r.usage)
	for _, t := range tasks {
		for _, n := range t.bundle.Redacted {
			out.Redacted += n
		}
		m := summarize.Model{Name: r.Model, In: t.usage.In, Cached: t.usage.Cached, Out: t.usage.Out, Redacted: count(t.bundle.Redacted)}
		if c := r.Prices.Cost(t.usage); c > 0 {
			m.Cost = Amount(c)
		}
		if t.err != nil || t.answer == nil {
			out.Failed = append(out.Failed, Failure{t.pages[0].Title, t.err})
			m.Missing = why(t.err)
			if r.Mode == On {
				note(t.pages, m)
			}
			continue
		}
		out.Planned++
		for i, p := range t.pages {
			doc, o := Apply(p.Full, t.answer)
			m.Facts, m.Chosen, m.Connections, m.Claimed = o.Facts, o.Chosen, o.Connections, o.Claimed
			if i == 0 {
				out.Facts, out.Chosen = out.Facts+o.Facts, out.Chosen+o.Chosen
				out.Connections, out.Claimed = out.Connections+o.Connections, out.Claimed+o.Claimed
			}
			p.Replan(doc)
			if rd := t.readings[p.Lang]; rd != nil {
				p.Reading = rd.paragraphs(p)
			}
		}
		note(t.pages, m)
	}
}

func count(by map[string]int) (n int) {
	for _, x := range by {
		n += x
	}
	return n
}

func note(pages []*summarize.Walkthrough, m summarize.Model) {
	for _, p := range pages {
		own := m
		p.Model = &own
	}
}

// why is a word for an error.
func why(err error) string {
	var e *llm.Error
	switch {
	case errors.As(err, &e):
		return string(e.Kind)
	case errors.Is(err, errNotKept):
		return "not-kept"
	}
	return "unusable"
}
