package planner

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// Amount writes a price without more digits than tell something.
func Amount(cost float64) string { return strconv.FormatFloat(cost, 'f', 4, 64) }

// An Account says what Write would send, without sending it.
type Account struct {
	Targets []TargetAccount
	// Calls are those that are certain, Cached the targets that need none. Each
	// call may lead to one about an answer that cannot be used: AtMost has both.
	Calls, AtMost, Cached int
	// In and Out are the tokens of Calls and, in AtMostIn and AtMostOut, of all
	// there may be. Cost and AtMostCost are their prices, 0 if Priced is false.
	In, Out, AtMostIn, AtMostOut int
	Cost, AtMostCost             float64
	Priced                       bool
	// Redacted counts the secrets that are taken out.
	Redacted int
}

// A TargetAccount is the part of an Account for one target, whose pages share
// what it costs.
type TargetAccount struct {
	Page, Target string
	Languages    []string
	Calls        int
	In, Out      int
	Cost         float64
	// Cards are shown, Dropped left out.
	Cards, Dropped int
}

// An item is a request that is not sent.
type item struct {
	task    *task
	request llm.Request
	key     llm.AnswerKey
}

// Account says what planning pages would take. It sends nothing.
func (w *Writer) Account(ctx context.Context, pages []*summarize.Walkthrough) (*Account, error) {
	tasks, items, err := w.dry(ctx, pages)
	if err != nil {
		return nil, err
	}
	a := &Account{Priced: w.Prices.Known()}
	for _, t := range tasks {
		ta := TargetAccount{Page: t.pages[0].Title, Target: t.pages[0].Target, Dropped: t.bundle.Dropped}
		for _, p := range t.pages {
			ta.Languages = append(ta.Languages, p.Lang)
		}
		for _, p := range t.bundle.Parts {
			ta.Cards += len(p.Cards)
		}
		for _, key := range slices.Sorted(maps.Keys(items)) {
			if items[key].task != t {
				continue
			}
			u := w.estimate(items[key].request)
			ta.Calls++
			ta.In, ta.Out = ta.In+u.In, ta.Out+u.Out
			a.AtMost += 2
			a.AtMostIn, a.AtMostOut = a.AtMostIn+2*u.In+u.Out, a.AtMostOut+2*u.Out
		}
		ta.Cost = w.Prices.Cost(llm.Usage{In: ta.In, Out: ta.Out})
		if a.Calls += ta.Calls; ta.Calls == 0 {
			a.Cached++
		}
		a.In, a.Out, a.Redacted = a.In+ta.In, a.Out+ta.Out, a.Redacted+count(t.bundle.Redacted)
		a.Targets = append(a.Targets, ta)
	}
	slices.SortStableFunc(a.Targets, func(x, y TargetAccount) int { return cmp.Or(strings.Compare(x.Target, y.Target)) })
	a.Cost = w.Prices.Cost(llm.Usage{In: a.In, Out: a.Out})
	a.AtMostCost = w.Prices.Cost(llm.Usage{In: a.AtMostIn, Out: a.AtMostOut})
	return a, nil
}

// Requests are those that Write would send now, for a batch. With the answers to
// them kept there may be others, about answers that cannot be used; there are none
// left when a second call returns none.
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
	r := &run{Writer: &quiet}
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
