package prose

import (
	"context"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
)

// A run is one call of a Writer's methods.
type run struct {
	*Writer
	// collect, if not nil, takes requests instead of the client; see Plan.
	collect func(item)

	mu      sync.Mutex
	english map[string]*once // by bundle hash
	done    int
	calls   int
	kept    int
	usage   llm.Usage
	unkept  error // the last reply that could not be kept
}

// once is a section that several tasks need and one writes.
type once struct {
	sync.Once
	section *section
}

// A task is one section of one page.
type task struct {
	page, of int // the page, and the number of the section in it
	title    string
	lang     string
	bundle   *evidence.Bundle
	section  *section
}

func newRun(w *Writer) *run { return &run{Writer: w, english: map[string]*once{}} }

// tasks lists the sections of pages. Those that English is read from come first,
// so that nobody waits for what nobody has begun.
func (r *run) tasks(pages []*summarize.Walkthrough) (out []*task) {
	bundles := map[*evidence.Record][]*evidence.Bundle{}
	for _, english := range []bool{true, false} {
		for i, p := range pages {
			if p.Evidence == nil || (p.Lang == "en") != english {
				continue
			}
			if _, ok := bundles[p.Evidence]; !ok {
				bundles[p.Evidence] = evidence.Bundles(p.Evidence, r.Evidence)
			}
			for n, b := range bundles[p.Evidence] {
				out = append(out, &task{page: i, of: n, title: p.Title, lang: p.Lang, bundle: b})
			}
		}
	}
	return out
}

// work does tasks, several at a time. The error is the context's.
func (r *run) work(ctx context.Context, tasks []*task) error {
	queue := make(chan *task)
	var group sync.WaitGroup
	for range min(r.workers(), len(tasks)) {
		group.Go(func() {
			for t := range queue {
				r.do(ctx, t, len(tasks))
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

func (r *run) do(ctx context.Context, t *task, total int) {
	if t.lang == "en" {
		t.section = r.inEnglish(ctx, t.bundle)
	} else {
		t.section = r.rendered(ctx, t.bundle, t.lang)
	}
	if ctx.Err() != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.Progress != nil {
		s := t.section
		r.Progress(Event{Done: r.done, Total: total, Page: t.title, Lang: t.lang, Section: t.bundle.Section, Calls: s.calls, Accepted: len(s.accepted), Written: s.written, Err: s.err})
	}
}

// inEnglish writes a section in English, once in a run.
func (r *run) inEnglish(ctx context.Context, b *evidence.Bundle) *section {
	r.mu.Lock()
	o := r.english[b.Hash]
	if o == nil {
		o = &once{}
		r.english[b.Hash] = o
	}
	r.mu.Unlock()
	o.Do(func() { o.section = r.write(ctx, job{bundle: b, lang: "en"}) })
	return o.section
}

// rendered writes what was accepted in English in another language.
func (r *run) rendered(ctx context.Context, b *evidence.Bundle, lang string) *section {
	from := r.inEnglish(ctx, b)
	if from.err != nil || len(from.accepted) == 0 {
		return &section{err: from.err}
	}
	return r.write(ctx, job{bundle: b, lang: lang, originals: from.accepted})
}
