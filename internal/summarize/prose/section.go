package prose

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// A job is a section to write, in English or after English sentences.
type job struct {
	bundle    *evidence.Bundle
	lang      string
	originals []gates.Sentence
}

// A section is what came of a job.
type section struct {
	accepted []gates.Sentence
	// written is how many sentences there were, refused those that stayed so.
	written int
	refused []verdict
	// replies are those it was made from, calls how many of them are new.
	replies []*llm.Reply
	calls   int
	// rendition tells that it was asked for after English sentences.
	rendition bool
	err       error
}

// A verdict is a sentence and why the gates refuse it; none is acceptance.
type verdict struct {
	sentence gates.Sentence
	reasons  []gates.Rejection
}

// errNotKept is why CacheOnly writes nothing.
var errNotKept = errors.New("no answer was kept from an earlier run")

func (j job) request() llm.Request {
	if j.originals == nil {
		return ask(j.bundle)
	}
	return render(j.bundle, j.lang, j.originals)
}

// hash stands for what is asked besides language and model: the evidence, and
// what else the messages hold.
func (j job) hash(turns []llm.Turn) string {
	data, _ := json.Marshal([]any{j.bundle.Hash, j.originals, turns}) // strings marshal
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// lowest is the share of cards that goes when a model has too little room.
const lowest = 0.4

// write asks about a section. If the evidence is too long for the model, the
// lowest cards are left out, once; if the answer is, the section is cut in two.
func (r *run) write(ctx context.Context, j job) *section {
	if s := r.fromKept(ctx, j); s != nil {
		return s
	}
	s := r.attempt(ctx, j)
	var e *llm.Error
	if !errors.As(s.err, &e) {
		return s
	}
	switch e.Kind {
	case llm.ContextLength:
		less := r.attempt(ctx, j.without())
		less.calls += s.calls
		return less
	case llm.Length:
		if halves := j.split(); halves != nil {
			return r.halves(ctx, halves, s.calls)
		}
	}
	return s
}

// fromKept finds what an earlier run had to make smaller, which need not be found
// too large again.
func (r *run) fromKept(ctx context.Context, j job) *section {
	if r.has(j) {
		return nil
	}
	if less := j.without(); r.has(less) {
		return r.attempt(ctx, less)
	}
	halves := j.split()
	if len(halves) > 0 && !slices.ContainsFunc(halves, func(h job) bool { return !r.has(h) }) {
		return r.halves(ctx, halves, 0)
	}
	return nil
}

func (r *run) has(j job) bool {
	if r.Answers == nil {
		return false
	}
	_, ok := r.Answers.Find(r.key(j.lang, j.hash(nil)))
	return ok
}

// without is a job with less evidence. What is rendered must keep the cards that
// its sentences cite.
func (j job) without() job {
	full := j.bundle
	j.bundle = full.Without(lowest)
	if j.originals == nil {
		return j
	}
	j.bundle = full.Only(func(c *evidence.Card) bool {
		return slices.ContainsFunc(j.originals, func(s gates.Sentence) bool { return slices.Contains(s.Evidence, c.ID) })
	})
	return j
}

// split cuts a job in two: by cards, or by the sentences to render.
func (j job) split() (out []job) {
	if j.originals == nil {
		for _, b := range j.bundle.Split() {
			out = append(out, job{bundle: b, lang: j.lang})
		}
		return out
	}
	if n := len(j.originals); n > 1 {
		a, b := j, j
		a.originals, b.originals = j.originals[:n/2], j.originals[n/2:]
		out = []job{a.without(), b.without()}
	}
	return out
}

func (r *run) halves(ctx context.Context, jobs []job, calls int) *section {
	out := &section{calls: calls}
	for _, j := range jobs {
		s := r.attempt(ctx, j)
		out.accepted = append(out.accepted, s.accepted...)
		out.refused = append(out.refused, s.refused...)
		out.replies = append(out.replies, s.replies...)
		out.written += s.written
		out.calls += s.calls
		out.err = cmp.Or(out.err, s.err) // the other mostly says the same
	}
	if len(out.accepted) > 0 {
		out.err = nil // one half is better than none
	}
	return out
}

// complete finds a reply that was kept, or asks for one and keeps it.
func (r *run) complete(ctx context.Context, s *section, j job, q llm.Request) (*llm.Reply, error) {
	key := r.key(j.lang, j.hash(q.Earlier))
	if r.Answers != nil {
		if reply, ok := r.Answers.Find(key); ok {
			s.replies = append(s.replies, reply)
			r.count(nil)
			return reply, nil
		}
	}
	if r.collect != nil {
		r.collect(item{job: j, request: q, key: key})
		return nil, errPlanned
	}
	if r.Mode != On {
		return nil, errNotKept
	}
	reply, err := r.Client.Complete(ctx, q)
	s.calls++
	if err != nil {
		return nil, err
	}
	r.count(&reply.Usage)
	s.replies = append(s.replies, reply)
	if r.Answers != nil {
		// The endpoint may have shown only now what tier it bears.
		if err := r.Answers.Put(r.key(j.lang, j.hash(q.Earlier)).Hash(), reply); err != nil {
			r.mu.Lock()
			r.unkept = err
			r.mu.Unlock()
		}
	}
	return reply, nil
}

// count adds a reply to the run's account; nil is one that was kept.
func (r *run) count(u *llm.Usage) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if u == nil {
		r.kept++
		return
	}
	r.calls++
	r.usage.In, r.usage.Cached, r.usage.Out = r.usage.In+u.In, r.usage.Cached+u.Cached, r.usage.Out+u.Out
}
