package prose

import (
	"context"
	"errors"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// attempt asks, judges, and asks once more about what was refused.
func (r *run) attempt(ctx context.Context, j job) *section {
	s := &section{rendition: j.originals != nil}
	q := j.request()
	first, err := r.complete(ctx, s, j, q)
	if err != nil {
		s.err = err
		return s
	}
	verdicts, broken := r.judge(j, first.Text)
	keep, refused := sift(verdicts)
	s.written = len(verdicts)
	if broken == nil && len(refused) == 0 {
		s.accept(j, keep)
		return s
	}
	q.Earlier = []llm.Turn{{Answer: first.Text, Said: again(j.bundle.Section, refused, broken)}}
	second, err := r.complete(ctx, s, j, q)
	if errors.Is(err, errPlanned) {
		s.err = err // what is accepted is not settled yet
		return s
	}
	if err != nil { // what was accepted stands
		s.accept(j, keep)
		s.refused = refused
		if len(keep) == 0 {
			s.err = err
		}
		if broken != nil && errors.Is(err, errNotKept) {
			s.err = broken
		}
		return s
	}
	mended, stillBroken := r.judge(j, second.Text)
	more, dropped := sift(mended)
	if broken != nil {
		s.written = len(mended)
		refused = dropped
		if stillBroken != nil {
			s.err = stillBroken
		}
	} else {
		refused = left(refused, more, dropped)
	}
	s.refused = refused
	s.accept(j, append(keep, more...))
	return s
}

// left are the refused sentences that no mended one has replaced.
func left(refused []verdict, more []gates.Sentence, dropped []verdict) []verdict {
	n := max(len(refused)-len(more), 0)
	if len(dropped) >= n {
		return dropped[:n]
	}
	return append(dropped, refused[len(refused)-(n-len(dropped)):]...)
}

// judge decides about the sentences of an answer.
func (r *run) judge(j job, text string) ([]verdict, error) {
	list, err := sentencesOf(text, j.bundle.Section)
	if err != nil {
		return nil, err
	}
	judge := gates.NewJudge(j.bundle, j.lang)
	var out []verdict
	next := 0
	for _, s := range list {
		v := verdict{sentence: s}
		if j.originals == nil {
			v.reasons = judge.Check(s)
		} else if i := original(j.originals, s, next); i >= 0 {
			v.reasons = judge.Rendition(s, j.originals[i])
			next = i + 1
		} else {
			v.reasons = []gates.Rejection{{Gate: gates.Evidence, Reason: "no accepted sentence has just this evidence"}}
		}
		out = append(out, v)
	}
	return out, nil
}

// original finds the sentence that another renders, by its evidence: the next one
// first, since they come in order.
func original(originals []gates.Sentence, s gates.Sentence, next int) int {
	for k := range originals {
		i := (next + k) % len(originals)
		a, b := slices.Clone(originals[i].Evidence), slices.Clone(s.Evidence)
		slices.Sort(a)
		slices.Sort(b)
		if slices.Equal(a, b) {
			return i
		}
	}
	return -1
}

func sift(verdicts []verdict) (accepted []gates.Sentence, refused []verdict) {
	for _, v := range verdicts {
		if len(v.reasons) == 0 {
			accepted = append(accepted, v.sentence)
		} else {
			refused = append(refused, v)
		}
	}
	return accepted, refused
}

// accept keeps sentences, each once, in the order of their evidence, or of what
// they render: mended ones came last.
func (s *section) accept(j job, list []gates.Sentence) {
	position := map[string]int{}
	for i, c := range j.bundle.Cards {
		position[c.ID] = i
	}
	seen := map[string]bool{}
	for _, x := range list {
		if !seen[x.Text] && len(s.accepted) < maxAccepted(j) {
			seen[x.Text] = true
			s.accepted = append(s.accepted, x)
		}
	}
	first := func(x gates.Sentence) int {
		if j.originals != nil {
			return original(j.originals, x, 0)
		}
		n := len(position)
		for _, id := range x.Evidence {
			n = min(n, position[id])
		}
		return n
	}
	if len(s.replies) > 1 {
		slices.SortStableFunc(s.accepted, func(a, b gates.Sentence) int { return first(a) - first(b) })
	}
}

func maxAccepted(j job) int {
	if j.originals != nil {
		return len(j.originals)
	}
	return 2 * topics[j.bundle.Section].sentences
}
