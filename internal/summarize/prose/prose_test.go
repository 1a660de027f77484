package prose

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm"
	"github.com/kdoc-dev/kdoc/internal/summarize/llm/llmtest"
	"github.com/kdoc-dev/kdoc/internal/summarize/prose/prosetest"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// script is a client that asks a model in the same process.
type script struct {
	model prosetest.Model
	// fail, if not nil, is asked first.
	fail func(n int, r llm.Request) error

	mu       sync.Mutex
	requests []llm.Request
}

func (c *script) Complete(ctx context.Context, r llm.Request) (*llm.Reply, error) {
	c.mu.Lock()
	c.requests = append(c.requests, r)
	n := len(c.requests)
	c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.fail != nil {
		if err := c.fail(n, r); err != nil {
			return nil, err
		}
	}
	said := ""
	if len(r.Earlier) > 0 {
		said = r.Earlier[len(r.Earlier)-1].Said
	}
	text := c.model(r.User, said)
	return &llm.Reply{Text: text, Model: "scripted", Usage: llm.Usage{In: llm.Estimate(r) / 2, Out: llm.Tokens(text)}}, nil
}

func (c *script) Models(context.Context) ([]string, error) { return []string{"scripted"}, nil }

const controller = "pkg/controller/machinelifecycle"

// explained is a target of the bundled tree in some languages.
func explained(t *testing.T, target string, langs ...string) []*summarize.Walkthrough {
	t.Helper()
	tree, err := walk.Open(t.Context(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true, Platforms: []string{"linux/amd64"}})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	resolved, err := summarize.Resolve(t.Context(), tree, target)
	if err != nil {
		t.Fatal(err)
	}
	var languages []*summarize.Language
	for _, l := range langs {
		languages = append(languages, summarize.LanguageOf(l))
	}
	pages, err := summarize.ExplainIn(t.Context(), summarize.Options{Tree: tree, Target: resolved, Evidence: true}, languages...)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func write(t *testing.T, w *Writer, pages []*summarize.Walkthrough) *Summary {
	t.Helper()
	sum, err := w.Write(t.Context(), pages)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// An honest model's every sentence is shown, in both languages.
func TestHonest(t *testing.T) {
	for _, target := range []string{controller, "fleet-controller-manager", "workqueue.Queue", "pkg/probe/probe.go"} {
		pages := explained(t, target, "en", "zh")
		for _, b := range refusedOf(t, pages, prosetest.All) {
			t.Errorf("%s: %s", target, b)
		}
	}
}

// refusedOf lists the sentences of a model that the gates refuse.
func refusedOf(t *testing.T, pages []*summarize.Walkthrough, m prosetest.Model) (out []string) {
	t.Helper()
	r := newRun(&Writer{Mode: On, Client: &script{model: m}, Model: "scripted"})
	tasks := r.tasks(pages)
	if err := r.work(t.Context(), tasks); err != nil {
		t.Fatal(err)
	}
	for _, x := range tasks {
		if x.section.err != nil {
			out = append(out, x.lang+" "+x.bundle.Section+": "+x.section.err.Error())
		}
		for _, v := range x.section.refused {
			out = append(out, fmt.Sprintf("%s %s: %s %v\n\t%v", x.lang, x.bundle.Section, v.sentence.Text, v.sentence.Evidence, v.reasons))
		}
		t.Logf("%s %s: %d of %d", x.lang, x.bundle.Section, len(x.section.accepted), x.section.written)
	}
	return out
}

// Not one sentence of a liar is shown, and the page is what it would be without.
func TestLiars(t *testing.T) {
	all := explained(t, controller, "en", "zh")
	for name, liar := range prosetest.Liars() {
		t.Run(name, func(t *testing.T) {
			pages := fresh(all[:1])
			w, _ := served(t, llmtest.Options{Answer: prosetest.Behind(liar)})
			sum := write(t, w, pages)
			for _, x := range proseOf(pages[0]) {
				t.Errorf("accepted: %s", x)
			}
			if sum.Calls < 2*sum.Sections { // more if the lies are so many that they are asked for in halves
				t.Errorf("%d calls for %d sections, want at least one and one repair each", sum.Calls, sum.Sections)
			}
			// What was honest in English is a lie in Chinese.
			pages = fresh(all)
			write(t, &Writer{Mode: On, Client: &script{model: func(user, said string) string {
				if strings.HasPrefix(user, "Language: English") {
					return prosetest.Honest(user, said)
				}
				return liar(user, said)
			}}, Model: "scripted"}, pages)
			if len(proseOf(pages[0])) == 0 {
				t.Error("the English page has no prose, so nothing was tried")
			}
			for _, x := range proseOf(pages[1]) {
				t.Errorf("accepted: %s", x)
			}
		})
	}
}

// fresh are copies of pages that can be written without changing these.
func fresh(pages []*summarize.Walkthrough) (out []*summarize.Walkthrough) {
	for _, p := range pages {
		c := *p
		c.Sections = slices.Clone(p.Sections)
		out = append(out, &c)
	}
	return out
}

// proseOf lists what a model wrote on a page.
func proseOf(w *summarize.Walkthrough) (out []string) {
	for _, s := range w.Sections {
		for _, x := range s.Prose {
			text := s.ID + ": "
			for _, p := range x.Parts {
				if p.Code {
					text += "`" + p.Text + "`"
				} else {
					text += p.Text
				}
			}
			out = append(out, text+fmt.Sprint(x.At))
		}
	}
	return out
}
