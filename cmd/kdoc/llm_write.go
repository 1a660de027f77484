package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/planner"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// write has the model complete pages. If done is set, something else was asked
// for (a dry run, a batch), has been given, and there is nothing to write. failed
// is how many targets have no plan of the model's.
func (m *model) write(ctx context.Context, pages []*summarize.Walkthrough) (done bool, failed int, err error) {
	if m.writer == nil || len(pages) == 0 {
		return false, 0, nil
	}
	defer m.progress.done()
	imported, err := m.load()
	if err != nil {
		return false, 0, err
	}
	if m.flags.sends() {
		if err := m.announce(ctx, pages); err != nil {
			return false, 0, err
		}
	}
	fmt.Fprint(m.app.stderr, imported)
	switch {
	case m.flags.dryRun:
		return true, 0, m.printPlan(ctx, pages)
	case m.flags.export != "":
		return true, 0, m.writeBatch(ctx, pages)
	}
	sum, err := m.writer.Write(ctx, pages)
	if err != nil {
		m.interrupted(ctx)
		return false, 0, err
	}
	m.progress.done()
	guessed := false
	if m.endpoint != nil {
		// Not what came of use, but all that was sent and may be charged.
		s := m.endpoint.Stats()
		guessed = s.Usage != sum.Usage
		sum.Calls, sum.Usage, sum.Cost = s.Requests, s.Usage, s.Cost
	}
	m.summarize(sum, guessed)
	if m.flags.mode == planner.CacheOnly {
		return false, 0, nil // nobody was asked
	}
	m.tiers.note(m.flags, m.endpoint)
	if m.answers != nil && m.endpoint.Stats().Replies > 0 && slices.ContainsFunc(sum.Failed, unasked) {
		fmt.Fprintln(m.app.stderr, "kdoc: what was answered is kept: run the same again to ask for the rest alone")
	}
	return false, len(sum.Failed), nil
}

// announce says, before anything is sent, to whom and how much.
func (m *model) announce(ctx context.Context, pages []*summarize.Walkthrough) error {
	p, err := m.writer.Account(ctx, pages)
	if err != nil {
		return err
	}
	w := m.app.stderr
	if p.AtMost == 0 {
		fmt.Fprintf(w, "kdoc: nothing is sent to %s at %s: all answers are kept from before\n", m.flags.model, m.endpoint.Host())
		return nil
	}
	fmt.Fprintf(w, "kdoc: sending evidence about %s to %s at %s: %s with about %s tokens, at most %s with %s%s\n",
		counted(len(p.Targets), "target"), m.flags.model, m.endpoint.Host(), counted(p.Calls, "request"), thousands(p.In),
		counted(p.AtMost, "request"), thousands(p.AtMostIn), priceNote(p))
	if p.Redacted > 0 {
		fmt.Fprintf(w, "kdoc: %s taken out of it\n", counted(p.Redacted, "secret"))
	}
	return nil
}

func priceNote(p *planner.Account) string {
	if !p.Priced {
		return "; no price is known"
	}
	return fmt.Sprintf("; up to %s", planner.Amount(p.AtMostCost))
}

// summarize says what came of it. What was used is guessed if some requests
// brought no account of it.
func (m *model) summarize(s *planner.Summary, guessed bool) {
	w := m.app.stderr
	if m.flags.mode == planner.On {
		m.sayFailed(s.Failed)
	}
	if s.Unkept != nil {
		fmt.Fprintf(w, "kdoc: warning: an answer could not be kept, and will be asked for again: %v\n", s.Unkept)
	}
	fmt.Fprintf(w, "%d of %s planned by %s; %d of %s told, %d of %s hold; %s sent, %s from before", s.Planned, counted(s.Targets, "target"), m.flags.model,
		s.Facts, counted(s.Chosen, "statement"), s.Connections, counted(s.Claimed, "connection"), counted(s.Calls, "request"), counted(s.Kept, "answer"))
	if s.Usage.In+s.Usage.Out > 0 {
		upTo := ""
		if guessed {
			upTo = "up to "
		}
		fmt.Fprintf(w, "; %s%s tokens in, %s out", upTo, thousands(s.Usage.In), thousands(s.Usage.Out))
	}
	if s.Cost > 0 {
		fmt.Fprintf(w, ", for %s", planner.Amount(s.Cost))
	}
	if n := len(s.Failed); n > 0 && m.flags.mode == planner.CacheOnly {
		fmt.Fprintf(w, "; %s without an answer", counted(n, "target"))
	}
	fmt.Fprintln(w)
}

// sayFailed says what stays as it is, and why: each reason once, as one that
// keeps all requests back comes with every target.
func (m *model) sayFailed(failed []planner.Failure) {
	var reasons []string
	by := map[string][]planner.Failure{}
	for _, f := range failed {
		why := f.Err.Error()
		if !unasked(f) {
			why += "; another model may do better, or this one, if kdoc cache clear --answers has it asked again"
		}
		if by[why] == nil {
			reasons = append(reasons, why)
		}
		by[why] = append(by[why], f)
	}
	for _, why := range reasons {
		list := by[why]
		fmt.Fprintf(m.app.stderr, "kdoc: %s without a model's plan, told by kdoc's own: %s\n", counted(len(list), "target"), why)
		const most = 6
		for i, f := range list {
			if i == most {
				fmt.Fprintf(m.app.stderr, "  and %d more\n", len(list)-most)
				break
			}
			fmt.Fprintf(m.app.stderr, "  %s\n", f.Page)
		}
	}
}

// unasked tells whether a target has no answer, rather than one that is of no
// use, which is kept and would be found again.
func unasked(f planner.Failure) bool {
	var none *llm.Error
	return errors.As(f.Err, &none)
}

// printPlan prints what a run would take, page by page.
func (m *model) printPlan(ctx context.Context, pages []*summarize.Walkthrough) error {
	p, err := m.writer.Account(ctx, pages)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%8s %8s %10s %10s %10s  %s\n", "requests", "cached", "tokens in", "out", "price", "page")
	row := func(calls, cached, in, out int, cost float64, name string) {
		price := "-"
		if p.Priced {
			price = planner.Amount(cost)
		}
		fmt.Fprintf(&b, "%8d %8d %10s %10s %10s  %s\n", calls, cached, thousands(in), thousands(out), price, name)
	}
	for _, x := range p.Targets {
		row(x.Calls, 1-min(x.Calls, 1), x.In, x.Out, x.Cost, x.Target+" ("+strings.Join(x.Languages, ", ")+")")
	}
	row(p.Calls, p.Cached, p.In, p.Out, p.Cost, "in all")
	fmt.Fprintf(&b, "At most, with every answer asked for twice: %s, %s tokens in, %s out%s.\n",
		counted(p.AtMost, "request"), thousands(p.AtMostIn), thousands(p.AtMostOut), strings.Replace(priceNote(p), ";", ",", 1))
	for _, x := range p.Targets {
		if x.Dropped > 0 {
			fmt.Fprintf(&b, "%s: %s, %d more left out for want of room\n", x.Target, counted(x.Cards, "statement"), x.Dropped)
		}
	}
	if p.Redacted > 0 {
		fmt.Fprintf(&b, "%s would be taken out.\n", counted(p.Redacted, "secret"))
	}
	fmt.Fprintln(&b, "Nothing was sent.")
	_, err = m.app.stdout.Write(b.Bytes())
	return err
}

// writeBatch writes the requests that are due as a batch.
func (m *model) writeBatch(ctx context.Context, pages []*summarize.Walkthrough) error {
	items, err := m.writer.Requests(ctx, pages)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		fmt.Fprintln(m.app.stderr, "no batch is needed: all answers are kept from before")
		return nil
	}
	tier := m.tiers.of(m.flags)
	err = m.app.writeOutput(ctx, m.flags.export, func(w io.Writer) error { return llm.WriteBatch(w, m.flags.model, tier, items) })
	if err != nil {
		return err
	}
	fmt.Fprintf(m.app.stderr, "wrote %s to %s; import the results with --llm-batch-import, and export again until no batch is needed\n",
		counted(len(items), "request"), m.flags.export)
	return nil
}

func counted(n int, what string) string {
	return report.Count(n, what)
}

// thousands is a number with commas.
func thousands(n int) string {
	s, _, _ := strings.Cut(report.Count(n, ""), " ")
	return s
}

// tiers remember in which form endpoints and models have taken requests, so that
// it need not be found out anew.
type tiers struct{ file string }

func newTiers(answers string) tiers { return tiers{filepath.Join(answers, "tiers.json")} }

// clear forgets all endpoints.
func (t tiers) clear() error {
	if err := files.Remove(t.file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (t tiers) name(f *modelFlags) string { return f.url + " " + f.azureVersion + " " + f.model }

func (t tiers) read() map[string]llm.Tier {
	known := map[string]llm.Tier{}
	if b, err := files.Read(t.file); t.file == "" || err != nil || json.Unmarshal(b, &known) != nil {
		return map[string]llm.Tier{}
	}
	return known
}

// of returns the form to begin with; "" is the strictest.
func (t tiers) of(f *modelFlags) llm.Tier { return t.read()[t.name(f)] }

// note keeps the form that an endpoint has taken. That it cannot be kept costs a
// request another time.
func (t tiers) note(f *modelFlags, e *llm.Endpoint) {
	known := t.read()
	if t.file == "" || e.Stats().Replies == 0 || known[t.name(f)] == e.Tier() {
		return
	}
	known[t.name(f)] = e.Tier()
	b, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return
	}
	if root, err := files.MakePrivateRoot(filepath.Dir(t.file)); err == nil {
		_, _ = root.Write(filepath.Base(t.file), append(b, '\n'))
		root.Close()
	}
}
