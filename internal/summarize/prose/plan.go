package prose

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// A Plan says what Write would send, without sending it.
type Plan struct {
	Pages []PagePlan
	// Calls are those that are certain, Cached the sections that need none.
	// Each call may lead to one about what the gates refused, and each section
	// in English to one in each other language, which are AtMost with the Calls.
	Calls, AtMost, Cached int
	// In and Out are the tokens of Calls and, in AtMostIn and AtMostOut, of all
	// there may be. Cost and AtMostCost are their prices, 0 if Priced is false.
	In, Out, AtMostIn, AtMostOut int
	Cost, AtMostCost             float64
	Priced                       bool
	// Redacted counts the secrets that are taken out.
	Redacted int
	// Largest are the largest bundles, at most five, the largest first.
	Largest []BundleSize
}

// A PagePlan is the part of a Plan for one page.
type PagePlan struct {
	Page, Target, Lang    string
	Calls, AtMost, Cached int
	In, Out               int
	Cost                  float64
}

// A BundleSize is how much one section shows.
type BundleSize struct {
	Page, Section          string
	Tokens, Cards, Dropped int
}

// An item is a request that is not sent.
type item struct {
	job     job
	request llm.Request
	key     llm.AnswerKey
}

// errPlanned stands for the answer to a request that is not sent.
var errPlanned = errors.New("not sent")

// Plan says what writing pages would take. It sends nothing.
func (w *Writer) Plan(ctx context.Context, pages []*summarize.Walkthrough) (*Plan, error) {
	tasks, items, err := w.dry(ctx, pages)
	if err != nil {
		return nil, err
	}
	p := &Plan{Priced: w.Prices.Known(), Pages: make([]PagePlan, len(pages))}
	for i, page := range pages {
		p.Pages[i] = PagePlan{Page: page.Title, Target: page.Target, Lang: page.Lang}
	}
	sized := map[string]bool{}
	for _, t := range tasks {
		w.add(p, t, items)
		if !sized[t.bundle.Hash] {
			sized[t.bundle.Hash] = true
			p.Largest = append(p.Largest, BundleSize{t.title, t.bundle.Section, t.bundle.Tokens, len(t.bundle.Cards), len(t.bundle.Dropped)})
			for _, n := range t.bundle.Redacted {
				p.Redacted += n
			}
		}
	}
	slices.SortStableFunc(p.Largest, func(a, b BundleSize) int {
		return cmp.Or(b.Tokens-a.Tokens, strings.Compare(a.Page, b.Page), strings.Compare(a.Section, b.Section))
	})
	p.Largest = p.Largest[:min(len(p.Largest), 5)]
	p.Cost = w.Prices.Cost(llm.Usage{In: p.In, Out: p.Out})
	p.AtMostCost = w.Prices.Cost(llm.Usage{In: p.AtMostIn, Out: p.AtMostOut})
	return p, nil
}

// add counts a section in. What was asked for is counted where it is first
// needed.
func (w *Writer) add(p *Plan, t *task, items map[string]item) {
	page := &p.Pages[t.page]
	calls := 0
	for _, lang := range []string{"en", t.lang} {
		for _, key := range slices.Sorted(maps.Keys(items)) {
			x := items[key]
			if x.job.lang != lang || x.job.bundle.Hash != t.bundle.Hash {
				continue
			}
			delete(items, key)
			calls++
			u := w.estimate(x.request)
			page.Calls++
			page.In, page.Out = page.In+u.In, page.Out+u.Out
			p.Calls++
			p.In, p.Out = p.In+u.In, p.Out+u.Out
			w.more(p, page, u, len(x.request.Earlier) == 0)
		}
	}
	if t.lang != "en" && errors.Is(t.section.err, errPlanned) && len(t.section.accepted) == 0 && !t.section.rendition {
		// English is not there yet; its sentences will be sent with the cards.
		u := w.estimate(render(t.bundle, t.lang, []gates.Sentence{{}}))
		n := topics[t.bundle.Section].sentences * tokensPerSentence
		w.more(p, page, llm.Usage{In: u.In + n, Out: n + 300}, true)
		calls++
	}
	if calls == 0 {
		page.Cached++
		p.Cached++
	}
}

// more counts a call among those that there may be, and the one about what may be
// refused of it.
func (w *Writer) more(p *Plan, page *PagePlan, u llm.Usage, first bool) {
	p.AtMost++
	page.AtMost++
	p.AtMostIn, p.AtMostOut = p.AtMostIn+u.In, p.AtMostOut+u.Out
	if first {
		p.AtMost++
		page.AtMost++
		p.AtMostIn, p.AtMostOut = p.AtMostIn+u.In+2*u.Out, p.AtMostOut+u.Out
	}
	page.Cost += w.Prices.Cost(u)
}

// Requests are those that Write would send now, for a batch: with the answers to
// them kept, there may be others, about what the gates refused and in other
// languages than English. There are none left when a second call returns none.
func (w *Writer) Requests(ctx context.Context, pages []*summarize.Walkthrough) ([]llm.BatchItem, error) {
	_, items, err := w.dry(ctx, pages)
	if err != nil {
		return nil, err
	}
	var out []llm.BatchItem
	for _, key := range slices.Sorted(maps.Keys(items)) {
		out = append(out, llm.BatchItem{Key: key, Request: items[key].request})
	}
	return out, nil
}

// dry goes through pages as Write does, but takes down what would be sent.
func (w *Writer) dry(ctx context.Context, pages []*summarize.Walkthrough) ([]*task, map[string]item, error) {
	quiet := *w
	quiet.Progress = nil
	r := newRun(&quiet)
	items := map[string]item{}
	var mu sync.Mutex
	r.collect = func(x item) {
		mu.Lock()
		defer mu.Unlock()
		items[x.key.Hash()] = x
	}
	tasks := r.tasks(pages)
	err := r.work(ctx, tasks)
	return tasks, items, err
}
