package prose

import (
	"errors"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// merge puts what was written into the pages, and sums it up.
func (r *run) merge(pages []*summarize.Walkthrough, tasks []*task, out *Summary) {
	out.Pages, out.Calls, out.Kept, out.Usage, out.Unkept = len(pages), r.calls, r.kept, r.usage, r.unkept
	out.Cost = r.Prices.Cost(r.usage)
	seen := map[string]bool{}
	for i, p := range pages {
		m := &summarize.Model{}
		var used llm.Usage
		for _, t := range tasks {
			if t.page != i || t.section == nil {
				continue
			}
			out.Sections++
			r.mergeSection(p, m, t, &used, out)
			if !seen[t.bundle.Hash] {
				seen[t.bundle.Hash] = true
				for _, n := range t.bundle.Redacted {
					out.Redacted += n
				}
			}
		}
		m.In, m.Cached, m.Out = used.In, used.Cached, used.Out
		if r.Prices.Known() && used.In > 0 {
			m.Cost = summarize.Amount(r.Prices.Cost(used))
		}
		if m.Name == "" {
			m.Name = r.Model
		}
		if p.Evidence != nil {
			p.Model = m
		}
	}
}

func (r *run) mergeSection(p *summarize.Walkthrough, m *summarize.Model, t *task, used *llm.Usage, out *Summary) {
	s := t.section
	place := p.Section(t.bundle.Sections...)
	if place == nil {
		return
	}
	for _, reply := range s.replies {
		used.In, used.Cached, used.Out = used.In+reply.Usage.In, used.Cached+reply.Usage.Cached, used.Out+reply.Usage.Out
		if reply.Model != "" {
			m.Name = evidence.Plain(reply.Model)
		}
	}
	for _, id := range t.bundle.Sections {
		if p := p.Section(id); p != nil {
			p.Prose = nil
		}
	}
	for _, x := range s.accepted {
		to := p.Section(partOf(t.bundle, x))
		if to == nil {
			to = place
		}
		to.Prose = append(to.Prose, summarize.Prose(x.Text, cited(t.bundle, x)))
	}
	m.Accepted, m.Written = m.Accepted+len(s.accepted), m.Written+s.written
	for _, n := range t.bundle.Redacted {
		m.Redacted += n
	}
	out.Accepted, out.Written = out.Accepted+len(s.accepted), out.Written+s.written
	if len(s.accepted) > 0 {
		out.WithProse++
	}
	for _, v := range s.refused {
		if len(v.reasons) > 0 {
			out.Refusals[string(v.reasons[0].Gate)]++
		}
	}
	if s.err != nil {
		out.Failed = append(out.Failed, Failure{p.Title, p.Lang, t.bundle.Section, s.err})
		m.Missing = append(m.Missing, summarize.Missing{Title: place.Title, Reason: reason(s.err)})
	}
}

// partOf is the walkthrough's section that most of a sentence's cards are from,
// of several the first.
func partOf(b *evidence.Bundle, s gates.Sentence) string {
	n := map[string]int{}
	for _, id := range s.Evidence {
		if c := b.Card(id); c != nil {
			n[c.Part]++
		}
	}
	best := ""
	for _, part := range b.Sections {
		if n[part] > n[best] {
			best = part
		}
	}
	return best
}

// cited are the places of a sentence's cards: the first of each, then the others,
// as there may be more than a sentence cites. The positions are those of the tree
// at hand, also if the answer is an old one.
func cited(b *evidence.Bundle, s gates.Sentence) (out []factgraph.Pos) {
	var more []factgraph.Pos
	for _, id := range s.Evidence {
		if c := b.Card(id); c != nil && len(c.At) > 0 {
			out, more = append(out, c.At[0]), append(more, c.At[1:]...)
		}
	}
	return append(out, more...)
}

// reason is why a section has no prose, as its page has it: one word, the same
// whatever the endpoint is called.
func reason(err error) string {
	var e *llm.Error
	switch {
	case errors.As(err, &e):
		return string(e.Kind)
	case errors.Is(err, errNotKept):
		return "not-kept"
	}
	return "unusable"
}
