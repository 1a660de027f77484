package planner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

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

// key is what a reply is kept under: all that it depends on. A plan has no
// language.
func (w *Writer) key(lang, hash string) llm.AnswerKey {
	return llm.AnswerKey{Schema: SchemaVersion, Prompt: PromptVersion, Language: lang, Model: w.Model, Sampling: llm.Sampling(w.Model), Tier: w.tier(), Bundle: hash}
}

// hashed is the hash of evidence with the turns after it.
func hashed(bundle string, turns []llm.Turn) string {
	if len(turns) == 0 {
		return bundle
	}
	h := sha256.New()
	h.Write([]byte(bundle))
	for _, t := range turns {
		for _, s := range []string{t.Answer, t.Said} {
			h.Write([]byte(strconv.Itoa(len(s)) + " " + s))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// has reports whether an answer about evidence is kept.
func (r *run) has(b *evidence.Bundle) bool {
	if r.Answers == nil || b == nil {
		return false
	}
	_, ok := r.Answers.Find(r.key("", b.Hash))
	return ok
}

// complete finds a reply that was kept, or asks for one and keeps it.
func (r *run) complete(ctx context.Context, t *task, lang, bundle string, q llm.Request) (*llm.Reply, error) {
	hash := hashed(bundle, q.Earlier)
	key := r.key(lang, hash)
	if r.Answers != nil {
		if reply, ok := r.Answers.Find(key); ok {
			r.count(t, reply, true)
			return reply, nil
		}
	}
	if r.collect != nil {
		r.collect(item{task: t, request: q, key: key})
		return nil, errPlanned
	}
	if r.Mode != On {
		return nil, errNotKept
	}
	reply, err := r.Client.Complete(ctx, q)
	t.calls++
	if err != nil {
		return nil, err
	}
	r.count(t, reply, false)
	if r.Answers != nil {
		// The endpoint may have shown only now what tier it bears.
		if err := r.Answers.Put(r.key(lang, hash).Hash(), reply); err != nil {
			r.mu.Lock()
			r.unkept = err
			r.mu.Unlock()
		}
	}
	return reply, nil
}

// count adds a reply to the accounts of the target, whenever it was paid for, and,
// unless it was kept, of the run.
func (r *run) count(t *task, reply *llm.Reply, kept bool) {
	add := func(to *llm.Usage) {
		u := reply.Usage
		to.In, to.Cached, to.Out = to.In+u.In, to.Cached+u.Cached, to.Out+u.Out
	}
	add(&t.usage)
	r.mu.Lock()
	defer r.mu.Unlock()
	if kept {
		r.kept++
		return
	}
	r.calls++
	add(&r.usage)
}
